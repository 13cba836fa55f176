import Dispatching
import Foundation
import Interpreting
import Postgres
import Testing

@testable import Storage

/// The database says the same as the Swift code, and says it to whoever goes around the engine.
@Suite(.serialized) struct SchemaTests {
    @Test func theSchemaIsTheGoldenOne() async throws {
        let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/schema.sql")
        let found = try await withStore { store in try await withConnection(store, SchemaDump.text) }
        if ProcessInfo.processInfo.environment["RENEW_GOLDEN"] != nil {
            try found.write(to: golden, atomically: true, encoding: .utf8)
        }
        let expected = (try? String(contentsOf: golden, encoding: .utf8)) ?? ""
        let difference = found.split(separator: "\n").difference(from: expected.split(separator: "\n"))
        #expect(
            difference.isEmpty,
            "the schema changed; when that is meant: RENEW_GOLDEN=1 swift test --filter theSchemaIsTheGoldenOne")
        #expect(!expected.isEmpty)
    }

    @Test(arguments: ["request", "offer", "assignment"])
    func whoGoesAroundTheEngineCannotBreakALifecycle(_ table: String) async throws {
        try await withBooking { connection in
            switch table {
            case "request": try await tryEveryStep(RequestState.self, "request", id: 2, connection)
            case "offer": try await tryEveryStep(OfferState.self, "offer", id: 1, connection)
            default: try await tryEveryStep(AssignmentState.self, "assignment", id: 1, connection)
            }
        }
    }

    /// From every state that can be reached, each other state is tried; `state_before` is lied about.
    private func tryEveryStep<State: Lifecycle>(
        _: State.Type, _ table: String, id: Int, _ connection: Connection
    ) async throws {
        let initial = try #require(State.initial.first)
        var paths: [State: [State]] = [initial: []]
        while let step = State.transitions.first(where: { paths[$0.from] != nil && paths[$0.to] == nil }) {
            paths[step.to] = (paths[step.from] ?? []) + [step.to]
        }
        #expect(paths.count == State.allCases.count)
        for (from, path) in paths {
            for to in State.allCases where to != from {
                try await connection.execute("BEGIN")
                for state in path { try await connection.execute("UPDATE \(table) SET state = '\(state.rawValue)' WHERE id = \(id)") }
                let lie = State.transitions.first { $0.to == to }?.from ?? from
                let update = "UPDATE \(table) SET state = '\(to.rawValue)', state_before = '\(lie.rawValue)' WHERE id = \(id)"
                if from.allows(to) {
                    try await connection.execute(update)
                } else {
                    let error = await #expect(throws: PostgresError.self, "\(from) to \(to)") { try await connection.execute(update) }
                    #expect(error?.constraint == "\(table)_lifecycle")
                }
                try await connection.execute("ROLLBACK")
            }
        }
    }

    @Test func aNewRowBeginsAtTheBeginning() async throws {
        try await withBooking { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.execute("""
                    INSERT INTO offer (id, version, state, state_before, request_id, interpreter_id, wave, modality, made_at,
                        expires_at, travel_minutes, cost)
                    VALUES (2, 1, 'accepted', 'made', 1, 1, 1, 'video', now(), now(), 0, 0)
                    """)
            }
            #expect(error?.constraint == "offer_lifecycle")
        }
    }

    @Test func whoGoesAroundTheEngineCannotBookTwice() async throws {
        try await withBooking { connection in
            let copy = """
                INSERT INTO assignment SELECT 2, 1, 'confirmed', NULL, 2, interpreter_id, modality, place, talk_starts_at,
                    talk_ends_at, tstzrange(upper(during) - interval '1 minute', upper(during) + interval '1 hour'),
                    0, 0, confirmed_at
                FROM assignment WHERE id = 1
                """
            let error = await #expect(throws: PostgresError.self) { try await connection.execute(copy) }
            #expect(error?.constraint == "assignment_never_two_at_once")
            #expect(error?.isExclusionViolation == true)
            // What has ended takes no time, and what begins at the minute in which the other ends does not overlap.
            try await connection.execute(copy.replacing("upper(during) - interval '1 minute'", with: "upper(during)"))
            let moved = await #expect(throws: PostgresError.self) {
                try await connection.execute("UPDATE assignment SET during = (SELECT during FROM assignment WHERE id = 1) WHERE id = 2")
            }
            #expect(moved?.isExclusionViolation == true)
        }
    }

    @Test func theJournalOnlyGrows() async throws {
        try await withBooking { connection in
            for change in ["UPDATE journal SET subject = 'x'", "DELETE FROM journal WHERE seq = 1", "TRUNCATE journal"] {
                let error = await #expect(throws: PostgresError.self) { try await connection.execute(change) }
                #expect(error?.sqlState == "TB003")
            }
        }
    }

    @Test func theJournalHasNoGapWhoeverWrites() async throws {
        try await withBooking { connection in
            let columns = "at, kind, subject, payload, previous_hash, hash"
            let values = "now(), 'X', '', '{}', (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), sha256('x')"
            let next = try await connection.query("SELECT max(seq) + 1 AS seq FROM journal").only().int64("seq")
            for attempt in [
                "INSERT INTO journal (seq, \(columns)) SELECT \(next + 1), \(values)",
                "INSERT INTO journal (seq, \(columns)) SELECT s, \(values) FROM (VALUES (\(next)), (\(next + 2))) AS t(s)",
                "INSERT INTO journal (seq, \(columns)) SELECT \(next), \(values.replacing("(SELECT hash", with: "(SELECT previous_hash"))",
            ] {
                let error = await #expect(throws: PostgresError.self) { try await connection.execute(attempt) }
                #expect(error?.sqlState == "TB002")
            }
            try await connection.execute("INSERT INTO journal (seq, \(columns)) SELECT \(next), \(values)")
        }
    }

    /// A database with one confirmed assignment, one offer and two requests.
    private func withBooking(_ body: (Connection) async throws -> Void) async throws {
        try await withPostgresJournal { store, journal in
            var script = Script()
            let batch = script.batch([script.registry, script.opened(1), script.opened(2), script.confirmed(1, from: 0, to: 60)])
            #expect(await journal.append(batch).isSuccess)
            try await withConnection(store) { connection in
                try await connection.execute("""
                    INSERT INTO offer (id, version, state, request_id, interpreter_id, wave, modality, made_at, expires_at,
                        travel_minutes, cost)
                    VALUES (1, 1, 'made', 1, 1, 1, 'video', now(), now(), 0, 0)
                    """)
                try await body(connection)
            }
        }
    }
}
