import Dispatching
import Interpreting
import Postgres
import Testing

@testable import Storage

/// What a commit is worth when the standby that it waits for is not there. One cluster, and settings of its sessions' database only.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PromiseTests {
    @Test func `a commit whose wait is cancelled is not known, and believed only behind a commit that waited`() async throws {
        let events = History(seed: 46).events
        try await withWaitingJournal { store, journal, control in
            async let verdict = journal.append(Batch(epoch: 1, events: [events[0]], ledger: []))
            try await control.whileWaiting("SELECT pg_cancel_backend(pid)")
            #expect(await verdict.isUnknown)
            // The row is there, and the standby does not have it: whoever reads it may not believe it yet.
            let known = KnownJournal(epoch: 1, head: 0, at: Timestamp(milliseconds: 0))
            let recovery = Task { try await journal.recovery(after: known) }
            try await control.whileWaiting("SELECT pg_cancel_backend(pid)")
            await #expect(throws: JournalFailure.self) { try await recovery.value }
            try await control.lift()
            // More was promised than it is worth now, which is told once.
            let alone = await #expect(throws: JournalFailure.self) { try await journal.recovery(after: known) }
            #expect(alone?.isAlone == true)
            let found = try await journal.recovery(after: known)
            #expect(found.missed == [events[0]])
        }
    }

    @Test func `whoever waited while the standbys were taken away is not told yes`() async throws {
        let events = History(seed: 47).events
        try await withWaitingJournal { store, journal, control in
            async let verdict = journal.append(Batch(epoch: 1, events: [events[0]], ledger: []))
            try await control.whileWaiting("SELECT 1")
            try await control.lift()
            #expect(await verdict.isAlone)
            // From here on that is what is promised.
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isSuccess)
        }
    }

    @Test func `standbys that are named after the last commit and taken away during the next were promised too`() async throws {
        // Its first agreement is with the one agency of this database.
        let events = History(seed: 47).events
        try await withWaitingJournal { store, journal, control in
            try await control.lift()
            #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            try await control.ask()
            async let verdict = journal.append(Batch(epoch: 1, events: [events[1]], ledger: []))
            try await control.whileWaiting("SELECT 1")
            try await control.lift()
            #expect(await verdict.isAlone)
        }
    }

    /// Closing ends in bounded time also when the store does not confirm.
    @Test func `closing does not wait for a standby`() async throws {
        let events = History(seed: 48).events
        try await withWaitingJournal { store, journal, control in
            async let verdict = journal.append(Batch(epoch: 1, events: [events[0]], ledger: []))
            try await control.whileWaiting("SELECT 1")
            await journal.close(within: .milliseconds(50))
            guard case .failure(.unknown(let reason)) = await verdict else { throw Unexpected() }
            #expect(reason.contains("ended by this process"), "not by the deadline of the connection: \(reason)")
            try await control.lift()
        }
    }

    private struct Unexpected: Error {}
}

extension JournalFailure {
    fileprivate var isAlone: Bool { if case .alone = self { true } else { false } }
}

extension Result<Void, JournalFailure> {
    fileprivate var isAlone: Bool { if case .failure(let failure) = self { failure.isAlone } else { false } }
}
