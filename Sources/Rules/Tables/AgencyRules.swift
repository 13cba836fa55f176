import Interpreting

/// `rules/agencies.yaml`: who answers for which municipality, when, and who helps whom.
public struct AgencyRules: Sendable {
    /// Ascending by code.
    public let all: [Agency]
    private let byCode: [AgencyCode: Agency]
    private let byMunicipality: [MunicipalityCode: Agency]
    private let aidByPair: [Pair: MutualAid]
    private let aidByRequesting: [AgencyCode: [MutualAid]]

    private struct Pair: Hashable {
        let pool: AgencyCode
        let requesting: AgencyCode
    }

    /// - Throws: problems with agencies given twice, municipalities that are unknown, claimed twice or by nobody, hours that
    ///   overlap or run backwards, and aid between unknown agencies.
    public init(agencies: [Agency], aid: [MutualAid], gazetteer: Gazetteer) throws(RuleProblems) {
        var problems = RuleProblems.duplicates(agencies.map { (key: $0.code, rule: $0.rule) }, what: "agency")
        problems += agencies.flatMap(AgencyRules.problemsWithHours)
        problems += AgencyRules.problems(aid, known: Set(agencies.map(\.code)))
        var claims: [MunicipalityCode: Agency] = [:]
        var remainder: Agency?
        for agency in agencies {
            switch agency.territory {
            case .municipalities(let codes):
                for code in codes { problems += AgencyRules.claim(code, for: agency, in: &claims, gazetteer: gazetteer) }
            case .remainder:
                if let other = remainder {
                    let text = "\(other.code) and \(agency.code) both take the remaining municipalities; one agency can"
                    problems.append(RuleProblem(text, rows: [other.rule, agency.rule]))
                }
                remainder = agency
            }
        }
        let unclaimed = gazetteer.all.filter { claims[$0.code] == nil }
        if let remainder {
            for municipality in unclaimed { claims[municipality.code] = remainder }
        } else if let first = unclaimed.first {
            let text = "\(unclaimed.count) municipalities have no agency, \(first.code) \(first.dutch) for one; "
                + "let an agency take the remainder"
            problems.append(RuleProblem(text, rows: agencies.map(\.rule)))
        }
        try RuleProblems.check(problems)
        // What was stored before a merger keeps its agency.
        for code in gazetteer.formerCodes { claims[code] = gazetteer.municipality(code).flatMap { claims[$0.code] } }

        all = agencies.sorted { $0.code < $1.code }
        byCode = Dictionary(agencies.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        byMunicipality = claims
        aidByPair = Dictionary(
            aid.map { (Pair(pool: $0.pool, requesting: $0.requesting), $0) }, uniquingKeysWith: { first, _ in first })
        aidByRequesting = Dictionary(grouping: aid.sorted { $0.pool < $1.pool }, by: \.requesting)
    }

    private static func claim(
        _ code: MunicipalityCode, for agency: Agency, in claims: inout [MunicipalityCode: Agency], gazetteer: Gazetteer
    ) -> [RuleProblem] {
        if let merger = gazetteer.merger(of: code) {
            let text = "municipality \(code) of \(agency.code), \(merger.name), was merged; name its successor \(merger.municipality)"
            return [RuleProblem(text, rows: [agency.rule])]
        }
        guard gazetteer.municipality(code) != nil else {
            return [RuleProblem("municipality \(code) of \(agency.code) is not in the gazetteer", rows: [agency.rule])]
        }
        if let other = claims[code] {
            let text = "municipality \(code) is in the territory of both \(other.code) and \(agency.code); leave it with one"
            return [RuleProblem(text, rows: [other.rule, agency.rule])]
        }
        claims[code] = agency
        return []
    }

    private static func problemsWithHours(_ agency: Agency) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        for (index, hours) in agency.opening.enumerated() {
            if hours.from < 0 || hours.until > 1440 || hours.from >= hours.until {
                let text = "hours of \(agency.code) on \(hours.weekday.name): from minute \(hours.from) to \(hours.until) of the day; "
                    + "0 to 1440 go forward"
                problems.append(RuleProblem(text, rows: [agency.rule]))
            }
            guard index > 0 else { continue }
            let before = agency.opening[index - 1]
            if before.weekday == hours.weekday, before.until > hours.from {
                problems.append(RuleProblem("hours of \(agency.code) on \(hours.weekday.name) overlap; join them", rows: [agency.rule]))
            }
        }
        return problems
    }

    private static func problems(_ aid: [MutualAid], known: Set<AgencyCode>) -> [RuleProblem] {
        var problems = RuleProblems.duplicates(
            aid.map { (key: "from \($0.pool) to \($0.requesting)", rule: $0.rule) }, what: "aid")
        for row in aid {
            for code in [row.pool, row.requesting] where !known.contains(code) {
                let hint = Suggestion.phrase(for: code.text, among: known.map(\.text).sorted())
                problems.append(RuleProblem("agency \(code) is not in the list\(hint)", rows: [row.rule]))
            }
            if row.pool == row.requesting {
                problems.append(RuleProblem("agency \(row.pool) needs no aid from itself; remove the row", rows: [row.rule]))
            }
            if row.waitingMinutes < 0 {
                problems.append(RuleProblem("waiting time of \(row.waitingMinutes) minutes; 0 is the least", rows: [row.rule]))
            }
        }
        return problems
    }

    public func agency(_ code: AgencyCode) -> Agency? { byCode[code] }

    /// The agency that answers for establishments in `municipality`; nil when the gazetteer does not know it.
    public func agency(serving municipality: MunicipalityCode) -> Ruling<AgencyCode>? {
        byMunicipality[municipality].map { Ruling($0.code, $0.rule) }
    }

    /// How many minutes the requesting agency's own pool is asked before interpreters of `pool` may be; nil when they may not at
    /// all. The own pool needs no aid: ask only for two different agencies.
    public func aid(from pool: AgencyCode, to requesting: AgencyCode) -> Ruling<Int>? {
        aidByPair[Pair(pool: pool, requesting: requesting)].map { Ruling($0.waitingMinutes, $0.rule) }
    }

    /// Everybody who helps the requesting agency out, ascending by pool.
    public func aid(to requesting: AgencyCode) -> [MutualAid] { aidByRequesting[requesting] ?? [] }

    /// When people can be reached at the agency: at `moment`, or the next time after it. Nil for an unknown agency, and for one that
    /// does not open within a year.
    public func opening(of code: AgencyCode, at moment: Timestamp, calendar: ServiceCalendar) -> Ruling<Opening>? {
        guard let agency = byCode[code], !agency.opening.isEmpty else { return nil }
        let today = calendar.local(moment).date
        for day in 0..<366 {
            let hours = agency.hours(on: today.adding(days: day), calendar: calendar)
            guard let next = hours.first(where: { $0.end > moment }) else { continue }
            let holiday = agency.isClosedOnPublicHolidays ? calendar.publicHoliday(on: today) : nil
            return Ruling(Opening(hours: next, isOpen: next.start <= moment, closedFor: holiday), agency.rule)
        }
        return nil
    }
}
