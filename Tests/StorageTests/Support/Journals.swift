import Dispatching
import Interpreting
import Postgres

@testable import Storage

/// A journal under test, with what a test must be able to do to it.
struct JournalUnderTest: Sendable {
    let journal: any Journal
    /// Takes the lease for another writer; returns the new epoch.
    let takeOver: @Sendable () async throws -> Int64
    /// What an engine would start with.
    let recover: @Sendable () async throws -> State

    func append(_ batch: Batch) async -> Result<Void, JournalFailure> {
        await withCheckedContinuation { continuation in
            journal.append(batch) { continuation.resume(returning: $0) }
        }
    }
}

extension Lease {
    /// With deadlines that no pause of a busy machine reaches.
    static func patient(_ url: String) -> Lease { Lease(url: url, deadlines: Deadlines(connect: .seconds(60), call: .seconds(60))) }
}

/// Runs `body` with a journal in a database of its own, whose lease is held with epoch 1.
func withPostgresJournal(_ body: (Store, JournalUnderTest) async throws -> Void) async throws {
    try await withStore { store in
        let lease = Lease.patient(store.url)
        _ = try await lease.acquire(holder: "first")
        let journal = PostgresJournal(url: store.url, logger: quiet)
        try await body(
            store,
            JournalUnderTest(
                journal: journal,
                takeOver: {
                    try await lease.release(epoch: 1)
                    return try await lease.acquire(holder: "second") ?? 0
                }, recover: { try await store.load().state }))
        await journal.close()
        await lease.close()
    }
}

/// The implementations that must behave alike.
enum JournalKind: String, CaseIterable {
    case memory, postgres

    func withJournal(_ body: (JournalUnderTest) async throws -> Void) async throws {
        switch self {
        case .memory:
            let journal = MemoryJournal(epoch: 1, agencies: Set(History.agencies))
            try await body(
                JournalUnderTest(
                    journal: journal,
                    takeOver: {
                        journal.fence(epoch: 2)
                        return 2
                    }, recover: { journal.recover() }))
        case .postgres:
            try await withPostgresJournal { _, journal in try await body(journal) }
        }
    }
}

extension Result where Success == Void, Failure == JournalFailure {
    var isSuccess: Bool { if case .success = self { true } else { false } }
    var isNotCommitted: Bool { if case .failure(.notCommitted) = self { true } else { false } }
    var isRejected: Bool { rejection != nil }
    var rejection: Rejection? { if case .failure(.rejected(let rejection)) = self { rejection } else { nil } }
    var isFenced: Bool { if case .failure(.fenced) = self { true } else { false } }
    var isUnknown: Bool { if case .failure(.unknown) = self { true } else { false } }
}
