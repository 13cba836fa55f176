import Dispatching
import Interpreting
import Testing

/// What every journal must do: run on the one in memory and on the one in PostgreSQL.
@Suite(.serialized) struct JournalConformanceTests {
    @Test(arguments: JournalKind.allCases) func batchesAreKeptInOrder(_ kind: JournalKind) async throws {
        var history = History(seed: 1)
        history.run(40)
        try await kind.withJournal { journal in
            for event in history.events {
                #expect(await journal.append(Batch(epoch: 1, events: [event], ledger: [])).isSuccess)
            }
            let state = try await journal.recover()
            #expect(state.head == Int64(history.events.count))
            #expect(state.rows == replayed(history.events).rows)
        }
    }

    @Test(arguments: JournalKind.allCases) func severalStepsOfOneRowFitInOneBatch(_ kind: JournalKind) async throws {
        var history = History(seed: 2)
        history.run(600)
        try await kind.withJournal { journal in
            for start in stride(from: 0, to: history.events.count, by: 200) {
                let events = Array(history.events[start..<min(start + 200, history.events.count)])
                #expect(await journal.append(Batch(epoch: 1, events: events, ledger: [])).isSuccess)
            }
            let recovered = try await journal.recover()
            #expect(recovered.rows == replayed(history.events).rows)
        }
    }

    @Test(arguments: JournalKind.allCases) func aLargeBatchIsOneBatch(_ kind: JournalKind) async throws {
        var history = History(seed: 3)
        history.run(5_000)
        try await kind.withJournal { journal in
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: history.ledger)).isSuccess)
            let recovered = try await journal.recover()
            #expect(recovered.rows == replayed(history.events).rows)
        }
    }

    @Test(arguments: JournalKind.allCases) func aGapIsRefused(_ kind: JournalKind) async throws {
        var history = History(seed: 4)
        history.run(10)
        try await kind.withJournal { journal in
            #expect(await journal.append(Batch(epoch: 1, events: Array(history.events[1...]), ledger: [])).isNotCommitted)
            var torn = history.events
            torn.remove(at: 5)
            #expect(await journal.append(Batch(epoch: 1, events: torn, ledger: [])).isNotCommitted)
            let recovered = try await journal.recover()
            #expect(recovered.head == 0)
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: [])).isSuccess)
            #expect(await journal.append(Batch(epoch: 1, events: history.events, ledger: [])).isNotCommitted)
        }
    }

    @Test(arguments: JournalKind.allCases) func aStaleWriterIsFencedOff(_ kind: JournalKind) async throws {
        let events = History(seed: 5).events
        try await kind.withJournal { journal in
            #expect(await journal.append(Batch(epoch: 1, events: [events[0]], ledger: [])).isSuccess)
            let epoch = try await journal.takeOver()
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isFenced)
            #expect(await journal.append(Batch(epoch: 1, events: [events[1]], ledger: [])).isFenced)
            let recovered = try await journal.recover()
            #expect(recovered.head == 1)
            #expect(await journal.append(Batch(epoch: epoch, events: [events[1]], ledger: [])).isSuccess)
        }
    }

    @Test(arguments: JournalKind.allCases) func aDoubleBookingIsRefusedWhole(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry, script.opened(1), script.opened(2)])).isSuccess)
            #expect(await journal.append(script.batch([script.confirmed(1, from: 0, to: 60)])).isSuccess)
            let overlapping = script.batch([script.opened(3), script.confirmed(2, from: 59, to: 120)])
            #expect(await journal.append(overlapping).isRejected)
            let recovered = try await journal.recover()
            #expect(recovered.head == script.head - 2)
            script.forget(overlapping)
            #expect(await journal.append(script.batch([script.confirmed(2, from: 60, to: 120)])).isSuccess)
        }
    }

    @Test(arguments: JournalKind.allCases) func twoInOneBatchMayNotOverlapEither(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry, script.opened(1), script.opened(2)])).isSuccess)
            let both = script.batch([script.confirmed(1, from: 0, to: 60), script.confirmed(2, from: 30, to: 90)])
            #expect(await journal.append(both).isRejected)
        }
    }

    @Test(arguments: JournalKind.allCases) func aReleasedTimeMayBeTakenInTheSameBatch(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry, script.opened(1), script.opened(2)])).isSuccess)
            #expect(await journal.append(script.batch([script.confirmed(1, from: 0, to: 60)])).isSuccess)
            // The new assignment comes first, so the order within the batch must not matter.
            let swap = script.batch([script.confirmed(2, from: 0, to: 60), script.released(1, from: 0, to: 60)])
            #expect(await journal.append(swap).isSuccess)
        }
    }

    @Test(arguments: JournalKind.allCases) func aSecondLiveAssignmentOfARequestIsRefused(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry, script.opened(1)])).isSuccess)
            #expect(await journal.append(script.batch([script.confirmed(1, from: 0, to: 60)])).isSuccess)
            let second = script.batch([script.confirmed(2, ofRequest: 1, from: 90, to: 120)])
            #expect(await journal.append(second).isRejected)
        }
    }

    @Test(arguments: JournalKind.allCases) func anIllegalTransitionIsRefusedWhole(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry, script.opened(1)])).isSuccess)
            for state in RequestState.allCases where !RequestState.open.allows(state) {
                let illegal = script.batch([script.opened(2), script.request(1, state)])
                #expect(await journal.append(illegal).isRejected, "open to \(state)")
                script.forget(illegal)
            }
            // Legal at its end, but not on the way there.
            let detour = script.batch([script.request(1, .cancelled), script.request(1, .open)])
            #expect(await journal.append(detour).isRejected)
            script.forget(detour)
            let late = script.batch([script.request(2, .offered)])
            #expect(await journal.append(late).isRejected, "a new request begins open")
            script.forget(late)
            #expect(await journal.append(script.batch([script.opened(2)])).isSuccess)
        }
    }

    @Test(arguments: JournalKind.allCases) func answersAreKeptOnceForAKey(_ kind: JournalKind) async throws {
        var script = Script()
        try await kind.withJournal { journal in
            let first = script.answer("k1", at: 0)
            #expect(await journal.append(script.batch([script.registry], ledger: [first])).isSuccess)
            let again = script.batch([script.opened(1)], ledger: [script.answer("k1", at: 1)])
            #expect(await journal.append(again).isNotCommitted)
            script.forget(again)
            let twice = script.batch([script.opened(1)], ledger: [script.answer("k2", at: 1), script.answer("k2", at: 1)])
            #expect(await journal.append(twice).isNotCommitted)
            script.forget(twice)
            #expect(await journal.append(script.batch([], ledger: [script.answer("k3", at: 1)])).isSuccess)
            let recovered = try await journal.recover()
            #expect(recovered.head == 1)
        }
    }

    @Test(arguments: JournalKind.allCases) func aKeyMayComeAgainAfterSevenDays(_ kind: JournalKind) async throws {
        var script = Script()
        let week = 7 * 24 * 60
        try await kind.withJournal { journal in
            #expect(await journal.append(script.batch([script.registry], ledger: [script.answer("k1", at: 0)])).isSuccess)
            #expect(await journal.append(script.batch([], ledger: [script.answer("k1", at: week - 1)])).isNotCommitted)
            #expect(await journal.append(script.batch([], ledger: [script.answer("k1", at: week)])).isSuccess)
        }
    }

    private func replayed(_ events: [Event]) -> State {
        var state = State()
        for event in events {
            do {
                try state.replay(event)
            } catch {
                Issue.record("the history itself has a gap: \(error)")
            }
        }
        return state
    }
}
