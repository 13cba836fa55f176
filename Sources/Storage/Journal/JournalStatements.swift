import Dispatching
import Postgres

/// What a batch comes to in SQL: the statements of its transaction, in order, between BEGIN and COMMIT.
///
/// The journal's writer sends them; the benchmark gives the same ones to pgbench.
public enum JournalStatements {
    /// Settings of the session that sends them. Every statement finds its rows by key, whatever the size of a batch, so one plan
    /// made once serves for ever. Left to itself the planner would plan small batches anew each time, and read whole tables
    /// while their statistics are old.
    public static let settings = [
        (name: "plan_cache_mode", value: "force_generic_plan"), (name: "enable_seqscan", value: "off"),
        (name: "enable_hashjoin", value: "off"), (name: "enable_mergejoin", value: "off"), (name: "jit", value: "off"),
        (name: "lock_timeout", value: "5s"),
    ]

    /// What is acknowledged must be on disk, whatever the role's default is; stronger settings for standbys are kept. Set in the session
    /// in any case, so that it does not follow the configuration when that is lowered later.
    static let durability = Statement("""
        SELECT set_config('synchronous_commit',
            CASE WHEN current_setting('synchronous_commit') IN ('off', 'local') THEN 'on'
                ELSE current_setting('synchronous_commit') END, false)
        """)

    /// What commits of the session wait for, as it stands now: `synchronous_standby_names`, empty for nothing.
    static let standbys = """
        CASE WHEN current_setting('synchronous_commit') = 'local' THEN '' ELSE current_setting('synchronous_standby_names') END AS names
        """

    /// Begins every transaction of the journal: only the writer of this epoch goes on. Tells what its commit is to wait for.
    static func entrance(_ epoch: Int64) -> Statement { Statement(entrance, [.int(epoch)]) }

    private static let entrance = "SELECT enter_journal($1), \(standbys)"

    /// - Parameter previousHash: of the journal's last row, 32 bytes; nil when the journal is empty.
    /// - Throws: when a value cannot be written as JSON, or does not fit its column.
    public static func transaction(_ batch: Batch, after previousHash: [UInt8]? = nil) throws -> [Statement] {
        try statements(batch, linked(batch.events, after: previousHash ?? JournalRow.genesis))
    }

    /// The fence, the journal, the tables, the answers. What a column cannot hold is not sent: the server would not say which it is.
    static func statements(_ batch: Batch, _ rows: [JournalRow]) throws -> [Statement] {
        if let misfit = Schema.misfit(in: batch) { throw JournalFailure.rejected(misfit) }
        var statements = [entrance(batch.epoch)]
        if !rows.isEmpty { statements.append(JournalTable.append(batch.events, rows)) }
        statements += TableWrites(batch.events).statements
        statements += try IdempotencyTable.write(batch.ledger)
        return statements
    }

    /// The rows that the events become behind the row with this hash.
    static func linked(_ events: [Event], after hash: [UInt8]) throws -> [JournalRow] {
        var hash = hash
        return try events.map { event in
            let row = try JournalRow(event, after: hash)
            hash = row.hash
            return row
        }
    }
}
