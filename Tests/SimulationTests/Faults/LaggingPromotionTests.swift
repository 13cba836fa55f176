import Dispatching
import Interpreting
import NIOCore
import Testing

@testable import Simulation

/// A journal that went back: what is gone counts no more, and nobody goes on as if it were there.
@Suite struct LaggingPromotionTests {
    private let stage: Stage
    private let auditor: Auditor
    private let requester: Stage.Person

    init() throws {
        stage = try FaultStage.stage.get()
        auditor = Auditor(stage)
        requester = stage.people[0]
        auditor.granted(1, to: 0)
    }

    private var findings: String { auditor.findings.joined(separator: "; ") }
    private var head: Int64 { auditor.register.head }

    // MARK: The journal

    @Test func `a promotion that lags takes back batches, answers and the lease, and no epoch is given out again`() throws {
        let journal = SimulatedJournal(stage, bug: nil)
        let start = journal.head
        #expect(journal.takeLease() == 1)
        try journal.append(batch(1, seq: start + 1, key: "k1")).get()
        #expect(journal.takeLease() == 2)
        try journal.append(batch(2, seq: start + 2, key: "k2", epoch: 2)).get()
        let last = journal.lastCommit
        #expect(journal.promote(losing: 2) == (2, 1))
        #expect(journal.head == start + 1 && journal.ledger.map(\.key) == ["k1"] && journal.epoch == 1)
        #expect(!journal.has(commit: last) && journal.has(commit: journal.lastCommit))
        #expect(journal.takeLease() == Epoch.next(after: 1, onTimeline: 2))
        #expect(Epoch.timeline(of: journal.epoch) == 2)
        // The numbers of what was lost are given out again, those of commits never.
        try journal.append(batch(3, seq: start + 2, key: "k3", epoch: journal.epoch)).get()
        #expect(!journal.has(commit: last))
    }

    @Test func `a promotion of one that does not lag takes nothing back that was durable`() throws {
        let journal = SimulatedJournal(stage, bug: nil)
        let start = journal.head
        _ = journal.takeLease()
        try journal.append(batch(1, seq: start + 1, key: "k1")).get()
        let last = journal.lastCommit
        try journal.append(batch(2, seq: start + 2, key: "k2"), isReplicated: false).get()
        #expect(journal.promote() == (0, 0))
        #expect(journal.head == start + 1 && journal.epoch == 1 && journal.lastCommit == last)
    }

    @Test func `the epochs of a timeline begin behind those of all before it`() {
        #expect(Epoch.next(after: 0, onTimeline: 1) == 1)
        #expect(Epoch.next(after: 7, onTimeline: 1) == 8)
        let second = Epoch.next(after: 7, onTimeline: 2)
        #expect(second == (1 << 32) + 1 && Epoch.timeline(of: second) == 2)
        #expect(Epoch.next(after: second, onTimeline: 2) == second + 1)
    }

    // MARK: What the auditor knows

    private func batch(_ number: Int64, seq: Int64, key: String, epoch: Int64 = 1) -> Batch {
        let need = Need(
            language: LanguageTag("ti"), complexity: .practical, minutes: 30, start: stage.start + .hours(3),
            place: MunicipalityCode(11002), caseReference: key)
        let request = Request(
            id: RequestID(number), version: 1, state: .open, organisation: OrganisationID(1), establishment: EstablishmentID(1),
            agency: AgencyCode("atlas"), requestedBy: PrincipalID(1), need: need, modality: .telephone, rule: "rule",
            submittedAt: stage.start, answerBy: stage.start + .hours(2), chance: 50)
        let event = Event(
            seq: seq, at: stage.start + .hours(1), kind: .requestOpened, actor: PrincipalID(requester.user),
            scope: Scope(organisation: request.organisation, agency: request.agency), subject: request.id.description, fields: [],
            changes: [.request(request)])
        let entry = LedgerEntry(
            principal: PrincipalID(1), key: key, fingerprint: "f", reply: .done(.object, "request \(request.id) is open"),
            at: stage.start + .hours(1))
        return Batch(epoch: epoch, events: [event], ledger: [entry])
    }

    private func say(_ link: Int, _ text: String) { auditor.said(ByteBuffer(string: text), on: link) }

    private func ask(_ link: Int, _ tag: String, _ kind: Asked.Kind, _ command: String = "", key: String? = nil) {
        auditor.asked(Asked(kind, command: command, key: key).tagged(tag), on: link, by: requester.user)
    }

    private func enter(_ link: Int, server: Int, since: Int64, epoch: Int64 = 1) {
        auditor.connected(link, server: server)
        ask(link, "c1", .authentication(requester))
        say(link, "c1 - JOURNAL head=0\r\nc1 OK 2.2.0 you are requester U1\r\n")
        ask(link, "s1", .subscription(topics: nil, since: since, epoch: epoch))
        say(link, "s1 OK 2.0.0 desk is told events\r\n")
    }

    /// One batch is told to everybody, and then gone.
    private func loseWhatWasTold() {
        let start = head
        enter(1, server: 0, since: start)
        auditor.committed(batch(1, seq: start + 1, key: "k1"))
        tellTheFirst()
        ask(1, "c2", .change, "SUBMIT case=k1", key: "k1")
        say(1, "c2 OK 2.3.0 request R1 is open\r\n")
        #expect(auditor.findings.isEmpty, "\(findings)")
        auditor.lost(1)
        #expect(head == start)
    }

    private func tellTheFirst() {
        say(1, "* EV \(Int64(stage.events.count) + 1) REQUEST-OPENED R1 at=\(stage.anHourIn)\r\n")
    }

    @Test func `what a promotion took away is forgotten, and may be done again`() {
        loseWhatWasTold()
        auditor.ended(0)
        auditor.granted(Epoch.next(after: 1, onTimeline: 2), to: 1)
        enter(2, server: 1, since: head, epoch: Epoch.next(after: 1, onTimeline: 2))
        auditor.committed(batch(1, seq: head + 1, key: "k1", epoch: Epoch.next(after: 1, onTimeline: 2)))
        ask(2, "c2", .change, "SUBMIT case=k1", key: "k1")
        say(2, "c2 OK 2.3.0 request R1 is open\r\n")
        #expect(auditor.findings.isEmpty, "\(findings)")
    }

    @Test func `an answer that is gone is not told as if it were durable`() {
        loseWhatWasTold()
        auditor.ended(0)
        auditor.granted(Epoch.next(after: 1, onTimeline: 2), to: 1)
        enter(2, server: 1, since: head, epoch: Epoch.next(after: 1, onTimeline: 2))
        ask(2, "c2", .question, "OUTCOME key=k1")
        say(2, "c2 - OUTCOME k1\r\nc2 OK 2.3.0 request R1 is open\r\n")
        #expect(findings.contains("4.2: U1 was told an outcome by OUTCOME key=k1, and none is kept"), "\(findings)")
    }

    @Test func `a server that cannot know of the loss is judged by what was true before, and no longer when it does`() {
        loseWhatWasTold()
        ask(1, "c3", .question, "OUTCOME key=k1")
        say(1, "c3 - OUTCOME k1\r\nc3 OK 2.3.0 request R1 is open\r\n* HEAD \(head + 1)\r\n")
        #expect(auditor.findings.isEmpty, "\(findings)")
        auditor.reachedJournal(0)
        say(1, "* HEAD \(head)\r\n")
        #expect(findings == "4.12: S0 said HEAD \(head) in epoch 1, whose journal went back")
    }

    @Test func `a server goes on when nothing is gone that anybody was told`() {
        enter(1, server: 0, since: head)
        auditor.committed(batch(1, seq: head + 1, key: "k1"))
        auditor.lost(1)
        auditor.reachedJournal(0)
        say(1, "* HEAD \(head)\r\n")
        auditor.committed(batch(2, seq: head + 1, key: "k2"))
        #expect(auditor.findings.isEmpty, "\(findings)")
    }

    @Test func `a server whose lease is gone does not go on`() {
        auditor.ended(0)
        auditor.granted(2, to: 1)
        enter(1, server: 1, since: head, epoch: 2)
        auditor.lost(1)
        auditor.reachedJournal(1)
        say(1, "* HEAD \(head)\r\n")
        #expect(findings.contains("4.12: S1 said HEAD \(head) in epoch 2, whose journal went back"))
    }

    @Test func `an epoch that is given out again is found`() {
        auditor.lost(1)
        auditor.granted(1, to: 1)
        #expect(findings.contains("4.5: epoch 1 is granted after 1"))
    }

    @Test func `whoever is let in with what is gone is found, on the same timeline or another`() {
        loseWhatWasTold()
        let since = head + 1
        auditor.ended(0)
        auditor.granted(2, to: 1)
        auditor.committed(batch(2, seq: head + 1, key: "k2", epoch: 2))
        enter(2, server: 1, since: since)
        #expect(findings == "4.4: U1 was let in with since=\(since) of epoch 1, whose events behind \(since - 1) are gone")
        auditor.ended(1)
        auditor.granted(Epoch.next(after: 2, onTimeline: 2), to: 1)
        enter(3, server: 1, since: since - 1, epoch: 2)
        #expect(findings.contains("let in with since=\(since - 1) of epoch 2, and epoch \((1 << 32) + 1) is of another timeline"))
    }

    // MARK: Whole runs

    @Test func `in replica the journal goes back, leaders leave, and clients are told so and begin anew`() throws {
        let mix = try #require(FaultMix.named("replica"))
        var figures = FaultFigures()
        // What has to come up in the lines of the trace.
        var missing: Set = [
            "ends: the journal went back behind what it knows", "NO 4.7.4 [STALE-EPOCH] epoch=", " SNAPSHOT\\r\\n", "* BYE 4.7.3 [STANDBY]",
        ]
        for seed in UInt64(1)...6 {
            let report = try FaultStage.run(seed, mix, steps: FaultRun.steps).run { line in
                missing = missing.filter { !line.contains($0) }
            }
            #expect(report.finding == nil, "\(report.finding?.description ?? "")")
            figures = figures + report.faults
        }
        #expect(figures.laggingPromotions > 0 && figures.lostEvents > 0)
        #expect(missing.isEmpty)
    }

    /// In this run a client is greeted by a server that stands by, and decides by the time that it subscribes: the greeting is of before.
    @Test func `whoever was greeted before a server decided is greeted again`() throws {
        var mix = try #require(FaultMix.named("all"))
        // Found before people left without a word: the run is the one of then.
        mix.leaving = 0
        let report = try FaultStage.run(39, mix, steps: FaultRun.steps).run()
        #expect(report.finding == nil, "\(report.finding?.description ?? "")")
        #expect(report.faults.laggingPromotions > 0)
    }

    @Test(arguments: FaultMix.names) func `only where journals go back clients say in which epoch they were told`(name: String) throws {
        let mix = try #require(FaultMix.named(name))
        var says = false
        _ = try FaultStage.run(2, mix, steps: 400).run { line in
            if line.contains("SUBSCRIBE"), line.contains(" epoch=") { says = true }
        }
        #expect(says == false || mix.laggingPromotion > 0)
    }
}
