// libpq is PostgreSQL's own client library; pkg-config (libpq) says where its header lies.
// Pipeline mode, which the journal depends on, exists since version 14.
#include <libpq-fe.h>

#ifndef LIBPQ_HAS_PIPELINING
#error "libpq 14 or newer is needed; on Debian: apt-get install libpq-dev"
#endif

// The fields of an error. libpq defines them as character macros, which Swift does not import.
static const int PGFieldSeverity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int PGFieldSQLState = PG_DIAG_SQLSTATE;
static const int PGFieldMessage = PG_DIAG_MESSAGE_PRIMARY;
static const int PGFieldDetail = PG_DIAG_MESSAGE_DETAIL;
static const int PGFieldHint = PG_DIAG_MESSAGE_HINT;
static const int PGFieldTable = PG_DIAG_TABLE_NAME;
static const int PGFieldConstraint = PG_DIAG_CONSTRAINT_NAME;
