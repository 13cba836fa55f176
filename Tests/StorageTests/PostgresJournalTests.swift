import Dispatching
import Interpreting
import Postgres
import Testing

@testable import Storage

/// What only the journal in PostgreSQL can go through.
@Suite(.serialized, .timeLimit(.minutes(2))) struct PostgresJournalTests {
    @Test func aBrokenConnectionIsReplaced() async throws {
        let events = History(seed: 41).events
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            try await terminateWriter(store)
            // The break is noticed before anything is sent, so nothing can have been committed.
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isNotCommitted)
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isSuccess)
            let loaded = try await store.load()
            #expect(loaded.head == 2)
            let audit = try await withConnection(store) { try await Audit.verify($0) }
            #expect(audit.rows == 2 && audit.firstBroken == nil)
        }
    }

    /// The connection is cut while COMMIT waits: for the caller the outcome is open.
    @Test func aBreakAtCommitIsUnknown() async throws {
        let events = History(seed: 42).events
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            try await withLingeringCommits(store) { commits in
                async let verdict = journal.append(Batch(epoch: 1, events: [events[1]], ledger: []))
                try await commits.untilOneLingers()
                try await terminateWriter(store)
                #expect(await verdict.isUnknown)
            }
            // Here it was not committed after all, and the journal finds that out by itself.
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isSuccess)
        }
    }

    @Test func aServerThatCannotBeReachedIsNotCommitted() async throws {
        let journal = PostgresJournal(url: "postgresql:///none?host=/nonexistent", logger: quiet)
        let under = JournalUnderTest(journal: journal, takeOver: { 0 }, recover: { State() })
        #expect(await under.append(Batch(epoch: 1, events: [History(seed: 43).events[0]], ledger: [])).isNotCommitted)
        await journal.close()
        #expect(await under.append(Batch(epoch: 1, events: [], ledger: [])).isNotCommitted)
    }

    @Test func batchesHandedInAtOnceAreCommittedInOrder() async throws {
        var history = History(seed: 44)
        history.run(200)
        try await withPostgresJournal { store, journal in
            let order = await withCheckedContinuation { (continuation: CheckedContinuation<[Int64], Never>) in
                let verdicts = Verdicts(expected: history.events.count) { continuation.resume(returning: $0) }
                for event in history.events {
                    journal.journal.append(Batch(epoch: 1, events: [event], ledger: [])) { result in
                        verdicts.add(result.isSuccess ? event.seq : -event.seq)
                    }
                }
            }
            #expect(order == history.events.map(\.seq))
            let loaded = try await store.load()
            #expect(loaded.head == Int64(history.events.count))
        }
    }

    /// After a crash a new process goes on with the chain of the old one.
    @Test func aNewProcessContinuesTheChain() async throws {
        var history = History(seed: 45)
        history.run(20)
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: Array(history.events.prefix(7)), ledger: [])).isSuccess)
            let next = PostgresJournal(url: store.url, logger: quiet)
            let under = JournalUnderTest(journal: next, takeOver: { 0 }, recover: { State() })
            #expect(await under.append(Batch(epoch: 1, events: Array(history.events.dropFirst(7)), ledger: [])).isSuccess)
            await next.close()
            // What the first believes to be the end no longer is; the database refuses, and it looks again.
            let stale = await journal.append(Batch(epoch: 1, events: [history.events[7]], ledger: []))
            #expect(stale.isNotCommitted)
            let audit = try await withConnection(store) { try await Audit.verify($0) }
            #expect(audit.rows == history.events.count && audit.firstBroken == nil)
        }
    }

    // MARK: A journal that went back

    private func known(_ head: Int64) -> KnownJournal { KnownJournal(epoch: 1, head: head, at: Timestamp(milliseconds: 0)) }

    /// As after the promotion of a standby that had not received the last commit.
    private func lose(_ statement: String, _ store: Store) async throws {
        try await withConnection(store) { connection in
            try await connection.execute("SET session_replication_role = replica")
            try await connection.execute(statement)
        }
    }

    private func isFenced(_ body: () async throws(JournalFailure) -> Void) async -> Bool {
        do throws(JournalFailure) { try await body() } catch {
            if case .fenced = error { return true }
        }
        return false
    }

    @Test func `a journal that lacks an answer, and no event, is another one`() async throws {
        let events = History(seed: 49).events
        let entry = LedgerEntry(
            principal: PrincipalID(1), key: "k", fingerprint: "f", reply: .done(.object, "no"), at: Timestamp(milliseconds: 1_000))
        try await withPostgresJournal { store, _ in
            let journal = PostgresJournal(url: store.url, logger: quiet)
            let under = JournalUnderTest(journal: journal, takeOver: { 0 }, recover: { State() })
            // Of a person who is not there: only the answer matters here.
            try await lose("ALTER TABLE idempotency DROP CONSTRAINT idempotency_principal_id_fkey", store)
            #expect(await under.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            #expect(await under.append(Batch(epoch: 1, events: [], ledger: [entry])).isSuccess)
            #expect(!(await isFenced { () throws(JournalFailure) in try await journal.look(for: known(1)) }))
            try await lose("DELETE FROM idempotency", store)
            #expect(await isFenced { () throws(JournalFailure) in try await journal.look(for: known(1)) })
            await journal.close()
        }
    }

    @Test func `answers kept before the last event are read again for the keys that are asked for, and for no others`() async throws {
        let events = History(seed: 49).events
        try await withPostgresJournal { store, _ in
            let journal = PostgresJournal(url: store.url, logger: quiet)
            let under = JournalUnderTest(journal: journal, takeOver: { 0 }, recover: { State() })
            try await lose("ALTER TABLE idempotency DROP CONSTRAINT idempotency_principal_id_fkey", store)
            let entries = [(1, "k"), (1, "l"), (2, "k")].map { principal, key in
                LedgerEntry(
                    principal: PrincipalID(Int64(principal)), key: key, fingerprint: "f", reply: .done(.object, "no"),
                    at: Timestamp(milliseconds: 1_000))
            }
            #expect(await under.append(Batch(epoch: 1, events: [events[0]], ledger: entries)).isSuccess)
            var later = KnownJournal(epoch: 1, head: 1, at: Timestamp(milliseconds: 2_000))
            #expect(try await journal.recovery(after: later).answers == [])
            later.keys = [KnownJournal.Key(entries[1]), KnownJournal.Key(entries[2])]
            #expect(try await journal.recovery(after: later).answers == [entries[1], entries[2]])
            later.at = Timestamp(milliseconds: 1_000)
            #expect(try await journal.recovery(after: later).answers == entries, "each once")
            await journal.close()
        }
    }

    @Test func `a journal that ends before what a server began with is another one, before its first batch too`() async throws {
        let events = History(seed: 50).events
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            let fresh = PostgresJournal(url: store.url, logger: quiet)
            #expect(!(await isFenced { () throws(JournalFailure) in try await fresh.look(for: known(1)) }))
            #expect(await isFenced { () throws(JournalFailure) in try await fresh.look(for: known(2)) })
            #expect(await isFenced { () throws(JournalFailure) in _ = try await fresh.recovery(after: known(2)) })
            await fresh.close()
        }
    }

    private func terminateWriter(_ store: Store) async throws {
        try await withConnection(store) { connection in
            let name = "application_name = 'tolkbrug-journal' AND datname = current_database()"
            #expect(try await connection.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE \(name)").count == 1)
            while try await !connection.query("SELECT FROM pg_stat_activity WHERE \(name)").isEmpty { try Task.checkCancellation() }
        }
    }
}
