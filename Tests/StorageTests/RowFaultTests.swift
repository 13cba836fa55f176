import Dispatching
import Interpreting
import Postgres
import Testing

@testable import Storage

/// Which refusals of the database are a row's fault, so that the batch is taken apart and nobody else pays.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RowFaultTests {
    /// Of the appendix "PostgreSQL Error Codes", without success, warning and no data.
    private static let classes = """
        03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX
        """.split(separator: " ").map(String.init)

    @Test func `every class of the database's errors is decided, once`() {
        #expect(SQLStateClass.ofRows.isDisjoint(with: SQLStateClass.ofServer))
        #expect(SQLStateClass.ofRows.union(SQLStateClass.ofServer) == Set(Self.classes))
    }

    @Test(arguments: [
        ("22001", true), ("23514", true), ("23505", true), ("54000", true), ("21000", true), ("P0001", true), ("44000", true),
        // A trigger of the operator's with a number of its own.
        ("ZZ999", true),
        ("53100", false), ("57014", false), ("55P03", false), ("40P01", false), ("42501", false), ("XX000", false), ("25006", false),
        // What the journal forbids its writer.
        ("TB001", false), ("TB002", false), ("TB003", false),
    ])
    func `a row is to blame when a server that is well would refuse it again`(state: String, blamed: Bool) {
        let failure = JournalFailure(PostgresError(kind: .rejected, message: "no", sqlState: state))
        let isRejected = if case .rejected = failure { true } else { false }
        #expect(isRejected == blamed, "\(failure)")
    }

    @Test func `a number or a key that is there already says that a batch of ours was kept late`() {
        for (table, blamed) in [("journal", false), ("idempotency", false), ("credential", true)] {
            #expect(PostgresError(kind: .rejected, message: "no", sqlState: "23505", table: table).blamesRow == blamed)
        }
        #expect(!PostgresError(kind: .rejected, message: "no").blamesRow)
    }

    @Test func `a row too large for an index of the operator's is refused alone, and the next batch is kept`() async throws {
        try await withPostgresJournal { store, journal in
            try await withConnection(store) { connection in
                try await connection.execute("""
                    CREATE FUNCTION long(name text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
                        SELECT CASE WHEN name = 'Long' THEN string_agg(md5(n::text), '') END FROM generate_series(1, 200) AS n $$;
                    CREATE INDEX ON organisation (long(name))
                    """)
            }
            var long = Specimen.organisation(id: 1)
            long.name = "Long"
            let verdict = await journal.append(Batch(epoch: 1, events: [Specimen.event(seq: 1, [.organisation(long)])], ledger: []))
            #expect(verdict.isRejected, "\(verdict)")
            let short = Specimen.event(seq: 1, [.organisation(Specimen.organisation(id: 1))])
            #expect(await journal.append(Batch(epoch: 1, events: [short], ledger: [])).isSuccess)
        }
    }
}
