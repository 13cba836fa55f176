import Interpreting

/// `rules/offers.yaml`: how, and how long, interpreters are asked.
public struct OfferRules: Sendable {
    /// How work that begins at once is rung out.
    public internal(set) var onDemand: Ruling<OnDemandPlan>
    /// Whom a ring did not reach is rung again for the same call.
    public internal(set) var ringAgain: Ruling<AskAgain>
    /// Questions cannot be asked for a start farther away than this.
    public let horizon: Ruling<Span>
    /// The least time for searching: an answer deadline sooner than this after the question is passed over for a later one.
    public let leastSearch: Ruling<Span>
    private let waves: CompleteTable<Modality, LeadBands<WaveRow>>
    var asking: LeadBands<AskingRow>
    var askAgain: LeadBands<AskAgainRow>
    private let answers: LeadBands<AnswerRow>
    private let acceptance: CompleteTable<Modality, Ruling<Int>>
    private let onDemandAcceptance: CompleteTable<Modality, Ruling<Int>>

    /// - Parameters:
    ///   - acceptance: how many of a hundred offers of planned work are accepted.
    ///   - onDemandAcceptance: how many of a hundred rings are answered with yes; 0 on site, which is never rung.
    /// - Throws: problems with missing and doubled lead times, and with numbers out of range.
    public init(
        waves: [WaveRow], asking: [AskingRow], askAgain: [AskAgainRow], answers: [AnswerRow], onDemand: Ruling<OnDemandPlan>,
        ringAgain: Ruling<AskAgain>, horizon: Ruling<Span>, leastSearch: Ruling<Span>, acceptance: [Modality: Ruling<Int>],
        onDemandAcceptance: [Modality: Ruling<Int>]
    ) throws(RuleProblems) {
        try RuleProblems.check(
            waves.flatMap(OfferRules.problems) + OfferRules.problems(onDemand) + asking.flatMap(OfferRules.problems)
                + OfferRules.problems(ringAgain) + askAgain.flatMap { OfferRules.problems(Ruling($0.again, $0.rule)) }
                + OfferRules.problems(percents: acceptance) + OfferRules.problems(percents: onDemandAcceptance))
        var byModality: [Modality: LeadBands<WaveRow>] = [:]
        for modality in Modality.allCases {
            let own = waves.filter { $0.modalities.isEmpty || $0.modalities.contains(modality) }
            byModality[modality] = try LeadBands(own, what: "waves for \(modality.rawValue)")
        }
        self.waves = try CompleteTable(byModality, what: "the waves for")
        self.asking = try LeadBands(asking, what: "the hours of asking")
        self.askAgain = try LeadBands(askAgain, what: "asking again")
        self.answers = try LeadBands(answers, what: "answer deadlines")
        self.onDemand = onDemand
        self.ringAgain = ringAgain
        self.horizon = horizon
        self.leastSearch = leastSearch
        self.acceptance = try CompleteTable(acceptance, what: "the acceptance for")
        self.onDemandAcceptance = try CompleteTable(onDemandAcceptance, what: "the on-demand acceptance for")
    }

    private static func problems(_ row: WaveRow) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        if row.plan.sizes.isEmpty || row.plan.sizes.contains(where: { !(1...100).contains($0) }) {
            problems.append(RuleProblem("wave sizes \(row.plan.sizes); one or more sizes of 1 to 100 are needed", rows: [row.rule]))
        }
        if row.plan.offersExpireAfter <= .zero {
            problems.append(RuleProblem("offers expire after \(row.plan.offersExpireAfter.seconds) s; at least 1", rows: [row.rule]))
        }
        return problems
    }

    private static func problems(_ onDemand: Ruling<OnDemandPlan>) -> [RuleProblem] {
        let plan = onDemand.value
        guard plan.ring > .zero, (1...100).contains(plan.parallel), plan.giveUpAfter >= plan.ring else {
            let text = "ring \(plan.ring.seconds) s, \(plan.parallel) at a time, give up after \(plan.giveUpAfter.seconds) s; "
                + "at least 1 s, 1 to 100 at a time, and giving up after at least one ring"
            return [RuleProblem(text, rows: [onDemand.rule])]
        }
        return []
    }

    private static func problems(percents: [Modality: Ruling<Int>]) -> [RuleProblem] {
        Modality.allCases.compactMap { modality in
            guard let percent = percents[modality], !(0...100).contains(percent.value) else { return nil }
            return RuleProblem("acceptance of \(percent.value) per cent for \(modality.rawValue); 0 to 100", rows: [percent.rule])
        }
    }

    /// How to ask for work that begins after `lead`; a lead below zero counts as zero.
    public func plan(lead: Span, modality: Modality) -> Ruling<WavePlan> {
        let row = waves[modality].row(for: lead)
        return Ruling(row.plan, row.rule)
    }

    /// When the requester has a name, or an honest no, at the latest: after the question and not after the start.
    ///
    /// Of the rows that hold for the lead time, the first in order of falling lead time that leaves `leastSearch` decides; when
    /// none does, the last row, brought between the middle of the time that is left and the start.
    public func answerBy(submitted: Timestamp, start: Timestamp, calendar: ServiceCalendar) -> Ruling<Timestamp> {
        let lead = start - submitted
        let earliest = submitted + leastSearch.value
        for row in answers.rows where row.leadAtLeast <= lead {
            let deadline = deadline(row, submitted: submitted, start: start, calendar: calendar)
            if deadline >= earliest, deadline <= start { return Ruling(deadline, row.rule) }
        }
        let last = answers.row(for: .zero)
        let deadline = deadline(last, submitted: submitted, start: start, calendar: calendar)
        // An answer that is due with the question would be a no without a search.
        let middle = Timestamp(milliseconds: submitted.milliseconds + (start - submitted).milliseconds / 2)
        return Ruling(max(submitted, min(max(deadline, middle), start)), last.rule)
    }

    private func deadline(
        _ row: AnswerRow, submitted: Timestamp, start: Timestamp, calendar: ServiceCalendar
    ) -> Timestamp {
        switch row.deadline {
        case .workingDays(let count, let minuteOfDay):
            let day = calendar.workingDay(before: calendar.local(start).date, count: count)
            return calendar.moment(day, minuteOfDay: minuteOfDay)
        case .beforeStart(let span): return start - span
        case .afterQuestion(let span): return submitted + span
        }
    }

    /// How many of a hundred offers are expected to be accepted, for the estimate of the chance.
    public func acceptancePercent(_ modality: Modality, onDemand: Bool) -> Ruling<Int> {
        onDemand ? onDemandAcceptance[modality] : acceptance[modality]
    }
}
