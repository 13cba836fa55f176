import Dispatching
import Interpreting
import Rules
import Synchronization
import Testing

@testable import Service

/// What left the sequencer.
final class Output: Sendable {
    let events = Mutex<[Event]>([])
    let fencings = Mutex<[String]>([])
    let replies = Mutex<[String: Reply]>([:])

    func reply(_ name: String) -> Reply? { replies.withLock { $0[name] } }
    var published: [Int64] { events.withLock { $0.map(\.seq) } }
}

/// A sequencer that decides, on a journal whose verdicts the test gives.
final class Bench: Sendable {
    let journal = ScriptedJournal()
    let clock = HandClock()
    let metrics = Metrics()
    let output = Output()
    let sequencer: Sequencer

    init(limits: Configuration.Limits = .init(), proofPatience: Duration = .seconds(3_600)) throws {
        let rules = try Fixtures.rules.get()
        var limits = limits
        // The test gives its verdicts when it comes to it.
        limits.commitSeconds = 3_600
        sequencer = Sequencer(
            limits: limits, proofPatience: proofPatience, clock: clock, metrics: metrics, log: Fixtures.silence,
            publish: { [output] events in output.events.withLock { $0 += events } },
            fenced: { [output] reason in output.fencings.withLock { $0.append(reason) } })
        let durable = journal.durable
        sequencer.begin(SequencerStart(engine: Engine(rules: rules), epoch: 1, journal: journal) { known in
            Recovery(missed: durable.events.filter { $0.seq > known.head }, answers: durable.ledger.filter { $0.at >= known.at })
        })
    }

    deinit { sequencer.stop() }

    /// Asks, and keeps the answer under `name`.
    func ask(_ name: String, _ input: Input) {
        sequencer.ask(input) { [output] reply in output.replies.withLock { $0[name] = reply } }
    }

    func add(_ name: String) { ask(name, .command(organisation(name), from: .system, key: nil)) }

    func organisation(_ name: String) -> Command { .addOrganisation(name: name, sector: .education, place: "Mechelen") }

    func wait(_ condition: () -> Bool) async throws { #expect(try await Fixtures.eventually { condition() }) }
}

@Suite struct SequencerTests {
    @Test func anAnswerLeavesOnlyWhenItsEventsAreDurable() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        #expect(bench.output.reply("School A") == nil)
        #expect(bench.output.published.isEmpty)
        bench.journal.commitOne()
        try await bench.wait { bench.output.reply("School A")?.isDone == true && !bench.output.published.isEmpty }
        #expect(bench.output.published == bench.journal.durable.events.map(\.seq))
    }

    @Test func whatComesWhileABatchCommitsSharesTheNext() async throws {
        let bench = try Bench()
        bench.add("School 0")
        try await bench.wait { bench.journal.isWaiting }
        for number in 1...20 { bench.add("School \(number)") }
        #expect(bench.journal.batches.count == 1)
        bench.journal.commitOne()
        // A query after all of them is decided after all of them.
        bench.ask("query", .query(.stats, from: .system))
        try await bench.wait { bench.journal.batches.count >= 2 }
        bench.journal.beWilling()
        try await bench.wait { bench.output.reply("query") != nil }
        #expect(bench.journal.batches.count <= 3)
        #expect((0...20).allSatisfy { bench.output.reply("School \($0)")?.isDone == true })
    }

    @Test func aBatchIsNoLargerThanItsLimitAndKeepsTheOrder() async throws {
        var limits = Configuration.Limits()
        limits.batch = 4
        let bench = try Bench(limits: limits)
        for number in 0..<30 { bench.add("School \(number)") }
        bench.journal.beWilling()
        try await bench.wait { (0..<30).allSatisfy { bench.output.reply("School \($0)") != nil } }
        let names = bench.journal.durable.events.flatMap(\.changes).compactMap { change -> String? in
            if case .organisation(let row) = change { row.name } else { nil }
        }
        #expect(names == (0..<30).map { "School \($0)" })
        #expect(bench.metrics.text(at: Timestamp(seconds: 0)).contains("tolkbrug_batch_inputs_bucket{le=\"4\"} ") == true)
        // An organisation comes with its first establishment: two events for each input.
        #expect(bench.journal.batches.allSatisfy { $0.events.count <= 8 })
    }

    @Test func aQueryIsAnsweredAtOnceWhenNothingIsUnderWay() async throws {
        let bench = try Bench()
        bench.ask("stats", .query(.stats, from: .system))
        try await bench.wait { bench.output.reply("stats") != nil }
        #expect(bench.journal.batches.isEmpty)
    }

    @Test func aQueryThatMayHaveSeenWhatIsNotDurableWaitsForIt() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        bench.ask("list", .query(.list(.organisations, filters: [], after: nil, limit: 10), from: .system))
        bench.ask("more", .query(.stats, from: .system))
        bench.journal.commitOne()
        try await bench.wait { bench.output.reply("more") != nil }
        #expect(bench.output.reply("School A")?.isDone == true)
        #expect(bench.output.reply("list")?.rows.contains { $0.subject == "G1" } == true)
    }

    @Test func aBatchThatWasNotCommittedChangesNothing() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        bench.add("School B")
        bench.journal.failOne(.notCommitted("test"))
        try await bench.wait { bench.output.reply("School A") != nil && bench.output.reply("School B") != nil }
        #expect(bench.output.reply("School A").map(reason) == .storeBusy)
        bench.journal.beWilling()
        // Recovery takes a moment, in which 4.7.1 is the answer.
        #expect(try await Fixtures.eventually {
            await bench.sequencer.ask(.command(bench.organisation("School C"), from: .system, key: nil)).isDone
        })
        #expect(bench.journal.durable.events.first?.seq == 1)
        #expect(bench.output.published == bench.journal.durable.events.map(\.seq))
        let names = bench.journal.durable.events.flatMap(\.changes).compactMap { change -> String? in
            if case .organisation(let row) = change { row.name } else { nil }
        }
        #expect(names == ["School C"])
    }

    @Test(arguments: [true, false])
    func aBatchWithUnknownFateHasOneEffectAndItsAnswer(wasCommitted: Bool) async throws {
        let bench = try Bench()
        let admin = try await bench.administrator()
        let key = IdempotencyKey("k1", fingerprint: "f1")
        let before = bench.journal.batches.count
        bench.ask("keyed", .command(bench.organisation("School A"), from: admin, key: key))
        try await bench.wait { bench.journal.batches.count > before }
        bench.journal.failOne(.unknown("test"), butCommit: wasCommitted)
        try await bench.wait { bench.output.reply("keyed") != nil || bench.journal.isWaiting }
        bench.journal.beWilling()
        try await bench.wait { bench.output.reply("keyed") != nil }
        #expect(bench.output.reply("keyed")?.isDone == true)
        let added = bench.journal.durable.events.filter { $0.kind == .organisationAdded }
        #expect(added.count == 2)
        // Subscribers see each event once, also the one of which we did not know.
        #expect(bench.output.published == bench.journal.durable.events.map(\.seq))
        #expect(await bench.sequencer.ask(.command(bench.organisation("School A"), from: admin, key: key)) == bench.output.reply("keyed"))
    }

    /// As with a full disk: what is empty commits, and nothing else.
    @Test(arguments: [true, false])
    func `a store that refuses something fails until it keeps something, or refuses nothing for a while`(isPatient: Bool) async throws {
        let bench = try Bench(proofPatience: isPatient ? .seconds(3_600) : .zero)
        bench.metrics.update { $0.part = .leader }
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        bench.journal.failOne(.notCommitted("No space left on device"))
        try await bench.wait { bench.output.reply("School A").map(reason) == .storeBusy }
        // The empty batch.
        try await bench.wait { bench.journal.isWaiting }
        bench.journal.commitOne()
        guard isPatient else { return try await bench.wait { bench.metrics.health.status == .ok } }
        bench.add("School B")
        try await bench.wait { bench.journal.isWaiting }
        #expect(bench.metrics.health.text.contains("failing"))
        bench.journal.commitOne()
        try await bench.wait { bench.output.reply("School B")?.isDone == true }
        #expect(bench.metrics.health.status == .ok)
    }

    @Test func aFencedWriterDecidesNothingAnyMore() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        bench.journal.durable.fence(epoch: 2)
        bench.journal.commitOne()
        try await bench.wait { !bench.output.fencings.withLock { $0.isEmpty } }
        #expect(bench.output.reply("School A").map(reason) == .staleEpoch)
        #expect(reason(await bench.sequencer.ask(.query(.stats, from: .system))) == .staleEpoch)
        #expect(bench.output.published.isEmpty)
    }

    @Test func moreThanTheQueueTakesIsRefusedAtOnce() async throws {
        var limits = Configuration.Limits()
        limits.queue = 16
        let bench = try Bench(limits: limits)
        for number in 0..<16 { bench.add("School \(number)") }
        bench.add("one too many")
        try await bench.wait { bench.output.reply("one too many") != nil }
        #expect(bench.output.reply("one too many").map(reason) == .storeBusy)
        bench.journal.beWilling()
        try await bench.wait { (0..<16).allSatisfy { bench.output.reply("School \($0)")?.isDone == true } }
        #expect(bench.sequencer.depth == 0)
    }

    @Test func nobodyGoesOnWaitingForTheDrainingOfASequencerThatWasEnded() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        let drained = Task { await bench.sequencer.drain() }
        // While it drains it lends its engine to nobody.
        let drains = try await Fixtures.eventually {
            await withCheckedContinuation { lent in bench.sequencer.lendEngine { lent.resume(returning: $0 == nil) } }
        }
        #expect(drains)
        bench.sequencer.stop()
        await drained.value
    }

    @Test func drainingAnswersWhatWasDecidedAndRefusesTheRest() async throws {
        let bench = try Bench()
        bench.add("School A")
        try await bench.wait { bench.journal.isWaiting }
        let drained = Task { await bench.sequencer.drain() }
        try await bench.wait {
            bench.ask("late", .query(.stats, from: .system))
            return bench.output.reply("late").map(reason) == .shuttingDown
        }
        bench.journal.commitOne()
        await drained.value
        #expect(bench.output.reply("School A")?.isDone == true)
    }

    private func reason(_ reply: Reply) -> RefusalReason? {
        if case .refused(let refusal) = reply.result { refusal.reason } else { nil }
    }
}

extension Bench {
    /// An administrator with a credential, as a caller.
    fileprivate func administrator() async throws -> Caller {
        add("warm-up")
        try await wait { journal.isWaiting }
        journal.commitOne()
        for command in [
            Command.addUser(role: .admin, label: "desk", organisation: nil, interpreter: nil, agency: nil),
            .addCredential(PrincipalID(1), kind: .token, digest: String(repeating: "a", count: 64), scope: .full, days: 1),
        ] {
            let answer = Task { await sequencer.ask(.command(command, from: .system, key: nil)) }
            try await wait { journal.isWaiting }
            journal.commitOne()
            #expect(await answer.value.isDone)
        }
        return .principal(PrincipalID(1), credential: CredentialID(1))
    }
}
