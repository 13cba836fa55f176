import Postgres
import Testing

@testable import Dispatching
@testable import Storage

/// The tables that the migrations make are those that ``Schema`` describes: nothing undescribed, nothing described that is not there.
@Suite(.serialized) struct SchemaDescriptionTests {
    @Test func theTablesAreAsDescribed() async throws {
        try await withStore { store in
            try await withConnection(store) { connection in
                let real = try await DescribedTable.facts(in: "public", connection)
                try await DescribedTable.create(in: "described", connection)
                let described = try await DescribedTable.facts(in: "described", connection)
                #expect(real.subtracting(described).sorted() == [], "not described in Sources/Dispatching/Schema")
                #expect(described.subtracting(real).sorted() == [], "described, and not in the database")
                #expect(real.count > 200)
            }
        }
    }

    /// A description that differs in a single word is seen.
    @Test func aDifferenceIsSeen() async throws {
        try await withStore { store in
            try await withConnection(store) { connection in
                let before = try await DescribedTable.facts(in: "public", connection)
                for change in [
                    "ALTER TABLE request DROP CONSTRAINT request_minutes_check, ADD CONSTRAINT request_minutes_check CHECK (minutes >= 0)",
                    "ALTER TABLE request ADD CHECK (minutes < 600)", "ALTER TABLE request ALTER note SET NOT NULL",
                    "ALTER TABLE offer ALTER cost TYPE bigint", "ALTER TABLE offer DROP CONSTRAINT offer_request_id_fkey",
                    "CREATE UNIQUE INDEX once ON request (note)",
                    "ALTER TABLE assignment DROP CONSTRAINT assignment_never_two_at_once",
                ] {
                    try await connection.execute("BEGIN; SET LOCAL search_path = public; \(change)")
                    #expect(try await DescribedTable.facts(in: "public", connection) != before, "\(change)")
                    try await connection.execute("ROLLBACK")
                }
            }
        }
    }

    /// No event writes to the others: the rule book's list of agencies, the lease, and the migrations' own.
    @Test func everyTableIsDescribedOrIsNoneThatEventsWriteTo() async throws {
        try await withStore { store in
            try await withConnection(store) { connection in
                let tables = try await connection.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                let others = Set(try tables.map { try $0.string(0) }).subtracting(DescribedTable.all.map(\.name))
                #expect(others == ["agency", "lease", "schema_migration"])
            }
        }
        #expect(Set(DescribedTable.all.map(\.name)).union(["agency"]) == Set(TableName.allCases.map(\.text)))
    }

    @Test func wordsOfEventKindsAreAsTheJournalWantsThem() {
        for kind in EventKind.allCases { #expect(kind.rawValue.wholeMatch(of: /[A-Z-]+/) != nil) }
    }
}
