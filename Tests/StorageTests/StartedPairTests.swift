import Postgres
import PostgresTestSupport
import Testing

@testable import Storage

/// A database in which an earlier version let one interpreter begin two conversations.
@Suite(.serialized) struct StartedPairTests {
    private static let withoutRest = "ALTER TABLE assignment DROP CONSTRAINT assignment_request_id_fkey, "
        + "DROP CONSTRAINT assignment_interpreter_id_fkey;"

    private func started(_ id: Int, at moment: String) -> String {
        """
        INSERT INTO assignment (id, version, state, request_id, interpreter_id, modality, talk_starts_at, talk_ends_at, during,
            travel_minutes, travel_metres, confirmed_at)
        VALUES (\(id), 1, 'confirmed', \(id), 1, 'telephone', '2026-11-23 1\(id):00Z', '2026-11-23 1\(id):15Z',
            '[2026-11-23 1\(id):00Z,2026-11-23 1\(id):25Z)', 0, 0, '2026-11-23 09:00Z');
        UPDATE assignment SET version = 2, state = 'started', started_at = '\(moment)' WHERE id = \(id);
        """
    }

    @Test func `both stay started and end as usual, and no third begins beside them`() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            func numbers(_ condition: String) async throws -> [Int] {
                try await connection.query("SELECT id::int FROM assignment WHERE \(condition) ORDER BY id").map { try $0.int("id") }
            }
            _ = try await Migrator(migrations: Array(Migration.all.prefix(4))).run(on: connection)
            try await connection.execute(
                Self.withoutRest + started(1, at: "2026-11-23 12:14Z") + started(2, at: "2026-11-23 12:05Z"))
            _ = try await Migrator(migrations: Migration.all).run(on: connection)
            #expect(try await numbers("state = 'started'") == [1, 2])
            #expect(try await numbers("started_beside_another") == [2])

            let third = started(3, at: "2026-11-23 13:00Z")
            let refused = await #expect(throws: PostgresError.self) { try await connection.execute("BEGIN;" + third + "COMMIT;") }
            #expect(refused?.constraint == "assignment_never_two_started")
            try await connection.execute("ROLLBACK;")
            try await connection.execute("UPDATE assignment SET state = 'completed' WHERE id IN (1, 2);" + third)
            #expect(try await numbers("state = 'started'") == [3])
            await connection.close()
        }
    }
}
