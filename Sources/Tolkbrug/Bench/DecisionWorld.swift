import Dispatching
import Foundation
import Interpreting
import Matching
import Rules

/// A Tuesday morning at a service of any size, as rows: interpreters with calendars, work agreed and half a year of work done, one
/// front desk for each agency. Languages are spread as in `simulations/flanders-day`. The same seed makes the same world.
struct DecisionWorld {
    private(set) var rows: [Change] = []
    let now: Timestamp
    /// Who may submit, one for each agency.
    private(set) var desks: [Caller] = []
    private(set) var interpreters: [Interpreter] = []
    /// The users of those who are connected: three of four.
    private(set) var connected: [PrincipalID] = []
    /// By place in `interpreters`.
    private(set) var availabilities: [[Availability]] = []
    private(set) var assignments: [[Assignment]] = []

    private let rules: RuleBook
    private let today: CivilDate
    private var dice: Dice
    private let languages: [(tag: LanguageTag, upTo: Double)]
    private var requestCount: Int64 = 0
    private var assignmentCount: Int64 = 0
    private var availabilityCount: Int64 = 0
    private static let homes = [11_002, 44_021, 21_004, 21_001, 12_025, 24_062, 71_016, 31_005, 34_022, 46_021, 41_002, 13_040]
    private static let weeksBack = 26

    init(interpreterCount: Int, rules: RuleBook, seed: UInt64) {
        self.rules = rules
        dice = Dice(seed: seed, purpose: "decision")
        // 1 December 2026.
        today = CivilDate(dayNumber: 20_788)
        now = rules.calendar.moment(today, minuteOfDay: 10 * 60 + 7)
        var sum = 0.0
        languages = rules.languages.all.map { language in
            sum += pow(Double(max(1, language.demandPerMille)), 0.75)
            return (language.tag, sum)
        }
        register()
        for number in 1...max(1, interpreterCount) { addInterpreter(number) }
    }

    static func isConnected(_ interpreter: InterpreterID) -> Bool { interpreter.number % 4 != 0 }

    // MARK: Drawing

    private mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[min(things.count - 1, Int(dice.unit() * Double(things.count)))] }

    private mutating func language() -> LanguageTag {
        let point = dice.unit() * (languages.last?.upTo ?? 0)
        return (languages.first { point < $0.upTo } ?? languages[0]).tag
    }

    /// What is asked for at once, and at which desk.
    mutating func question() -> (submit: Submit, desk: Caller) {
        let submit = Submit(
            language: language().text, complexity: pick([.practical, .practical, .informative]), minutes: 5 + 5 * Int(dice.unit() * 6),
            start: "now", gender: dice.percent() < 8 ? .female : nil)
        return (submit, pick(desks))
    }

    // MARK: Rows

    /// Who asked for all that is agreed already.
    private var others: OrganisationID { OrganisationID(Int64(rules.agencies.all.count) + 1) }

    private mutating func register() {
        for (place, agency) in rules.agencies.all.enumerated() {
            let number = Int64(place) + 1
            let home = rules.gazetteer.all.first { rules.agencies.agency(serving: $0.code)?.value == agency.code }
            let organisation = Organisation(id: OrganisationID(number), name: "School \(number)", sector: .education)
            rows.append(.organisation(organisation))
            rows.append(.establishment(Establishment(
                id: EstablishmentID(number), organisation: organisation.id, name: "school",
                municipality: home?.code ?? MunicipalityCode(Self.homes[0]))))
            rows.append(.agreement(Agreement(
                id: AgreementID(number), organisation: organisation.id, agency: agency.code, from: today.adding(days: -365), until: nil)))
            rows.append(.principal(Principal(
                id: PrincipalID(number), role: .requester, label: "front desk", organisation: organisation.id)))
            let digits = String(number)
            rows.append(.credential(Credential(
                id: CredentialID(number), principal: PrincipalID(number), kind: .token, scope: .full,
                digest: String(repeating: "0", count: 64 - digits.count) + digits, createdAt: now - .days(1), expiresAt: now + .days(1))))
            desks.append(.principal(PrincipalID(number), credential: CredentialID(number)))
        }
        rows.append(.organisation(Organisation(id: others, name: "Everybody else", sector: .other)))
    }

    private mutating func addInterpreter(_ number: Int) {
        let sorted = rules.languages.all.map(\.tag)
        // Every language has at least two; then by demand.
        var spoken = [number <= 2 * sorted.count ? sorted[(number - 1) / 2] : language()]
        for extra in ["en", "fr", "arb"].map({ LanguageTag($0) }) where !spoken.contains(extra) && dice.percent() < 12 {
            spoken.append(extra)
        }
        let home = MunicipalityCode(pick(Self.homes))
        let own = rules.agencies.agency(serving: home)?.value
        let pools = rules.agencies.all.map(\.code).filter { code in
            let lot = dice.percent()
            return code == own || lot < (code.text == "agii" ? 75 : 35)
        }
        let kind = dice.percent()
        var interpreter = Interpreter(
            id: InterpreterID(Int64(number)), name: "Interpreter \(number)", gender: dice.percent() < 67 ? .female : .male, home: home,
            modalities: kind < 70 ? Modality.allCases : kind < 90 ? [.telephone, .video] : [.telephone, .onsite], pools: pools,
            competences: spoken.map { Competence(language: $0, level: dice.percent() < 95 ? .certified : .trained) },
            isActive: dice.percent() < 98)
        if dice.percent() < 60 {
            interpreter.duty = Duty(modalities: interpreter.modalities.filter(\.isRemote), since: now - .hours(2), until: now + .hours(6))
        }
        interpreters.append(interpreter)
        rows.append(.interpreter(interpreter))
        let user = Principal(
            id: PrincipalID(Int64(rules.agencies.all.count + number)), role: .interpreter, label: "telephone",
            interpreter: interpreter.id)
        rows.append(.principal(user))
        if DecisionWorld.isConnected(interpreter.id) { connected.append(user.id) }
        addLogin(interpreter)
        addCalendar(interpreter)
        addWork(interpreter)
    }

    /// Nobody is asked who cannot log in.
    private mutating func addLogin(_ interpreter: Interpreter) {
        let number = Int64(rules.agencies.all.count) + interpreter.id.number
        let digits = String(number)
        rows.append(.credential(Credential(
            id: CredentialID(number), principal: PrincipalID(number), kind: .token, scope: .full,
            digest: String(repeating: "0", count: 64 - digits.count) + digits, createdAt: now - .days(1), expiresAt: now + .days(365))))
    }

    /// Five days a week for the coming two months, sometimes an absence.
    private mutating func addCalendar(_ interpreter: Interpreter) {
        let (from, until) = pick([(420, 1_200), (480, 1_080), (510, 1_020), (420, 780), (750, 1_200)])
        var own: [Availability] = []
        func add(_ kind: Availability.Kind, _ day: Int, _ minutes: Range<Int>) {
            let date = today.adding(days: day)
            let interval = Interval(
                start: rules.calendar.moment(date, minuteOfDay: minutes.lowerBound),
                end: rules.calendar.moment(date, minuteOfDay: minutes.upperBound))
            availabilityCount += 1
            own.append(Availability(id: AvailabilityID(availabilityCount), interpreter: interpreter.id, kind: kind, interval: interval))
        }
        for day in 0..<56 where today.adding(days: day).weekday.rawValue < 5 { add(.available, day, from..<until) }
        for day in 0..<7 where dice.percent() < 5 { add(.absent, day, 0..<1_439) }
        availabilities.append(own)
        rows += own.map(Change.availability)
    }

    /// Two conversations in each week of half a year, and up to four a day from today on, some of them just now; a third of them on site,
    /// in the interpreter's own town, with those who go anywhere.
    private mutating func addWork(_ interpreter: Interpreter) {
        assignments.append([])
        for week in 1...Self.weeksBack {
            for day in [1, 4] { addAssignment(interpreter, day: day - 7 * week, minute: 600 + 5 * Int(dice.unit() * 60), .completed) }
        }
        for day in [0, 1, 2, 3, 6] {
            for hour in [9, 11, 14, 16] where dice.percent() < 30 {
                addAssignment(interpreter, day: day, minute: hour * 60 + 5 * Int(dice.unit() * 17), .confirmed)
            }
        }
    }

    private mutating func addAssignment(_ interpreter: Interpreter, day: Int, minute: Int, _ state: AssignmentState) {
        let start = rules.calendar.moment(today.adding(days: day), minuteOfDay: minute)
        let talk = Interval(start: start, end: start + .minutes(15 + 5 * Int(dice.unit() * 4)))
        let isOnSite = interpreter.modalities.contains(.onsite) && dice.percent() < 33
        let modality = isOnSite ? Modality.onsite : .telephone
        let place = isOnSite ? interpreter.home : MunicipalityCode(Self.homes[0])
        let journey = isOnSite ? rules.travel.wholeMinutes(from: place, to: place, arriving: rules.calendar.local(start)) ?? 0 : 0
        let during = Interval(
            start: talk.start - .minutes(rules.working.minutesOfBuffer(before: modality) + journey),
            end: talk.end + .minutes(rules.working.leastMinutesOfRest(after: modality)))
        // Nobody has two at once.
        if let last = assignments[assignments.count - 1].last, last.state == state, last.during.overlaps(during) { return }
        requestCount += 1
        assignmentCount += 1
        var request = Request(
            id: RequestID(requestCount), state: state == .completed ? .completed : .assigned, organisation: others,
            establishment: EstablishmentID(1), agency: rules.agencies.all[0].code, requestedBy: PrincipalID(1),
            need: Need(
                language: interpreter.competences[0].language, complexity: .practical, minutes: talk.length.minutes, start: start,
                place: place),
            modality: modality, rule: "modality", submittedAt: start - .days(2), answerBy: start - .days(1), chance: 99)
        if state == .completed { request.progress.closedAt = talk.end } else { request.progress.assignment = AssignmentID(assignmentCount) }
        let assignment = Assignment(
            id: AssignmentID(assignmentCount), state: state, request: request.id, interpreter: interpreter.id, modality: modality,
            place: isOnSite ? place : nil, talk: talk, during: during, travelMinutes: journey, travelMetres: 0,
            confirmedAt: start - .days(1), endedAt: state == .completed ? talk.end : nil)
        assignments[assignments.count - 1].append(assignment)
        rows.append(.request(request))
        rows.append(.assignment(assignment))
    }
}
