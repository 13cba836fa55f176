import Interpreting
import RuleFiles
import Rules

/// Reads the blocks about demand: `volume`, `weekdays`, `hours`, `sectors`, `agencies`, `languages`, `kinds` and `wishes`.
struct DemandBlocks {
    let blocks: ScenarioBlocks
    let book: RuleBook
    let context: EventContext

    func read() -> DemandPlan? {
        let volume = blocks.block("volume") { block -> (Double, Double)? in
            let (perYear, spread) = (block.number("per-year", 1...50_000_000), block.number("variance-to-mean", 1...100))
            guard let perYear, let spread else { return nil }
            return (perYear, spread)
        }
        let weekdays = blocks.block("weekdays", self.weekdays)
        let profiles = blocks.rows("hours") { row, _ in profile(row) }
        let sectors = blocks.rows("sectors") { row, _ in sector(row, profiles) }
        let agencies = blocks.rows("agencies") { row, _ in agency(row) }
        let languages = languages()
        let kinds = blocks.rows("kinds") { row, _ in KindRow(row: row, rules: book.modality).read() }
        let wishes = blocks.block("wishes") { block -> DemandPlan.Wishes? in
            DemandPlan.Wishes(
                female: block.percentOrNone("female"), male: block.percentOrNone("male"), urgent: block.percentOrNone("urgent"))
        }
        guard let volume, let weekdays, let languages, let wishes else { return nil }
        return DemandPlan(
            perYear: volume.0, varianceToMean: volume.1, weekdays: weekdays.days, publicHoliday: weekdays.holiday, sectors: sectors,
            agencies: agencies, languages: languages, kinds: kinds, wishes: wishes)
    }

    private func weekdays(_ block: FieldReader) -> (days: [Double], holiday: Double)? {
        let days = Weekday.allCases.map { block.number($0.name, 0...100) }
        let holiday = block.number("public-holiday", 0...100)
        let factors = days.compactMap(\.self)
        guard factors.count == days.count, let holiday else { return nil }
        guard factors.contains(where: { $0 > 0 }) else {
            block.report("all days of the week have the factor 0, expected at least one above 0")
            return nil
        }
        return (factors, holiday)
    }

    private func profile(_ row: FieldReader) -> HourProfile? {
        let id = row.word("id")
        let from = row.integer("from", 0...23)
        let weights = row.numbers("weights", count: 1...24)
        guard let id, let from, let weights else { return nil }
        guard from + weights.count <= 24, weights.contains(where: { $0 > 0 }) else {
            row.report("\(weights.count) hours from \(from), expected hours that end by 24 and a weight above 0")
            return nil
        }
        return HourProfile(id: id, from: from, weights: weights)
    }

    private func sector(_ row: FieldReader, _ profiles: [HourProfile]) -> DemandPlan.SectorPlan? {
        let ids = profiles.map(\.id)
        let sector = row.choice("sector", of: Sector.self)
        let share = row.number("share", 0...1_000_000)
        let holidays = row.number("school-holidays", 0...100)
        let asks = row.name("asks", among: ids, "one of the hours").flatMap { id in profiles.first { $0.id == id } }
        let talks = row.name("talks", among: ids, "one of the hours").flatMap { id in profiles.first { $0.id == id } }
        guard let sector, let share, let holidays, let asks, let talks else { return nil }
        return DemandPlan.SectorPlan(sector: sector, share: share, schoolHolidays: holidays, asks: asks, talks: talks)
    }

    private func agency(_ row: FieldReader) -> DemandPlan.AgencyPlan? {
        let code = row.name("agency", among: context.agencies, "an agency")
        let share = row.number("share", 0...1_000_000)
        let tilt = row.optional("tilt") { $0.fields("tilt") { $0.languageWeights(context) } } ?? []
        guard let code, let share else { return nil }
        let factors = Dictionary(tilt.map { ($0.name, $0.weight) }, uniquingKeysWith: { first, _ in first })
        return DemandPlan.AgencyPlan(code: code, share: share, tilt: factors)
    }

    /// Shares by tag: those of the rule book, unless `languages` lists others.
    private func languages() -> [(tag: String, share: Double)]? {
        guard blocks.has("languages") else {
            return book.languages.all.map { ($0.tag.text, Double($0.demandPerMille)) }
        }
        return blocks.block("languages") { block in
            block.fields("shares") { $0.languageWeights(context) }
        }.map { listed in
            book.languages.all.map { language in (language.tag.text, listed.first { $0.name == language.tag.text }?.weight ?? 0) }
        }
    }
}
