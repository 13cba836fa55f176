import Dispatching
import Interpreting
import NIOCore
import Testing

@testable import Simulation

/// The auditor objects to histories that cannot be: each is made by hand, with one thing wrong.
@Suite struct AuditorTests {
    private let auditor: Auditor
    private let stage: Stage
    private let requester: Stage.Person

    init() throws {
        stage = try FaultStage.stage.get()
        auditor = Auditor(stage)
        auditor.granted(1, to: 0)
        requester = stage.people[0]
    }

    private var findings: String { auditor.findings.joined(separator: "; ") }

    // MARK: The journal

    private func event(_ kind: EventKind, _ subject: String, _ changes: [Change], seq: Int64? = nil, at: Timestamp? = nil) -> Event {
        let request = changes.compactMap { if case .request(let row) = $0 { row } else { nil } }.first
        return Event(
            seq: seq ?? auditor.register.head + 1, at: at ?? stage.start + .hours(1), kind: kind, actor: PrincipalID(requester.user),
            scope: Scope(organisation: request?.organisation, agency: request?.agency), subject: subject, fields: [], changes: changes)
    }

    private func request(_ number: Int64, state: RequestState = .open, version: Int = 1, mark: String? = nil) -> Request {
        let need = Need(
            language: LanguageTag("ti"), complexity: .practical, minutes: 30, start: stage.start + .hours(3),
            place: MunicipalityCode(11002), caseReference: mark)
        return Request(
            id: RequestID(number), version: version, state: state, organisation: OrganisationID(1), establishment: EstablishmentID(1),
            agency: AgencyCode("atlas"), requestedBy: PrincipalID(1), need: need, modality: .telephone, rule: "rule",
            submittedAt: stage.start, answerBy: stage.start + .hours(2), chance: 50)
    }

    private func commit(_ events: [Event], epoch: Int64 = 1, ledger: [LedgerEntry] = []) {
        auditor.committed(Batch(epoch: epoch, events: events, ledger: ledger))
    }

    private func opened(_ request: Request) -> Event { event(.requestOpened, request.id.description, [.request(request)]) }

    @Test func `what is right is not objected to, and a yes without its effect is`() {
        commit([opened(request(1, mark: "w"))], ledger: [entry("k0", "request R1 is open"), entry("k1", "request R1 is open")])
        enter(link: 1)
        ask(1, "w", "SUBMIT case=w", key: "k0", kind: .change)
        ask(1, "c2", "SUBMIT case=x", key: "k1", kind: .change)
        say(1, "* EV \(auditor.register.head) REQUEST-OPENED R1 at=\(stage.anHourIn)\r\n")
        say(1, "w - REQUEST R1 v=1 state=open chance=50\r\nw OK 2.3.0 request R1 is open\r\n")
        #expect(auditor.findings.isEmpty, "\(findings)")
        say(1, "c2 - REQUEST R1 v=1 state=open chance=50\r\nc2 OK 2.3.0 request R1 is open\r\n")
        #expect(findings.hasPrefix("4.2: U1 was told that SUBMIT case=x is done, and there is no such request"))
        #expect(auditor.findings.count == 1)
    }

    @Test func `a gap in the numbers is found`() {
        commit([event(.requestOpened, "R1", [.request(request(1))], seq: auditor.register.head + 2)])
        #expect(findings.contains("4.4"))
    }

    @Test func `time that goes back is found`() {
        commit([event(.requestOpened, "R1", [.request(request(1))], at: stage.start - .hours(1))])
        #expect(findings.contains("time: "))
    }

    @Test func `a batch of an epoch that is over is found`() {
        auditor.granted(2, to: 0)
        commit([opened(request(1))], epoch: 1)
        #expect(findings.contains("4.5"))
    }

    @Test func `a jump in a lifecycle is found`() {
        commit([opened(request(1))])
        #expect(auditor.findings.isEmpty)
        let jump = request(1, state: .completed, version: 2)
        commit([event(.requestAmended, "R1", [.request(jump)])])
        #expect(findings.contains("4.6: R1 goes from open to completed"))
    }

    @Test func `two effects of one command are found`() {
        commit([opened(request(1, mark: "c1-1"))])
        commit([opened(request(2, mark: "c1-1"))])
        #expect(findings.contains("4.3: R2 and R1 come of the same command"))
    }

    @Test func `two answers for one key are found`() {
        commit([], ledger: [entry("k1", "yes")])
        commit([], ledger: [entry("k1", "yes")])
        #expect(findings.contains("4.3: U1 has a second answer for key k1"))
    }

    @Test func `events for others are found`() {
        var stray = opened(request(1))
        stray.scope.organisation = OrganisationID(2)
        commit([stray])
        #expect(findings.contains("tenancy"))
    }

    @Test func `two conversations without rest between them are found`() {
        let first = assignment(1, request: 1, from: .hours(3))
        let second = assignment(2, request: 2, from: .hours(3) + .minutes(35))
        var register = auditor.register
        register.requests = [RequestID(1): request(1), RequestID(2): request(2)]
        register.assignments = [first.id: first, second.id: second]
        register.checkCalendar(of: first.interpreter)
        let problems = register.takeProblems().joined(separator: "; ")
        #expect(problems.contains("4.1: A1 and A2 of I1 overlap"))
        #expect(problems.contains("4.1: 5 minutes between A1 and A2 of I1, 15 needed"))
    }

    private func assignment(_ number: Int64, request: Int64, from: Span) -> Assignment {
        let talk = Interval(start: stage.start + from, end: stage.start + from + .minutes(30))
        return Assignment(
            id: AssignmentID(number), request: RequestID(request), interpreter: InterpreterID(1), modality: .telephone, place: nil,
            talk: talk, during: Interval(start: talk.start - .minutes(5), end: talk.end + .minutes(10)), travelMinutes: 0, travelMetres: 0,
            confirmedAt: stage.start)
    }

    // MARK: What is said

    private func entry(_ key: String, _ text: String) -> LedgerEntry {
        LedgerEntry(
            principal: PrincipalID(1), key: key, fingerprint: "f", reply: .done(.object, text), at: stage.start + .hours(1))
    }

    private func enter(link: Int, as person: Stage.Person? = nil) {
        auditor.connected(link, server: 0)
        ask(link, "c1", "", key: nil, kind: .authentication(person ?? requester))
        say(link, "c1 - JOURNAL head=0\r\nc1 OK 2.2.0 you are requester U1\r\n")
        ask(link, "s1", "", key: nil, kind: .subscription(topics: nil, since: Int64(stage.events.count)))
        say(link, "s1 OK 2.0.0 desk is told events\r\n")
    }

    private func ask(_ link: Int, _ tag: String, _ command: String, key: String?, kind: Asked.Kind) {
        auditor.asked(Asked(kind, command: command, key: key).tagged(tag), on: link, by: requester.user)
    }

    private func say(_ link: Int, _ text: String) { auditor.said(ByteBuffer(string: text), on: link) }

    @Test func `a yes that is not durable is found`() {
        enter(link: 1)
        ask(1, "c2", "CANCEL R1", key: "k1", kind: .change)
        say(1, "c2 OK 2.4.0 request R1 is cancelled\r\n")
        #expect(findings.contains("4.2: U1 k1 CANCEL R1 was answered 2.4.0 and nothing is kept for it"))
    }

    @Test func `answers in another order are found`() {
        enter(link: 1)
        ask(1, "c2", "PING", key: nil, kind: .question)
        ask(1, "c3", "PING", key: nil, kind: .question)
        say(1, "c3 OK 2.0.0 here\r\n")
        #expect(findings.contains("order: an answer to c3, while c2 is to be answered"))
    }

    @Test func `an event inside an answer is found`() {
        commit([opened(request(1))])
        enter(link: 1)
        ask(1, "c2", "LIST requests", key: nil, kind: .question)
        say(1, "c2 - REQUEST R1 v=1 state=open\r\n* EV \(auditor.register.head) REQUEST-OPENED R1 at=\(stage.anHourIn)\r\n")
        #expect(findings.contains("order: a push inside the answer to c2"))
    }

    @Test func `events that are early, left out or told twice are found`() {
        commit([opened(request(1)), event(.requestOpened, "R2", [.request(request(2))], seq: auditor.register.head + 2)])
        let head = auditor.register.head
        enter(link: 1)
        say(1, "* EV \(head) REQUEST-OPENED R2 at=\(stage.anHourIn)\r\n")
        #expect(findings.contains("4.4: U1 was told event \(head) after \(head - 2), \(head - 1) was left out"))
        say(1, "* EV \(head) REQUEST-OPENED R2 at=\(stage.anHourIn)\r\n")
        #expect(findings.contains("4.4: U1 was told event \(head) after \(head)"))
        say(1, "* EV \(head + 1) REQUEST-OPENED R3\r\n")
        #expect(findings.contains("4.2: event \(head + 1) was told, the journal ends at \(head)"))
        say(1, "* HEAD \(head + 1)\r\n")
        #expect(findings.contains("4.4: HEAD \(head + 1)"))
    }

    @Test func `rows of others and rows that never were are found`() {
        var foreign = request(1)
        foreign.organisation = OrganisationID(2)
        commit([opened(foreign)])
        enter(link: 1)
        ask(1, "c2", "SHOW R1", key: nil, kind: .question)
        say(1, "c2 - REQUEST R1 v=4 state=started\r\nc2 OK 2.3.0 R1 as it stands\r\n")
        #expect(findings.contains("tenancy: U1 was shown R1 by SHOW R1"))
        #expect(findings.contains("4.2: SHOW R1 showed R1 v=4 started, which never was so"))
    }

    @Test func `a request shown to an interpreter without an open offer is found, and so is who got it`() throws {
        let interpreter = try #require(stage.people.first { $0.role == .interpreter && $0.belongsTo == "I2" })
        var offer = Offer(
            id: OfferID(1), request: RequestID(1), interpreter: InterpreterID(2), wave: 1, modality: .telephone,
            madeAt: stage.start + .hours(1), expiresAt: stage.start + .hours(2), travelMinutes: 0, cost: 0)
        commit([opened(request(1))])
        commit([event(.requestOffered, "R1", [.request(request(1, state: .offered, version: 2)), .offer(offer)])])
        enter(link: 1, as: interpreter)
        ask(1, "c2", "SHOW R1", key: nil, kind: .question)
        say(1, "c2 - REQUEST R1 v=2 state=offered\r\nc2 OK 2.3.0 R1 as it stands\r\n")
        #expect(!findings.contains("was shown"), "\(findings)")
        offer.state = .declined
        offer.version = 2
        commit([event(.offerDeclined, "O1", [.offer(offer), .request(request(1, state: .open, version: 3))])])
        ask(1, "c3", "SHOW R1", key: nil, kind: .question)
        say(1, "c3 - REQUEST R1 v=3 state=open interpreter=I4\r\nc3 OK 2.3.0 R1 as it stands\r\n")
        #expect(findings.contains("was shown R1 by SHOW R1, without an offer or an assignment of it"), "\(findings)")
        #expect(findings.contains("was shown by SHOW R1 that I4 has R1"))
    }

    @Test func `how much goes on, told before AUTH, is found`() {
        auditor.connected(1, server: 0)
        say(1, "* HELLO tbp/1 server=a epoch=1 auth=(TOKEN)\r\n")
        #expect(auditor.findings.isEmpty, "\(findings)")
        say(1, "* HELLO tbp/1 server=a epoch=1 head=12 auth=(TOKEN)\r\n* HEAD 0\r\n")
        #expect(findings.contains("tenancy: the greeting tells a stranger how many events there are"))
        #expect(findings.contains("tenancy: HEAD 0 was told before AUTH"))
    }

    @Test func `what never ends is found`() {
        commit([opened(request(1))])
        auditor.finish()
        #expect(findings.contains("liveness: R1 is open for ever"))
    }
}
