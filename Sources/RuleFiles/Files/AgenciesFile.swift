import Interpreting
import Rules

/// Reads `agencies.yaml`: the agencies, their territories and hours, and the help between their pools.
enum AgenciesFile {
    static func read(_ top: FieldReader, gazetteer: Gazetteer) -> Build<AgencyRules>? {
        let agencies = top.rows("agencies", agency)
        let aid = top.rows("lends", lends).flatMap { $0 }
        return { () throws(RuleProblems) in try AgencyRules(agencies: agencies, aid: aid, gazetteer: gazetteer) }
    }

    private static func agency(_ row: FieldReader) -> Agency? {
        let code = row.word("code")
        let name = row.text("name")
        let territory = territory(row)
        let opening = row.rows("opening", hours).flatMap { $0 }
        let closed = row.flag("closed-on-public-holidays")
        let rule = row.rule(code.map { "agency.\($0)" })
        guard let code, let name, let territory, let closed, let rule else { return nil }
        return Agency(
            code: AgencyCode(code), name: name, territory: territory, opening: opening, isClosedOnPublicHolidays: closed, rule: rule)
    }

    /// A list of NIS codes, or the word `remainder`.
    private static func territory(_ row: FieldReader) -> Agency.Territory? {
        if let node = row.optionalNode("territory"), case .scalar = node {
            return row.choice("territory", of: Remainder.self).map { _ in .remainder }
        }
        guard let codes = row.words("territory") else { return nil }
        let numbers = codes.compactMap { code -> MunicipalityCode? in
            if let number = DecimalText.scaled(code.value, places: 0), (10_000...99_999).contains(number) {
                return MunicipalityCode(number)
            }
            row.report("territory has \"\(code.value)\", expected a NIS code of five digits", at: code.place)
            return nil
        }
        return .municipalities(numbers)
    }

    private enum Remainder: String, CaseIterable {
        case remainder
    }

    private static func hours(_ row: FieldReader) -> [OpeningHours]? {
        let days = WeekdayWords.read(row, "days")
        let (from, until) = (row.clock("from"), row.clock("until"))
        guard let days, let from, let until else { return nil }
        return days.map { OpeningHours(weekday: $0, from: from, until: until) }
    }

    /// One row for a pool and all agencies it helps: they share its reason.
    private static func lends(_ row: FieldReader) -> [MutualAid]? {
        let pool = row.word("pool")
        let to = row.words("to")
        let waiting = row.integer("waiting-minutes", 0...10_080)
        let rule = row.rule(pool.map { "aid-between-pools.\($0)" })
        guard let pool, let to, let waiting, let rule else { return nil }
        return to.map {
            MutualAid(pool: AgencyCode(pool), requesting: AgencyCode($0.value), waitingMinutes: waiting, rule: rule)
        }
    }
}
