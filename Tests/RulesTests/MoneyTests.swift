import Interpreting
import Rules
import Testing

@Suite struct CancellationRulesTests {
    static func rules(
        late: [CancellationRow] = [
            CancellationRow(leadAtLeast: .hours(4), percent: 50, rule: Sample.rule("cancellation.late")),
            CancellationRow(leadAtLeast: .zero, percent: 100, rule: Sample.rule("cancellation.very-late")),
        ], workingDays: Int = 1, absent: Int = 100
    ) throws(RuleProblems) -> CancellationRules {
        try CancellationRules(
            free: Sample.ruling(FreeCancellation(workingDays: workingDays, minuteOfDay: 600), "cancellation.free"), late: late,
            clientAbsence: Sample.ruling(ClientAbsence(after: .minutes(15), percent: absent), "cancellation.absent"),
            unassigned: Sample.rule("cancellation.unassigned"))
    }

    @Test(arguments: [
        ("2026-12-01T14:00", "2026-11-30T10:00"),
        // A Monday, and a Sunday: the Friday before.
        ("2026-11-30T08:00", "2026-11-27T10:00"), ("2026-11-29T14:00", "2026-11-27T10:00"),
        // After Easter Monday; after Christmas on a Friday; the first days of a year.
        ("2026-04-07T09:00", "2026-04-03T10:00"), ("2026-12-28T09:00", "2026-12-24T10:00"), ("2027-01-04T09:00", "2026-12-31T10:00"),
        // Ascension Day falls in between.
        ("2026-05-15T09:00", "2026-05-13T10:00"),
        // The clocks change on the Sunday between: ten on the wall is nine UTC before and eight after.
        ("2027-03-29T09:00", "2027-03-26T10:00"), ("2026-10-26T09:00", "2026-10-23T10:00"), ("2026-03-29T12:00", "2026-03-27T10:00"),
        // Just before and after midnight.
        ("2026-12-01T00:00", "2026-11-30T10:00"), ("2026-12-01T23:59", "2026-11-30T10:00"),
    ])
    func `cancelling is free until ten on the working day before`(start: String, expected: String) throws {
        let ruling = try Self.rules().freeUntil(start: Sample.moment(start), calendar: Sample.calendar)
        #expect(ruling.value == Sample.moment(expected), "\(ruling.value)")
        #expect(ruling.rule.id == "cancellation.free")
    }

    @Test func `ten on the wall is another moment in UTC on either side of the change`() throws {
        let rules = try Self.rules()
        let before = rules.freeUntil(start: Sample.moment("2027-03-26T12:00"), calendar: Sample.calendar).value
        let after = rules.freeUntil(start: Sample.moment("2027-03-31T12:00"), calendar: Sample.calendar).value
        #expect(before.description == "2027-03-25T09:00:00Z")
        #expect(after.description == "2027-03-30T08:00:00Z")
    }

    @Test(arguments: [
        ("2026-11-30T10:00", 0, "free"), ("2026-11-30T10:00:01", 50, "late"), ("2026-12-01T10:00", 50, "late"),
        ("2026-12-01T10:00:01", 100, "very-late"), ("2026-12-01T14:00", 100, "very-late"), ("2026-12-01T15:00", 100, "very-late"),
    ])
    func `after that the fee grows as the start comes nearer`(cancelled: String, percent: Int, id: String) throws {
        let rules = try Self.rules()
        let (moment, start) = (Sample.moment(cancelled), Sample.moment("2026-12-01T14:00"))
        let ruling = rules.feePercent(cancelledAt: moment, start: start, isAssigned: true, calendar: Sample.calendar)
        #expect(ruling.value == percent && ruling.rule.id == "cancellation.\(id)")
        let fee = rules.fee(priceCents: 3333, cancelledAt: moment, start: start, isAssigned: true, calendar: Sample.calendar)
        #expect(fee.value == [0: 0, 50: 1667, 100: 3333][percent])
    }

    @Test func `while nobody is assigned it costs nothing`() throws {
        let start = Sample.moment("2026-12-01T14:00")
        let ruling = try Self.rules().feePercent(cancelledAt: start, start: start, isAssigned: false, calendar: Sample.calendar)
        #expect(ruling.value == 0 && ruling.rule.id == "cancellation.unassigned")
    }

    @Test func `free until the day itself never means after the start`() throws {
        let start = Sample.moment("2026-12-01T08:00")
        #expect(try Self.rules(workingDays: 0).freeUntil(start: start, calendar: Sample.calendar).value == start)
    }

    @Test func `rows that leave a time open or are out of range are reported`() {
        let row = { (lead: Span, percent: Int) in CancellationRow(leadAtLeast: lead, percent: percent, rule: Sample.rule("r")) }
        #expect(problems { () throws(RuleProblems) in try Self.rules(late: [row(.hours(1), 50)]) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(late: [row(.zero, 101)]) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(workingDays: 31) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(absent: 101) }.count == 1)
    }
}

@Suite struct TariffRulesTests {
    static let tariffs = [
        tariff(.telephone, 4800, minimum: 15), tariff(.video, 4800, minimum: 30), tariff(.onsite, 4850, minimum: 60),
    ]
    static func tariff(_ modality: Modality, _ cents: Int, minimum: Int, step: Int = 15) -> TariffRow {
        TariffRow(
            modality: modality, centsPerHour: cents, minimumMinutes: minimum, stepMinutes: step,
            rule: Sample.rule("tariffs.\(modality.rawValue)"))
    }
    static let surcharges = [
        Surcharge(label: "evening", occasion: .hours(1200..<1440), percent: 25, rule: Sample.rule("tariffs.evening")),
        Surcharge(label: "weekend", occasion: .weekdays([.saturday, .sunday]), percent: 50, rule: Sample.rule("tariffs.weekend")),
        Surcharge(label: "holiday", occasion: .publicHoliday, percent: 100, rule: Sample.rule("tariffs.holiday")),
    ]
    static func rules(
        _ tariffs: [TariffRow] = tariffs, kilometres: KilometreTariff = KilometreTariff(centsPerKilometre: 44, roadPercent: 130, ways: 2),
        surcharges: [Surcharge] = surcharges
    ) throws(RuleProblems) -> TariffRules {
        try TariffRules(tariffs: tariffs, kilometres: Sample.ruling(kilometres, "tariffs.kilometres"), surcharges: surcharges)
    }
    private func quote(
        _ modality: Modality, _ minutes: Int, metres: Int? = nil, at start: LocalTime = Sample.local("2026-12-01", 10),
        interpreters: Int = 1
    ) throws -> Quote {
        try Self.rules().quote(
            modality: modality, minutes: minutes, metres: metres, start: Sample.zone.moment(start), interpreters: interpreters,
            calendar: Sample.calendar)
    }

    @Test(arguments: [
        (1, 1200, "minimum"), (14, 1200, "minimum"), (15, 1200, "interpreting"), (16, 2400, "interpreting"), (60, 4800, "interpreting"),
        (61, 6000, "interpreting"),
    ])
    func `begun quarters are charged, and a minimum`(minutes: Int, cents: Int, label: String) throws {
        let quote = try quote(.telephone, minutes)
        #expect(quote.lines.map(\.label) == [label] && quote.totalCents == cents)
        #expect(quote.lines[0].rule.id == "tariffs.telephone")
    }

    @Test func `parts of a cent are charged as a cent`() throws {
        // 75 minutes at 48.50 an hour: 60.625.
        #expect(try quote(.onsite, 75).totalCents == 6063)
    }

    @Test func `kilometres are begun road kilometres there and back, on site only`() throws {
        // 22.2 km · 1.3 · 2 = 57.72 → 58 km.
        let onsite = try quote(.onsite, 60, metres: 22_200)
        #expect(onsite.lines.map(\.cents) == [4850, 58 * 44] && onsite.lines[1].label == "kilometres")
        #expect(try quote(.onsite, 60, metres: 0).lines.count == 1)
        #expect(try quote(.onsite, 60).lines.count == 1)
        #expect(try quote(.video, 60, metres: 22_200).lines.count == 1)
    }

    @Test func `of several surcharges the highest is charged`() throws {
        let evening = try quote(.telephone, 60, at: Sample.local("2026-12-01", 20))
        #expect(evening.lines.map(\.label) == ["interpreting", "evening"] && evening.totalCents == 6000)
        let saturday = try quote(.telephone, 60, at: Sample.local("2026-12-05", 21))
        #expect(saturday.lines.map(\.label) == ["interpreting", "weekend"] && saturday.totalCents == 7200)
        let christmas = try quote(.telephone, 60, at: Sample.local("2026-12-25", 21))
        #expect(christmas.lines.last?.label == "holiday" && christmas.totalCents == 9600)
        #expect(try quote(.telephone, 60, at: Sample.local("2026-12-01", 19)).lines.count == 1)
    }

    /// Minutes of each surcharge; those that are left over have none.
    private func shares(_ minutes: Int, _ modality: Modality = .telephone, at start: LocalTime) throws -> [String: Int] {
        let lines = try quote(modality, minutes, at: start).lines.filter { $0.minutes != nil }
        return Dictionary(lines.map { ($0.label, $0.minutes ?? 0) }, uniquingKeysWith: +)
    }

    @Test func `each minute has the surcharge that holds in it, over midnight and in the night of a clock change`() throws {
        #expect(try shares(120, at: Sample.local("2026-12-01", 19)) == ["evening": 60])
        #expect(try quote(.telephone, 120, at: Sample.local("2026-12-01", 19)).lines.map(\.cents) == [9600, 1200])
        #expect(try shares(120, at: Sample.local("2026-12-04", 23)) == ["evening": 60, "weekend": 60])
        #expect(try shares(120, at: Sample.local("2026-12-06", 23)) == ["weekend": 60])
        #expect(try shares(180, at: Sample.local("2026-12-24", 22, 30)) == ["evening": 90, "holiday": 90])
        // 23:00 on Saturday to 03:00, an hour more than the clock shows, on Sunday.
        #expect(try shares(300, at: Sample.local("2026-10-24", 23)) == ["weekend": 300])
    }

    @Test func `what is charged beyond the end of the talk counts like its last minute`() throws {
        #expect(try shares(10, at: Sample.local("2026-12-01", 19, 50)) == [:])
        #expect(try shares(11, at: Sample.local("2026-12-01", 19, 50)) == ["evening": 5])
        #expect(try shares(20, .onsite, at: Sample.local("2026-12-01", 20)) == ["evening": 60])
    }

    @Test func `two interpreters cost twice as much, journeys included`() throws {
        let one = try quote(.onsite, 180, metres: 10_000)
        let two = try quote(.onsite, 180, metres: 10_000, interpreters: 2)
        #expect(two.totalCents == 2 * one.totalCents)
    }

    @Test func `a modality without a tariff and numbers out of range are reported`() {
        let incomplete = Array(Self.tariffs.dropLast())
        #expect(problems { () throws(RuleProblems) in try Self.rules(incomplete) } == ["the tariff for onsite has no row; add one"])
        #expect(problems { () throws(RuleProblems) in try Self.rules(Self.tariffs + [Self.tariffs[0]]) }.count == 1)
        let odd = Self.tariff(.onsite, 1, minimum: 0, step: 0)
        #expect(problems { () throws(RuleProblems) in try Self.rules(incomplete + [odd]) }.count == 1)
        let ways = KilometreTariff(centsPerKilometre: 44, roadPercent: 130, ways: 3)
        #expect(problems { () throws(RuleProblems) in try Self.rules(kilometres: ways) }.count == 1)
        let surcharge = Surcharge(label: "x", occasion: .publicHoliday, percent: -1, rule: Sample.rule("x"))
        #expect(problems { () throws(RuleProblems) in try Self.rules(surcharges: [surcharge]) }.count == 1)
    }
}
