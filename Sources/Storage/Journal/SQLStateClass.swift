import Postgres

/// The classes of SQLSTATE, the first two of its five characters, by whether a batch that is refused with one is to be taken apart.
///
/// The rule: *would a server that is well, in any session, refuse the same rows again?* Then one of them is why, whoever else is in the
/// batch is innocent, and waiting does not help. Everything else passes, or is for an operator to mend, and concerns every batch alike:
/// nobody is told to ask with other values because a disk is full.
enum SQLStateClass {
    /// A row is why.
    static let ofRows: Set<String> = [
        "09",  // A trigger of the operator's failed on what it was given.
        "10",  // A value in an XQuery.
        "20",  // A CASE without a branch for a value, in a function of the operator's.
        "21",  // The same row twice in one statement.
        "22",  // A value that cannot be.
        "23",  // A constraint.
        "27",  // A trigger of the operator's changed what is being changed.
        "44",  // A view's WITH CHECK OPTION.
        "54",  // Beyond what the program can hold: a row or an index entry that is too large.
        "P0",  // RAISE or ASSERT in a trigger of the operator's.
    ]

    /// The server, the session, the schema or the program is why.
    static let ofServer: Set<String> = [
        "03", "08", "0A", "0B", "0F", "0L", "0P", "0Z", "24", "25", "26", "28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F",
        "40",  // Serialization and deadlocks: the same rows may be taken the next time.
        "42",  // The schema is another than the program expects, or the role may not.
        "53",  // Full disk, no memory, too many connections.
        "55",  // Somebody holds a lock.
        "57",  // Cancelled, shut down, starting.
        "58", "72", "F0", "HV",
        "XX",  // The server is broken, or its files are: it need not be the row.
    ]
}

extension PostgresError {
    /// Whether a row's values are why: the same rows would be refused again. A number or a key that is there already only says that a batch
    /// of ours was kept late. A class that PostgreSQL does not have is a RAISE of somebody's trigger; ours begin with TB and say what the
    /// journal forbids the writer, not the row.
    var blamesRow: Bool {
        guard let sqlState, !isUniqueViolation || (table != "journal" && table != "idempotency") else { return false }
        let name = String(sqlState.prefix(2))
        return SQLStateClass.ofRows.contains(name) || (name != "TB" && !SQLStateClass.ofServer.contains(name))
    }
}
