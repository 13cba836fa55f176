import Foundation
import Postgres
import Testing

@testable import Storage

/// Which sessions are ended when something of ours has waited too long for a lock, and which are left alone.
@Suite(.serialized, .timeLimit(.minutes(2))) struct BlockersTests {
    private static let lock = "BEGIN; SELECT FROM lease FOR KEY SHARE"

    @Test func `a silent session of our role that holds a lock is ended, a reader and another role's are not`() async throws {
        try await withStore { store in
            let owner = try await Connection.open(store.url, applicationName: "tests")
            let name = try await owner.query("SELECT current_database()").only().string(0)
            let role = "manual_\(name)"
            try await owner.execute("CREATE ROLE \(role) LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO \(role)")
            let silent = try await Connection.open(store.url, applicationName: "tests")
            try await silent.execute(Self.lock)
            let reader = try await Connection.open(store.url, applicationName: "tests")
            try await reader.execute("BEGIN; SELECT FROM lease")
            let manual = try await Connection.open(store.url + "&user=\(role)", applicationName: "tests")
            try await manual.execute(Self.lock)
            #expect(await Blockers(url: store.url, log: quiet).terminate(patience: .seconds(600)) == 0, "none has been open for that long")
            #expect(await Blockers(url: store.url, log: quiet).terminate(patience: .zero) == 1)
            await #expect(throws: PostgresError.self) { try await silent.query("SELECT 1") }
            #expect(try await reader.query("SELECT 1").count == 1)
            #expect(try await manual.query("SELECT 1").count == 1)
            for connection in [silent, reader, manual] { await connection.close() }
            try await owner.execute("DROP OWNED BY \(role); DROP ROLE \(role)")
            await owner.close()
        }
    }

    /// The server warns of such a one, which is no doubt about a commit.
    @Test func `one that does not end in time is counted and told`() async throws {
        try await withStore { store in
            let silent = try await Connection.open(store.url, applicationName: "tests")
            try await silent.execute(Self.lock)
            let process = await silent.processID
            try await withConnection(store) { connection in
                let waiting = "SELECT FROM pg_stat_activity WHERE pid = \(process) AND wait_event_type = 'Client'"
                while try await connection.query(waiting).isEmpty { try Task.checkCancellation() }
            }
            #expect(kill(process, SIGSTOP) == 0)
            let count = await Blockers(url: store.url, log: quiet).terminate(patience: .zero)
            kill(process, SIGCONT)
            #expect(count == 1)
            await silent.close()
        }
    }
}
