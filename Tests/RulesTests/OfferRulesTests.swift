import Interpreting
import Rules
import Testing

@Suite struct OfferRulesTests {
    static func wave(_ lead: Span, _ id: String, _ modalities: [Modality] = [], sizes: [Int] = [2, 3]) -> WaveRow {
        WaveRow(
            leadAtLeast: lead, modalities: modalities,
            plan: WavePlan(sizes: sizes, offersExpireAfter: .minutes(60)),
            rule: Sample.rule("offers.\(id)"))
    }
    static let waves = [
        wave(.zero, "urgent"), wave(.days(2), "calm", [.telephone, .video]),
        wave(.days(3), "calm-onsite", [.onsite]),
    ]
    static let answers = [
        AnswerRow(leadAtLeast: .days(2), deadline: .workingDays(1, minuteOfDay: 600), rule: Sample.rule("offers.answer-day-before")),
        AnswerRow(leadAtLeast: .hours(4), deadline: .beforeStart(.hours(2)), rule: Sample.rule("offers.answer-two-hours")),
        AnswerRow(leadAtLeast: .zero, deadline: .beforeStart(.minutes(10)), rule: Sample.rule("offers.answer-late")),
    ]
    static let asking = [
        AskingRow(
            leadAtLeast: .zero, hours: AskingHours(days: .everyDay, from: 450, until: 1260), leaves: .hours(1), wakes: [.urgent],
            rule: Sample.rule("offers.asking-waking")),
        AskingRow(
            leadAtLeast: .days(2), hours: AskingHours(days: .workingDays, from: 480, until: 1200), leaves: .hours(2),
            rule: Sample.rule("offers.asking-working")),
    ]
    static let again = [
        AskAgainRow(leadAtLeast: .zero, again: AskAgain(after: .minutes(15), atMost: 2), rule: Sample.rule("offers.again")),
        AskAgainRow(leadAtLeast: .days(1), again: AskAgain(after: .hours(4), atMost: 3), rule: Sample.rule("offers.again-day")),
    ]
    static func rules(
        waves: [WaveRow] = waves, answers: [AnswerRow] = answers,
        asking: [AskingRow] = asking,
        ring: OnDemandPlan = OnDemandPlan(ring: .seconds(25), parallel: 3, giveUpAfter: .minutes(3)), acceptance: Int = 65
    ) throws(RuleProblems) -> OfferRules {
        func percents(_ value: Int) -> [Modality: Ruling<Int>] {
            [.telephone: Sample.ruling(value, "t"), .video: Sample.ruling(value + 1, "v"), .onsite: Sample.ruling(value + 2, "o")]
        }
        return try OfferRules(
            waves: waves, asking: asking, askAgain: again, answers: answers, onDemand: Sample.ruling(ring, "offers.ring"),
            ringAgain: Sample.ruling(AskAgain(after: .seconds(40), atMost: 2), "offers.ring"),
            horizon: Sample.ruling(.days(366), "offers.horizon"),
            leastSearch: Sample.ruling(.hours(1), "offers.search"), acceptance: percents(acceptance), onDemandAcceptance: percents(40))
    }

    @Test func `the longest lead time that holds decides, by modality`() throws {
        let rules = try Self.rules()
        for (lead, modality, id) in [
            (Span.days(2), Modality.video, "calm"), (.days(2) - Span(milliseconds: 1), .video, "urgent"), (.days(2), .onsite, "urgent"),
            (.days(3), .onsite, "calm-onsite"), (.days(900), .telephone, "calm"), (.zero, .telephone, "urgent"),
            (.minutes(-5), .telephone, "urgent"),
        ] {
            #expect(rules.plan(lead: lead, modality: modality).rule.id == "offers.\(id)")
        }
    }

    @Test func `waves after the last stated one have its size`() {
        let plan = WavePlan(sizes: [1, 2, 4], offersExpireAfter: .minutes(1))
        #expect((0...6).map(plan.size) == [1, 1, 2, 4, 4, 4, 4])
    }

    @Test(arguments: [
        // Asked well ahead: ten o'clock on the working day before.
        ("2026-11-20T09:00", "2026-12-01T10:00", "2026-11-30T10:00", "day-before"),
        // On Monday for a Monday start: the Friday before.
        ("2026-11-20T09:00", "2026-11-30T08:00", "2026-11-27T10:00", "day-before"),
        // After Easter Monday: the Friday before Easter.
        ("2026-03-30T09:00", "2026-04-07T09:00", "2026-04-03T10:00", "day-before"),
        // Asked on Friday afternoon for Monday: the Friday's ten o'clock has passed.
        ("2026-11-27T15:00", "2026-11-30T10:00", "2026-11-30T08:00", "two-hours"),
        ("2026-12-01T09:00", "2026-12-01T13:00", "2026-12-01T11:00", "two-hours"),
        ("2026-12-01T09:00", "2026-12-01T12:00", "2026-12-01T11:50", "late"),
        // Too late to search for an hour: still an honest answer before the start.
        ("2026-12-01T09:00", "2026-12-01T09:30", "2026-12-01T09:20", "late"),
        ("2026-12-01T09:00", "2026-12-01T09:06", "2026-12-01T09:03", "late"),
        ("2026-12-01T09:00", "2026-12-01T08:00", "2026-12-01T09:00", "late"),
    ])
    func `the answer comes by the deadline of the lead time`(submitted: String, start: String, expected: String, id: String) throws {
        let ruling = try Self.rules().answerBy(
            submitted: Sample.moment(submitted), start: Sample.moment(start), calendar: Sample.calendar)
        #expect(ruling.value == Sample.moment(expected), "\(ruling.value)")
        #expect(ruling.rule.id == "offers.answer-\(id)")
    }

    @Test func `the answer always comes between the question and the start`() throws {
        let rules = try Self.rules()
        let submitted = Sample.moment("2026-12-23T16:40")
        for minutes in stride(from: 0, to: 20_000, by: 13) {
            let start = submitted + .minutes(minutes)
            let answer = rules.answerBy(submitted: submitted, start: start, calendar: Sample.calendar).value
            #expect(submitted <= answer && answer <= start)
        }
    }

    @Test func `acceptance is estimated apart for planned and for on-demand work`() throws {
        let rules = try Self.rules()
        #expect(rules.acceptancePercent(.onsite, onDemand: false).value == 67)
        #expect(rules.acceptancePercent(.telephone, onDemand: true).value == 40)
    }

    @Test func `missing lead times and numbers out of range are reported`() {
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(waves: [Self.wave(.days(1), "a")]) }
                == ["waves for telephone: no row holds from a lead time of 0 minutes; add one"])
        #expect(problems { () throws(RuleProblems) in try Self.rules(answers: []) }.count == 1)
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(answers: Self.answers + [Self.answers[0]]) } == [
                "answer deadlines from 2880 minutes is given twice, at rules/sample.yaml:1 and rules/sample.yaml:1; remove one"
            ])
        #expect(problems { () throws(RuleProblems) in try Self.rules(waves: [Self.wave(.zero, "a", sizes: [])]) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(waves: [Self.wave(.zero, "a", sizes: [1, 0])]) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(acceptance: 99) }.count == 1)
        let ring = OnDemandPlan(ring: .seconds(25), parallel: 0, giveUpAfter: .minutes(3))
        #expect(problems { () throws(RuleProblems) in try Self.rules(ring: ring) }.count == 1)
    }
}
