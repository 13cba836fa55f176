import Dispatching
import Interpreting
import Sessions
import Testing

/// One line and what the engine is asked.
struct Binding: Sendable, CustomTestStringConvertible {
    let role: Role
    let line: String
    let command: Command?
    let query: Query?

    init(_ role: Role, _ line: String, _ command: Command) {
        self.role = role
        self.line = line
        self.command = command
        query = nil
    }
    init(_ role: Role, _ line: String, _ query: Query) {
        self.role = role
        self.line = line
        command = nil
        self.query = query
    }
    var testDescription: String { line }
}

extension Input {
    fileprivate var key: IdempotencyKey? {
        if case .command(_, _, let key) = self { key } else { nil }
    }
}

@Suite struct BindingTests {
    static let caller = Caller.principal(PrincipalID(12), credential: CredentialID(5))

    @Test(arguments: [requester, interpreter, coordinator, admin, anyone].flatMap { $0 })
    func `a line becomes the question to the engine`(_ binding: Binding) {
        var conversation = Conversation(as: binding.role)
        #expect(conversation.say("a1 \(binding.line)") == [])
        let key = conversation.questions.first?.input.key
        let input: Input? =
            binding.command.map { .command($0, from: Self.caller, key: key) } ?? binding.query.map { .query($0, from: Self.caller) }
        #expect(binding.command == nil || key?.text == "s-1", "a change without a key gets one of the server's")
        #expect(conversation.questions.map(\.input) == [input].compactMap { $0 })
    }

    static let requester: [Binding] = [
        Binding(
            .requester, "SUBMIT language=ti complexity=complex minutes=75 start=2026-12-01T10:00+01:00 place=12025 fallback=(video)",
            .submit(Submit(
                language: "ti", complexity: .complex, minutes: 75, start: "2026-12-01T10:00+01:00", place: "12025", fallback: [.video]))),
        Binding(
            .requester,
            """
            submit LANGUAGE="Tigrinya" complexity=Practical minutes=0 start=now establishment=e3 fallback=video priority=urgent \
            gender=female gender-required=yes documents=yes participants=3 emotional=no case=f3 note="side door" x-trace=9
            """,
            .submit(Submit(
                language: "Tigrinya", complexity: .practical, minutes: 0, start: "now", establishment: EstablishmentID(3),
                fallback: [.video], priority: .urgent, gender: .female, genderIsRequired: true, documents: true, participants: 3,
                emotional: false, caseReference: "f3", note: "side door"))),
        Binding(
            .requester, "AMEND R17 minutes=100000 reopen=yes if=3",
            .amend(Amend(request: RequestID(17), expected: 3, minutes: 100_000, reopen: true))),
        Binding(.requester, "CANCEL R17 reason=\"client is ill\" if=2", .cancel(RequestID(17), expected: 2, reason: "client is ill")),
        Binding(
            .requester, "ADVISE language=ti complexity=informative minutes=20 dutch=basic contact=(fr en)",
            .advise(AdviceCase(language: "ti", complexity: .informative, minutes: 20, dutch: "basic", contact: ["fr", "en"]))),
        Binding(
            .requester, "QUOTE language=ti complexity=informative minutes=20 documents=yes start=now place=Mechelen",
            .quote(
                AdviceCase(language: "ti", complexity: .informative, minutes: 20, documents: true), start: "now", place: "Mechelen")),
    ]

    static let interpreter: [Binding] = [
        Binding(
            .interpreter, "AVAILABLE from=2026-12-01T09:00 until=2026-12-01T17:00 weeks=4",
            .available(CalendarEntry(from: "2026-12-01T09:00", until: "2026-12-01T17:00", weeks: 4))),
        Binding(
            .interpreter, "UNAVAILABLE from=2026-12-01T09:00 until=2026-12-01T17:00",
            .unavailable(CalendarEntry(from: "2026-12-01T09:00", until: "2026-12-01T17:00"))),
        Binding(.interpreter, "AVAILABLE V4", .withdrawCalendarEntry(AvailabilityID(4))),
        Binding(.interpreter, "UNAVAILABLE V3", .withdrawCalendarEntry(AvailabilityID(3))),
        Binding(
            .interpreter, "ONDUTY modalities=(video telephone) until=2026-12-01T17:00",
            .onDuty(modalities: [.video, .telephone], until: "2026-12-01T17:00")),
        Binding(.interpreter, "ONDUTY", .onDuty(modalities: [], until: nil)),
        Binding(.interpreter, "OFFDUTY", .offDuty()),
        Binding(.interpreter, "ACCEPT O81 if=1", .accept(OfferID(81), expected: 1)),
        Binding(.interpreter, "DECLINE o81 reason=far", .decline(OfferID(81), expected: nil, reason: "far")),
        Binding(.interpreter, "RELEASE A55 reason=ill", .release(AssignmentID(55), expected: nil, reason: "ill")),
        Binding(.interpreter, "START A55", .start(AssignmentID(55), expected: nil)),
        Binding(.interpreter, "FINISH A55 if=2", .finish(AssignmentID(55), expected: 2)),
        Binding(.interpreter, "FINISH A55 absent=client", .finish(AssignmentID(55), expected: nil, absent: .client)),
    ]

    static let coordinator: [Binding] = [
        Binding(.coordinator, "BOARD", .board(state: nil, limit: 500)),
        Binding(.coordinator, "BOARD state=assigned limit=20", .board(state: .assigned, limit: 20)),
        Binding(.coordinator, "CANDIDATES R17", .candidates(RequestID(17))),
        Binding(.coordinator, "EXPLAIN R17", .explain(RequestID(17))),
        Binding(.coordinator, "PLAN", .plan(limit: 500)),
        Binding(.coordinator, "PLAN limit=20", .plan(limit: 20)),
        Binding(.coordinator, "ASSIGN R17 I3 if=4", .assign(RequestID(17), InterpreterID(3), expected: 4)),
        Binding(.coordinator, "UNASSIGN A55 reason=conflict", .unassign(AssignmentID(55), expected: nil, reason: "conflict")),
        Binding(
            .coordinator, "UNASSIGN A55 exclude=yes", .unassign(AssignmentID(55), expected: nil, reason: nil, excludes: true)),
        Binding(.coordinator, "HOLD R17 on", .hold(RequestID(17), on: true, expected: nil)),
        Binding(.coordinator, "HOLD R17 OFF", .hold(RequestID(17), on: false, expected: nil)),
        Binding(.coordinator, "CANCEL R17", .cancel(RequestID(17), expected: nil, reason: nil)),
    ]

    static let admin: [Binding] = [
        Binding(
            .admin, "ORGANISATION add name=\"Sint-Jozefschool\" sector=education place=12025",
            .addOrganisation(name: "Sint-Jozefschool", sector: .education, place: "12025")),
        Binding(
            .admin, "ORGANISATION site G1 name=annex place=2800", .addEstablishment(OrganisationID(1), name: "annex", place: "2800")),
        Binding(
            .admin, "AGREEMENT add organisation=G1 agency=agii from=2026-01-01 until=2026-12-31",
            .addAgreement(OrganisationID(1), agency: "agii", from: "2026-01-01", until: "2026-12-31")),
        Binding(.admin, "AGREEMENT end T1 until=2026-06-30", .endAgreement(AgreementID(1), until: "2026-06-30")),
        Binding(
            .admin,
            """
            INTERPRETER add name="Selam T." gender=female home=11002 modalities=(telephone video) pools=(agii) \
            languages=(ti en:trained) max-km=60 max-day=360 max-week=1200
            """,
            .addInterpreter(InterpreterProfile(
                name: "Selam T.", gender: .female, home: "11002", modalities: [.telephone, .video], pools: ["agii"],
                languages: ["ti", "en:trained"], maximumKilometres: 60, maximumMinutesPerDay: 360, maximumMinutesPerWeek: 1200))),
        Binding(
            .admin, "INTERPRETER set I3 home=44021 if=2",
            .changeInterpreter(InterpreterID(3), InterpreterProfile(home: "44021"), expected: 2)),
        Binding(.admin, "INTERPRETER retire I3", .retireInterpreter(InterpreterID(3), expected: nil)),
        Binding(.admin, "INTERPRETER reinstate I3 if=2", .reinstateInterpreter(InterpreterID(3), expected: 2)),
        Binding(.admin, "USER enable U3", .enableUser(PrincipalID(3))),
        Binding(
            .admin, "USER add role=requester label=\"front desk\" organisation=G1",
            .addUser(role: .requester, label: "front desk", organisation: OrganisationID(1), interpreter: nil, agency: nil)),
        Binding(.admin, "USER disable U3", .disableUser(PrincipalID(3))),
        Binding(
            .admin, "TOKEN issue user=U3",
            .addCredential(PrincipalID(3), kind: .token, digest: "#tb_new", scope: .full, days: 365)),
        Binding(
            .admin, "TOKEN issue user=U3 days=30 scope=read",
            .addCredential(PrincipalID(3), kind: .token, digest: "#tb_new", scope: .read, days: 30)),
        Binding(
            .admin, "TOKEN certificate user=U3 digest=\(String(repeating: "0A", count: 32))",
            .addCredential(
                PrincipalID(3), kind: .certificate, digest: String(repeating: "0a", count: 32), scope: .full, days: 365)),
        Binding(.admin, "TOKEN revoke K3", .revokeCredential(CredentialID(3))),
        Binding(.admin, "STATS", .stats),
    ]

    static let anyone: [Binding] = [
        Binding(.requester, "WHOAMI", .whoAmI),
        Binding(.requester, "SNAPSHOT", .snapshot),
        Binding(.requester, "RULES modality.complex-over-60", .rules(id: "modality.complex-over-60")),
        Binding(.interpreter, "RULES", .rules(id: nil)),
        Binding(.interpreter, "SHOW r17", .show("R17")),
        Binding(.interpreter, "SHOW fa-AF", .show("fa-AF")),
        Binding(.interpreter, "OUTCOME key=phone-0009", .outcome(key: "phone-0009")),
        Binding(.requester, "LIST languages", .list(.languages, filters: [], after: nil, limit: 500)),
        Binding(
            .coordinator, "LIST requests language=ti state=open after=R17 limit=20",
            .list(.requests, filters: [ListFilter(.state, "open"), ListFilter(.language, "ti")], after: "R17", limit: 20)),
    ]

    @Test func `a key goes with the fingerprint of everything but itself`() {
        var conversation = Conversation(as: .interpreter)
        conversation.say("a1 ACCEPT O81 if=1 key=phone-0009")
        conversation.say("a2 accept x-trace=5 if=\"1\" key=phone-0010 O81")
        conversation.say("a3 ACCEPT O81 if=2 key=phone-0009")
        let keys: [IdempotencyKey?] = conversation.questions.map { if case .command(_, _, let key) = $0.input { key } else { nil } }
        #expect(keys.map { $0?.text } == ["phone-0009", "phone-0010", "phone-0009"])
        #expect(keys[0]?.fingerprint == "#ACCEPT 3:O81 if=1:1")
        #expect(keys[1]?.fingerprint == keys[0]?.fingerprint)
        #expect(keys[2]?.fingerprint != keys[0]?.fingerprint)
    }

    @Test func `the service answers what the engine cannot`() {
        var conversation = Conversation(as: .admin)
        conversation.say("a1 AUDIT\na2 DRAIN")
        #expect(conversation.actions == [.serve(Ticket(2), .audit), .serve(Ticket(3), .drain)])
        #expect(conversation.after(.served(Ticket(2), .done(.object, "the chain is whole"))) == ["a1 OK 2.3.0 the chain is whole"])
    }
}
