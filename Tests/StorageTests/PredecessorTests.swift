import Dispatching
import Foundation
import Interpreting
import Postgres
import Testing

@testable import Storage

/// A connection that was given up may live on at the server's end: what it sent is not committed behind a recovery's back.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PredecessorTests {
    private static let known = KnownJournal(epoch: 1, head: 0, at: Timestamp(milliseconds: 0))

    /// Gives up a batch whose COMMIT lingers, as our deadline does.
    /// - Parameter isDeaf: its process hears nothing any more, not even that its client has gone or that it is to end.
    private func givenUp(
        _ events: [Event], by journal: PostgresJournal, _ commits: LingeringCommits, isDeaf: Bool = false
    ) async throws -> (process: Int32, verdict: Result<Void, JournalFailure>) {
        async let verdict = journal.append(Batch(epoch: 1, events: events, ledger: []))
        let process = try await commits.untilOneLingers()
        if isDeaf { #expect(kill(process, SIGSTOP) == 0) }
        journal.reconnect()
        return (process, await verdict)
    }

    private func withJournal(_ body: (Store, PostgresJournal) async throws -> Void) async throws {
        try await withPostgresJournal { store, under in try await body(store, try #require(under.journal as? PostgresJournal)) }
    }

    @Test func `what is not there when the journal is read after a given up commit does not come later`() async throws {
        let events = History(seed: 49).events
        try await withJournal { store, journal in
            try await withLingeringCommits(store) { commits in
                let outcome = try await givenUp([events[0]], by: journal, commits)
                #expect(outcome.verdict.isUnknown)
                #expect(try await journal.recovery(after: Self.known).missed == [])
                try await commits.letGo()
                #expect(try await store.load().head == 0, "its sender was told that it was not done")
                #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            }
        }
    }

    @Test func `as long as the old session is there nothing is read, and the log says which it is`() async throws {
        let events = History(seed: 50).events
        try await withJournal { store, journal in
            try await withLingeringCommits(store) { commits in
                let (process, _) = try await givenUp([events[0]], by: journal, commits, isDeaf: true)
                let refused = await #expect(throws: JournalFailure.self) { try await journal.recovery(after: Self.known) }
                kill(process, SIGCONT)
                guard case .notCommitted(let reason) = refused else { throw Unexpected() }
                #expect(reason.contains("process \(process)"), "\(reason)")
                #expect(try await journal.recovery(after: Self.known).missed == [])
                try await commits.letGo()
                #expect(try await store.load().head == 0)
            }
        }
    }

    @Test func `another session under the number of the old one is left alone, and so is nobody's`() async throws {
        try await withStore { store in
            try await withConnection(store) { connection in
                let stranger = try await Connection.open(store.url, applicationName: "tests")
                let session = try WriterSession(try await stranger.query(
                    "SELECT pid, backend_start::text AS started FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
                #expect(session.process == Int64(await stranger.processID))
                let older = WriterSession(process: session.process, startedAt: "2026-01-01 00:00:00+00")
                #expect(try await older.end(on: connection) == false)
                #expect(try await stranger.query("SELECT 1").count == 1)
                #expect(try await session.end(on: connection))
                await #expect(throws: PostgresError.self) { try await stranger.query("SELECT 1") }
                // On another server nobody has this number.
                #expect(try await session.end(on: connection) == false)
            }
        }
    }

    /// A batch that arrives late at a database where another has taken over is refused by its epoch, wherever its connection leads.
    @Test func `what was sent under an epoch that is over cannot be committed`() async throws {
        let events = History(seed: 51).events
        try await withPostgresJournal { store, under in
            let late = try await Connection.open(store.url, applicationName: "tests")
            #expect(try await under.takeOver() == 2)
            let statements = try JournalStatements.transaction(Batch(epoch: 1, events: [events[0]], ledger: []))
            await #expect { try await late.transaction(statements) } throws: { error in
                (error as? PostgresError)?.sqlState == JournalFailure.fencedState
            }
            #expect(try await store.load().head == 0)
            await late.close()
        }
    }

    private struct Unexpected: Error {}
}
