import Dispatching
import Interpreting

/// Something that breaks one constraint, given the first free `seq`.
struct Offence: Sendable {
    let name: String
    let batch: @Sendable (_ seq: Int64) -> Batch

    init(_ name: String, _ batch: @escaping @Sendable (_ seq: Int64) -> Batch) {
        self.name = name
        self.batch = batch
    }

    static func row(_ change: Change) -> Offence {
        Offence("\(change)") { Batch(epoch: 1, events: [Specimen.event(seq: $0, [change])], ledger: []) }
    }

    /// A row without a number, and rows like `row` that differ in one thing each.
    static func rows<Row>(_ numberless: Row, _ row: Row, _ change: (Row) -> Change, _ steps: [(inout Row) -> Void]) -> [Offence] {
        ([numberless] + steps.map { changed(row, $0) }).map { .row(change($0)) }
    }

    static func changed<Row>(_ row: Row, _ change: (inout Row) -> Void) -> Row {
        var row = row
        change(&row)
        return row
    }
}

/// One for each constraint at least, table by table; what is changed is in the order of the columns.
extension Offence {
    static let all = [
        organisations, establishments, agreements, interpreters, principals, credentials, availabilities, absences, requests, offers,
        assignments, events, answers, pairs,
    ].flatMap(\.self)

    private static let tooMany = 1 << 31
    private static let tooLate = Timestamp(milliseconds: 253_402_300_800_000)
    private static let tooEarly = Timestamp(milliseconds: -62_135_596_800_001)
    private static let nobody = AgencyCode("nobody")
    private static let tooLong = String(repeating: "é", count: 121)
    private static let nul = "a\0b"
    private static let noPlace = MunicipalityCode(9_999)
    private static let hugePlace = MunicipalityCode(tooMany)

    private static let organisations = rows(
        Specimen.organisation(id: 0), Specimen.organisation(), Change.organisation,
        [
            { $0.version = 0 }, { $0.version = tooMany }, { $0.name = "" }, { $0.name = tooLong }, { $0.name = nul },
        ])

    private static let establishments = rows(
        Specimen.establishment(id: 0), Specimen.establishment(), Change.establishment,
        [
            { $0.organisation = Identifier(99) }, { $0.name = tooLong }, { $0.name = nul }, { $0.municipality = noPlace },
            { $0.municipality = hugePlace },
        ])

    private static let agreements = rows(
        Specimen.agreement(id: 0), Specimen.agreement(), Change.agreement,
        [
            { $0.organisation = Identifier(99) }, { $0.agency = nobody }, { $0.agency = AgencyCode(nul) },
            { $0.from = CivilDate(dayNumber: -719_163) }, { $0.until = CivilDate(dayNumber: 2_932_897) },
            { $0.until = $0.from.adding(days: -1) },
        ])

    private static let interpreters = rows(
        Specimen.interpreter(id: 0), Specimen.interpreter(), Change.interpreter,
        [
            { $0.version = -1 }, { $0.version = tooMany }, { $0.name = "" }, { $0.name = nul }, { $0.home = MunicipalityCode(100_000) },
            { $0.home = hugePlace }, { $0.pools = [AgencyCode(nul)] }, { $0.maximumKilometres = 0 }, { $0.maximumKilometres = tooMany },
            { $0.maximumMinutesPerDay = 0 }, { $0.maximumMinutesPerDay = tooMany }, { $0.maximumMinutesPerWeek = 0 },
            { $0.maximumMinutesPerWeek = tooMany }, { $0.duty?.since = tooEarly }, { $0.duty?.until = tooLate },
            { $0.duty = Duty(modalities: [], since: Specimen.noon, until: Specimen.noon) },
            { $0.duty?.heldSince = tooLate }, { $0.gateway = Identifier(99) },
            { $0.competences[0].language = LanguageTag("") }, { $0.competences[0].language = LanguageTag(nul) },
            { $0.competences[0].dialects = [nul] }, { $0.competences[1].language = LanguageTag("ti") },
        ])

    private static let principals = rows(
        Specimen.principal(id: 0), Specimen.principal(), Change.principal,
        [
            { $0.label = nul }, { $0.organisation = Identifier(99) }, { $0.interpreter = Identifier(99) },
            { $0.agency = nobody }, { $0.agency = AgencyCode(nul) }, { $0.organisation = nil }, { $0.role = .interpreter },
            { $0.role = .coordinator },
        ])

    private static let credentials = rows(
        Specimen.credential(id: 0), Specimen.credential(), Change.credential,
        [
            { $0.principal = Identifier(99) }, { $0.digest = nul }, { $0.digest = String($0.digest.dropLast()) + "A" },
            { $0.digest += "\n" }, { $0.createdAt = tooEarly }, { $0.expiresAt = tooLate }, { $0.revokedAt = tooLate },
        ])

    private static let requests = rows(
        Specimen.request(id: 0), Specimen.request(), Change.request,
        [
            { $0.version = 0 }, { $0.version = tooMany }, { $0.state = .completed }, { $0.organisation = Identifier(99) },
            { $0.establishment = Identifier(99) }, { $0.agency = nobody }, { $0.agency = AgencyCode(nul) },
            { $0.requestedBy = Identifier(99) }, { $0.rule = nul }, { $0.submittedAt = tooLate }, { $0.answerBy = tooEarly },
            { $0.chance = 101 }, { $0.chance = -1 }, { $0.chance = tooMany }, { $0.need.language = LanguageTag("") },
            { $0.need.language = LanguageTag(nul) }, { $0.need.minutes = 0 }, { $0.need.minutes = tooMany }, { $0.need.start = tooLate },
            { $0.need.place = noPlace }, { $0.need.place = hugePlace }, { $0.need.participants = -1 },
            { $0.need.participants = tooMany }, { $0.need.caseReference = nul }, { $0.need.note = nul }, { $0.need.dialect = nul },
            { $0.need.note = String(repeating: "بِ", count: 141) }, { $0.progress.waves = -1 }, { $0.progress.waves = tooMany },
            { $0.progress.assignment = Identifier(99) }, { $0.progress.askedSince = tooLate },
            { $0.progress.closedAt = tooEarly }, { $0.progress.reason = nul },
            { $0.progress.decided = Decided(at: Specimen.noon, rules: nul, eligible: 0) },
        ])

    private static let offers = rows(
        Specimen.offer(id: 0), Specimen.offer(), Change.offer,
        [
            { $0.version = 0 }, { $0.version = tooMany }, { $0.request = Identifier(99) }, { $0.interpreter = Identifier(99) },
            { $0.wave = 0 }, { $0.wave = tooMany }, { $0.madeAt = tooEarly }, { $0.expiresAt = tooLate }, { $0.answeredAt = tooLate },
            { $0.travelMinutes = -1 }, { $0.travelMinutes = tooMany }, { $0.cost = tooMany }, { $0.cost = -tooMany - 1 },
            { $0.terms?.minutes = 0 }, { $0.terms?.minutes = tooMany }, { $0.terms?.start = tooLate }, { $0.terms?.place = noPlace },
            { $0.terms?.place = hugePlace },
        ])

    private static let assignments = rows(
        Specimen.assignment(id: 0), Specimen.assignment(), Change.assignment,
        [
            { $0.version = 0 }, { $0.version = tooMany }, { $0.state = .completed }, { $0.request = Identifier(99) },
            { $0.interpreter = Identifier(99) }, { $0.place = noPlace }, { $0.place = hugePlace }, { $0.talk.start = tooEarly },
            { $0.talk.end = tooLate }, { $0.talk.end = $0.talk.start - .seconds(1) }, { $0.during.end = $0.during.start },
            { $0.during.end = $0.during.start - .seconds(1) }, { $0.during.start = tooEarly }, { $0.travelMinutes = -1 },
            { $0.travelMinutes = tooMany }, { $0.travelMetres = -1 }, { $0.travelMetres = tooMany }, { $0.confirmedAt = tooLate },
            { $0.startedAt = tooLate }, { $0.endedAt = tooEarly }, { $0.nextStepAt = tooLate }, { $0.fromOffer = Identifier(99) },
        ])

    private static let availabilities = calendar(id: 1, .available)
    private static let absences = calendar(id: 2, .absent)

    private static func calendar(id: Int64, _ kind: Availability.Kind) -> [Offence] {
        rows(
            Specimen.calendar(id: 0, kind), Specimen.calendar(id: id, kind), Change.availability,
            [
                { $0.interpreter = Identifier(99) }, { $0.interval.start = tooEarly }, { $0.interval.end = tooLate },
                { $0.interval.end = $0.interval.start },
            ])
    }

    private static let events = events([
        { $0.at = tooLate }, { $0.scope.agency = AgencyCode(nul) },
        { $0.scope = Scope(agencies: [AgencyCode("agii"), AgencyCode(nul)]) }, { $0.subject = nul }, { $0.subject = "a\nb" },
    ])

    private static func events(_ changes: [(inout Event) -> Void]) -> [Offence] {
        changes.map { change in
            let event = changed(Specimen.event(seq: 1), change)
            return Offence("\(event)") { seq in Batch(epoch: 1, events: [changed(event) { $0.seq = seq }], ledger: []) }
        }
    }

    private static let answers = answers([
        { $0.principal = Identifier(99) }, { $0.key = "" }, { $0.key = String(repeating: "k", count: 65) }, { $0.key = nul },
        { $0.fingerprint = nul }, { $0.at = tooLate },
    ])

    private static func answers(_ changes: [(inout LedgerEntry) -> Void]) -> [Offence] {
        changes.map { change in
            let entry = changed(Specimen.answer(), change)
            return Offence("\(entry)") { _ in Batch(epoch: 1, events: [], ledger: [entry]) }
        }
    }

    /// What only two rows together break.
    private static let pairs: [Offence] = [
        .row(.offer(changed(Specimen.offer(id: 2)) { $0.state = .accepted })),
        .row(.credential(changed(Specimen.credential(id: 2)) { $0.digest = Specimen.digest(1) })),
        .row(.assignment(changed(Specimen.assignment(id: 2)) { $0.interpreter = Identifier(2) })),
        .row(.assignment(changed(Specimen.assignment(id: 2)) { $0.request = Identifier(2) })),
        Offence("two started at once") { seq in
            let other = changed(Specimen.assignment(id: 2)) {
                $0.request = Identifier(2)
                $0.talk = Interval(start: Specimen.noon + .hours(2), end: Specimen.noon + .hours(3))
                $0.during = $0.talk
            }
            let steps: [Change] = [.assignment(other), .assignment(changed(Specimen.assignment()) { $0.state = .started })]
            let last = Change.assignment(changed(other) { $0.state = .started })
            return Batch(
                epoch: 1, events: [Specimen.event(seq: seq, steps), Specimen.event(seq: seq + 1, [last])], ledger: [])
        },
    ]
}
