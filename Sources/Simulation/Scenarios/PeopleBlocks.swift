import Interpreting
import RuleFiles

/// Reads `interpreters` and `patterns`: who there is, and when they work.
struct PeopleBlocks {
    let blocks: ScenarioBlocks
    let context: EventContext

    /// Lists of modalities that an interpreter may offer.
    private static let modalities = [
        "telephone", "video", "onsite", "telephone video", "telephone onsite", "video onsite", "telephone video onsite",
    ]

    func read() -> PeoplePlan? {
        let numbers = blocks.block("interpreters") { block -> PeoplePlan? in
            let count = block.integer("count", 1...20_000)
            let exponent = block.number("language-exponent", 0...2)
            let least = block.integer("least-per-language", 0...100)
            let listed = block.optional("listed") { $0.fields("listed", counts) } ?? [:]
            guard let count, let exponent, let least else { return nil }
            return PeoplePlan(
                count: count, exponent: exponent, leastPerLanguage: least, listed: listed, female: 0.5, modalities: WeightedChoice([]),
                seconds: [], trained: 0, homes: WeightedChoice([]), pools: [], patterns: [])
        }
        let patterns = blocks.rows("patterns") { row, _ in pattern(row) }
        guard var plan = skills(numbers) else { return nil }
        plan.patterns = patterns
        return plan
    }

    private func counts(_ fields: FieldReader) -> [String: Int]? {
        let counts = fields.byLanguage(context) { fields.integer($0, 0...10_000) }
        return Dictionary(counts.map { ($0.tag, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// `skills`: languages, modalities, homes and pools. Read even when the numbers are wrong, for its own problems.
    private func skills(_ numbers: PeoplePlan?) -> PeoplePlan? {
        blocks.block("skills") { block -> PeoplePlan? in
            let female = block.percent("female")
            let modalities = block.fields("modalities") { $0.weights(among: PeopleBlocks.modalities, "modalities") }
            let seconds = block.fields("further-languages") { languageShares($0) }
            let trained = block.percent("trained-only")
            let homes = block.fields("homes") { $0.weights(among: context.agencies, "an agency") }
            let pools = block.fields("further-pools") { shares($0, among: context.agencies) }
            guard var plan = numbers, let female, let modalities, let seconds, let trained, let homes, let pools else { return nil }
            plan.female = female
            plan.modalities = WeightedChoice(modalities.map { ($0.name.split(separator: " ").map(String.init), $0.weight) })
            plan.seconds = seconds.map { ($0.name, $0.share) }
            plan.trained = trained
            plan.homes = WeightedChoice(homes.map { ($0.name, $0.weight) })
            plan.pools = pools.map { ($0.name, $0.share) }
            return plan
        }
    }

    /// Per cent by name, in the order of `names`; may be empty.
    private func shares(_ fields: FieldReader, among names: [String]) -> [(name: String, share: Double)]? {
        names.compactMap { name in fields.optional(name) { $0.percent(name) }.map { (name: name, share: $0) } }
    }

    private func languageShares(_ fields: FieldReader) -> [(name: String, share: Double)]? {
        fields.byLanguage(context) { fields.percent($0) }.map { (name: $0.tag, share: $0.value) }
    }

    private func pattern(_ row: FieldReader) -> WorkPattern? {
        let id = row.word("id")
        let share = row.number("share", 0...1_000_000)
        let names = Weekday.allCases.map(\.name)
        let weekdays = row.names("weekdays", among: names, "days of the week")?.compactMap { name in
            Weekday.allCases.first { $0.name == name }
        }
        let daysPerWeek = row.integer("days-per-week", 1...7)
        let minutes = row.minutes()
        let onDuty = row.percentOrNone("on-duty")
        let limit = row.optional("minutes-per-week") { $0.integer("minutes-per-week", 1...5000) }
        guard let id, let share, let weekdays, let daysPerWeek, let minutes else { return nil }
        guard daysPerWeek <= weekdays.count else {
            row.report("days-per-week is \(daysPerWeek) of \(weekdays.count) weekdays, expected at most as many as are listed")
            return nil
        }
        return WorkPattern(
            id: id, share: share, weekdays: weekdays, daysPerWeek: daysPerWeek, from: minutes.lowerBound, until: minutes.upperBound,
            onDuty: onDuty, minutesPerWeek: limit)
    }
}
