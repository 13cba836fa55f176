import Foundation
import Testing

@testable import Postgres

/// What is told of PostgreSQL's programs when they fail.
struct ProgramOutputTests {
    private static let user: uid_t = 107

    /// As initdb of PostgreSQL 15 says it.
    private static let fullDisk = """
        The files belonging to this database system will be owned by user "postgres".
        This user must also own the server process.

        The database cluster will be initialized with this locale configuration:
          provider:    libc
          LC_CTYPE:    C.UTF-8
        The default text search configuration will be set to "english".

        Data page checksums are enabled.

        fixing permissions on existing directory /var/lib/tolkbrug/postgres.new ... ok
        creating subdirectories ... ok
        selecting dynamic shared memory implementation ... posix
        creating configuration files ... ok
        running bootstrap script ... 2026-11-28 05:12:44.301 UTC [4711] FATAL:  could not write to file "pg_wal/xlogtemp.4711": No space \
        left on device
        child process exited with exit code 1
        initdb: removing contents of data directory "/var/lib/tolkbrug/postgres.new"
        """

    @Test func `of a full disk the line that matters is told, with what to do`() {
        #expect(ProgramOutput(Self.fullDisk).reason(user: Self.user) == """
            FATAL: could not write to file "pg_wal/xlogtemp.4711": No space left on device; make room on that disk, and start again
            """)
    }

    @Test(arguments: [
        (
            "creating directory /x/postgres.new ... initdb: error: could not create directory \"/x\": Permission denied\n",
            "let user number 107 write there (chown, chmod)"
        ),
        ("initdb: error: could not access directory \"/x\": Read-only file system\n", "mount it for writing"),
    ])
    func `a folder that cannot be written is told with what to do`(output: String, advice: String) {
        let reason = ProgramOutput(output).reason(user: Self.user)
        #expect(reason.hasPrefix(output.trimmingCharacters(in: .newlines) + "; " + advice), "\(reason)")
    }

    @Test func `what explains an error follows it, and nothing is told twice`() {
        let log = """
            2026-11-28 05:12:44.301 UTC [4711] LOG:  starting PostgreSQL 15.8
            2026-11-28 05:12:44.302 UTC [4711] FATAL:  could not create lock file "postmaster.pid": Operation not supported
            2026-11-28 05:12:44.302 UTC [4711] HINT:  Use another file system.
            2026-11-28 05:12:45.000 UTC [4712] FATAL:  could not create lock file "postmaster.pid": Operation not supported
            2026-11-28 05:12:45.000 UTC [4712] LOG:  database system is shut down
            """
        #expect(ProgramOutput(log).reason(user: Self.user) == """
            FATAL: could not create lock file "postmaster.pid": Operation not supported; HINT: Use another file system.
            """)
    }

    @Test func `a setting that is wrong is told before what comes of it`() {
        let log = """
            2026-11-28 06:25:28.761 UTC [4711] LOG:  invalid value for parameter "shared_buffers": "nonsense"
            2026-11-28 06:25:28.761 UTC [4711] FATAL:  configuration file "/x/postgresql.conf" contains errors
            """
        #expect(ProgramOutput(log).reason(user: Self.user) == """
            LOG: invalid value for parameter "shared_buffers": "nonsense"; \
            FATAL: configuration file "/x/postgresql.conf" contains errors
            """)
    }

    @Test func `without an error the last line is told`() {
        #expect(ProgramOutput("waiting\npg_ctl: server did not start in time\n").reason(user: 1) == "pg_ctl: server did not start in time")
        #expect(ProgramOutput("\n").reason(user: 1) == "it said nothing")
    }
}
