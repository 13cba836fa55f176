import Dispatching
import Interpreting
import Testing

@testable import Storage

@Suite(.serialized) struct RecoveryTests {
    @Test(arguments: [1, 7, 250]) func tablesAndJournalGiveTheSameState(_ batchSize: Int) async throws {
        var history = History(seed: 11)
        history.run(batchSize == 1 ? 300 : 3_000)
        try await withPostgresJournal { store, journal in
            for start in stride(from: 0, to: history.events.count, by: batchSize) {
                let events = Array(history.events[start..<min(start + batchSize, history.events.count)])
                let seqs = Set(events.map(\.seq))
                let ledger = history.ledger.filter { entry in seqs.contains(Int64(entry.fingerprint) ?? 0) }
                #expect(await journal.append(Batch(epoch: 1, events: events, ledger: ledger)).isSuccess)
            }
            let loaded = try await store.load()
            let replayed = try await store.replayJournal(pageSize: 128)
            #expect(loaded.head == Int64(history.events.count))
            #expect(loaded.state.at == history.events.last?.at)
            #expect(replayed.at == loaded.state.at)
            #expect(loaded.state.rows == replayed.rows)
            #expect(try StateDigest.of(loaded.state) == StateDigest.of(replayed))
            var direct = State()
            for event in history.events { try direct.replay(event) }
            #expect(try StateDigest.of(direct) == StateDigest.of(loaded.state))
        }
    }

    /// A column that always holds the same could be lost without the comparison above noticing.
    @Test func theHistoryVariesEveryColumn() async throws {
        var history = History(seed: 15)
        history.run(3_000)
        // No event writes to that: it tells of what an earlier version let happen.
        let ofEarlierVersions = "started_beside_another"
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: history.ledger)).isSuccess)
            try await withConnection(store) { connection in
                let columns = try await connection.query("""
                    SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
                    AND table_name NOT IN ('agency', 'lease', 'schema_migration') AND column_name <> '\(ofEarlierVersions)'
                    """)
                #expect(columns.count > 100)
                for column in columns {
                    let (table, name) = (try column.string(0), try column.string(1))
                    let values = try await connection.query("SELECT DISTINCT \(name)::text FROM \(table) LIMIT 2")
                    #expect(values.count == 2, "\(table).\(name)")
                }
            }
        }
    }

    @Test func replayStopsWhereItIsTold() async throws {
        let history = History(seed: 12)
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: [])).isSuccess)
            for seq: Int64 in [0, 5] {
                let state = try await store.replayJournal(through: seq, pageSize: 3)
                #expect(state.head == seq)
            }
        }
    }

    @Test func anEmptyDatabaseGivesAnEmptyState() async throws {
        try await withStore { store in
            let loaded = try await store.load()
            #expect(loaded.head == 0)
            #expect(loaded.lastHash == JournalRow.genesis)
            #expect(loaded.state.rows.isEmpty)
        }
    }

    @Test func theDigestSeesEveryRowAndTheHead() throws {
        var history = History(seed: 13)
        history.run(50)
        var states: [State] = [State()]
        for event in history.events {
            var next = states[states.count - 1]
            try next.replay(event)
            states.append(next)
        }
        #expect(Set(try states.map(StateDigest.of)).count == states.count)
        let sameRows = State(rows: states[5].rows, head: 4, ledger: [])
        #expect(try StateDigest.of(sameRows) != StateDigest.of(states[5]))
    }

    @Test func answersComeBackAsTheyWere() async throws {
        var history = History(seed: 14)
        history.run(60)
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: history.ledger)).isSuccess)
            try await withConnection(store) { connection in
                let kept = try await connection.query(IdempotencyTable.select).map(IdempotencyTable.read)
                #expect(kept.sorted { $0.key < $1.key } == history.ledger.sorted { $0.key < $1.key })
            }
        }
    }
}
