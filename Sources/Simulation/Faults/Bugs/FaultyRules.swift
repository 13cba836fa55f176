import Interpreting
import Rules

/// The rule book of a server with a deliberate bug; the auditor goes on knowing the right numbers.
enum FaultyRules {
    static func book(_ rules: RuleBook, bug: DeliberateBug?) -> RuleBook {
        switch bug {
        case .restSkipped: book(rules, working: working(rules.working, rest: 0, buffer: nil), travel: rules.travel)
        case .bufferSkipped: book(rules, working: working(rules.working, rest: nil, buffer: 0), travel: rules.travel)
        case .silenceUnbounded: (try? rules.offers.with(askAgain: 20)).map { rules.with(offers: $0) } ?? rules
        case .nightIgnored: (try? Departure(isAtAnyHour: true).applied(to: rules)) ?? rules
        case .travelSkipped: book(rules, working: rules.working, travel: travel(rules))
        default: rules
        }
    }

    private static func book(_ rules: RuleBook, working: WorkingRules?, travel: TravelRules?) -> RuleBook {
        RuleBook(
            languages: rules.languages, agencies: rules.agencies, modality: rules.modality, matching: rules.matching, offers: rules.offers,
            travel: travel ?? rules.travel, working: working ?? rules.working, cancellation: rules.cancellation, tariffs: rules.tariffs,
            aid: rules.aid, gazetteer: rules.gazetteer, calendar: rules.calendar,
            weeklyEntries: rules.weeklyEntries, rows: rules.rows, fingerprint: rules.fingerprint)
    }

    private static func working(_ rules: WorkingRules, rest: Int?, buffer: Int?) -> WorkingRules? {
        var rows: [RestRow] = []
        var buffers: [Modality: Ruling<Int>] = [:]
        var solo: [Modality: Ruling<Int>] = [:]
        for after in Modality.allCases {
            buffers[after] = Ruling(buffer ?? rules.buffer(before: after).value, rules.buffer(before: after).rule)
            solo[after] = rules.soloMinutes(after)
            for before in Modality.allCases {
                let right = rules.rest(after: after, before: before)
                rows.append(RestRow(after: after, before: before, minutes: rest ?? right.value, rule: right.rule))
            }
        }
        return try? WorkingRules(
            rest: rows, buffers: buffers, soloMinutes: solo, dailyMinutes: rules.dailyMinutes, weeklyMinutes: rules.weeklyMinutes,
            noShowGrace: rules.noShowGrace, completionGrace: rules.completionGrace, earlyStart: rules.earlyStart)
    }

    private static func travel(_ rules: RuleBook) -> TravelRules? {
        let right = rules.travel.formula
        let none = TravelFormula(
            fixed: 0, perRootKilometre: 0, perKilometre: 0, leastMetres: right.leastMetres, rule: right.rule)
        return try? TravelRules(
            gazetteer: rules.gazetteer, formula: none, bands: rules.travel.bands, parking: rules.travel.parking,
            maximumMetres: rules.travel.maximumMetres)
    }
}
