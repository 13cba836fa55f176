import Interpreting
import Rules

/// Reads `offers.yaml`: waves, hours of asking, asking again, on-demand ringing, answer deadlines and expected acceptance.
enum OffersFile {
    /// No rule looks farther than a year ahead.
    private static let spans = Span.zero...Span.days(366)
    private static let positive = Span.seconds(1)...Span.days(366)

    static func read(_ top: FieldReader) -> Build<OfferRules>? {
        let horizon = top.fields("horizon") { $0.ruling($0.span("span", positive)) }
        let leastSearch = top.fields("least-search") { $0.ruling($0.span("span", spans)) }
        let onDemand = top.fields("on-demand", onDemand)
        let waves = top.rows("waves", wave)
        let asking = top.rows("asking", asking)
        let askAgain = top.rows("ask-again", askAgain)
        let answers = top.rows("answers", answer)
        let acceptance = top.rows("acceptance", acceptance)
        guard let horizon, let leastSearch, let onDemand else { return nil }
        return { () throws(RuleProblems) in
            try OfferRules(
                waves: waves, asking: asking, askAgain: askAgain, answers: answers, onDemand: onDemand.plan, ringAgain: onDemand.again,
                horizon: horizon, leastSearch: leastSearch,
                acceptance: Dictionary(acceptance.map { ($0.modality, $0.planned) }, uniquingKeysWith: { first, _ in first }),
                onDemandAcceptance: Dictionary(acceptance.map { ($0.modality, $0.onDemand) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func onDemand(_ row: FieldReader) -> (plan: Ruling<OnDemandPlan>, again: Ruling<AskAgain>)? {
        let ring = row.span("ring", positive)
        let parallel = row.integer("parallel", 1...100)
        let again = again(row)
        let giveUp = row.span("give-up-after", positive)
        let unanswered = row.integer("unanswered", 1...100)
        let grace = row.span("grace", spans)
        let rule = row.ruleWithID()
        guard let ring, let parallel, let again, let giveUp, let unanswered, let grace, let rule else { return nil }
        let plan = OnDemandPlan(ring: ring, parallel: parallel, giveUpAfter: giveUp, unanswered: unanswered, grace: grace)
        return (Ruling(plan, rule), Ruling(again, rule))
    }

    private static func again(_ row: FieldReader) -> AskAgain? {
        let (after, atMost) = (row.span("again-after", positive), row.integer("at-most", 1...20))
        return after.flatMap { after in atMost.map { AskAgain(after: after, atMost: $0) } }
    }

    private static func asking(_ row: FieldReader) -> AskingRow? {
        let lead = row.span("lead-from", spans)
        let days = row.choice("days", of: AskingHours.Days.self)
        let (from, until) = (row.clock("from"), row.clock("until"))
        let leaves = row.span("leave", spans)
        let wakes = row.choices("wake", of: Priority.self, orNone: true)
        let rule = row.ruleWithID()
        guard let lead, let days, let from, let until, let leaves, let wakes, let rule else { return nil }
        let hours = AskingHours(days: days, from: from, until: until)
        return AskingRow(leadAtLeast: lead, hours: hours, leaves: leaves, wakes: wakes, rule: rule)
    }

    private static func askAgain(_ row: FieldReader) -> AskAgainRow? {
        let lead = row.span("lead-from", spans)
        let again = again(row)
        let rule = row.ruleWithID()
        guard let lead, let again, let rule else { return nil }
        return AskAgainRow(leadAtLeast: lead, again: again, rule: rule)
    }

    private static func wave(_ row: FieldReader) -> WaveRow? {
        let lead = row.span("lead-from", spans)
        let modalities = row.choices("modalities", of: Modality.self)
        let sizes = row.integers("sizes", 1...100)
        let expiry = row.span("expire-after", positive)
        let rule = row.ruleWithID()
        guard let lead, let modalities, let sizes, let expiry, let rule else { return nil }
        let plan = WavePlan(sizes: sizes, offersExpireAfter: expiry)
        return WaveRow(leadAtLeast: lead, modalities: modalities, plan: plan, rule: rule)
    }

    private static func answer(_ row: FieldReader) -> AnswerRow? {
        let lead = row.span("lead-from", spans)
        let deadline: AnswerRow.Deadline?
        if row.optionalNode("working-days") != nil {
            let (days, minute) = (row.integer("working-days", 0...30), row.clock("at"))
            deadline = days.flatMap { days in minute.map { .workingDays(days, minuteOfDay: $0) } }
        } else {
            deadline = row.span("before-start", spans).map { .beforeStart($0) }
        }
        let rule = row.ruleWithID()
        guard let lead, let deadline, let rule else { return nil }
        return AnswerRow(leadAtLeast: lead, deadline: deadline, rule: rule)
    }

    private static func acceptance(_ row: FieldReader) -> (modality: Modality, planned: Ruling<Int>, onDemand: Ruling<Int>)? {
        let modality = row.choice("modality", of: Modality.self)
        let planned = row.integer("percent", 0...100)
        let onDemand = row.optional("on-demand-percent") { $0.integer("on-demand-percent", 0...100) }
        let rule = row.rule(modality.map { "offers.acceptance-\($0.rawValue)" })
        guard let modality, let planned, let rule else { return nil }
        return (modality, Ruling(planned, rule), Ruling(onDemand ?? 0, rule))
    }
}
