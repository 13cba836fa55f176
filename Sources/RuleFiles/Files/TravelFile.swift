import Interpreting
import Rules

/// Reads `travel.yaml`: the journey formula, traffic, parking and the cap.
enum TravelFile {
    private typealias Places = [String: [MunicipalityCode]]

    static func read(_ top: FieldReader, gazetteer: Gazetteer) -> Build<TravelRules>? {
        let places = top.fields("places", groups) ?? [:]
        let formula = top.fields("formula", formula)
        let maximum = top.fields("maximum") { $0.ruling($0.decimal("kilometres", places: 3, 1000...1_000_000)) }
        let bands = top.rows("traffic") { band($0, places: places) }
        let parking = parkingRules(top, places: places)
        guard let formula, let maximum, let parking else { return nil }
        return { () throws(RuleProblems) in
            try TravelRules(gazetteer: gazetteer, formula: formula, bands: bands, parking: parking, maximumMetres: maximum)
        }
    }

    private static func groups(_ row: FieldReader) -> Places? {
        var places: Places = [:]
        for name in row.keys {
            places[name] = row.integers(name, 10_000...99_999, once: true)?.map { MunicipalityCode($0) }
        }
        return places
    }

    private static func formula(_ row: FieldReader) -> TravelFormula? {
        let fixed = row.decimal("fixed", places: 3, 0...100_000)
        let root = row.decimal("per-root-kilometre", places: 3, 0...100_000)
        let linear = row.decimal("per-kilometre", places: 3, 0...100_000)
        let least = row.decimal("least-kilometres", places: 3, 0...50_000)
        let rule = row.ruleWithID()
        guard let fixed, let root, let linear, let least, let rule else { return nil }
        return TravelFormula(fixed: fixed, perRootKilometre: root, perKilometre: linear, leastMetres: least, rule: rule)
    }

    private static func band(_ row: FieldReader, places: Places) -> TrafficBand? {
        let days = WeekdayWords.read(row, "days")
        let (from, until) = (row.clock("from"), row.clock("until"))
        let percent = row.integer("percent", 100...1000)
        let cities = row.fields("cities") { percents($0, places: places) }
        let rule = row.ruleWithID()
        guard let days, let from, let until, let percent, let cities, let rule else { return nil }
        return TrafficBand(weekdays: days, from: from, until: until, percent: percent, cities: cities, rule: rule)
    }

    /// Per cent by municipality, from per cent by place.
    private static func percents(_ row: FieldReader, places: Places) -> [MunicipalityCode: Int]? {
        var percents: [MunicipalityCode: Int] = [:]
        for name in row.keys {
            let percent = row.integer(name, 100...1000)
            guard let codes = places[name] else {
                row.report("cities has \"\(name)\", \(expectation(name, places))")
                continue
            }
            for code in codes { percents[code] = percent }
        }
        return percents
    }

    /// The row without places holds everywhere; the others for their places.
    private static func parkingRules(_ top: FieldReader, places: Places) -> ParkingRules? {
        var general: Ruling<Int>?
        var cities: [MunicipalityCode: Ruling<Int>] = [:]
        for (codes, minutes) in top.rows("parking", { parkingRow($0, places: places) }) {
            guard let codes else {
                general = minutes
                continue
            }
            for code in codes { cities[code] = minutes }
        }
        guard let general else {
            top.report("parking has no row without places, expected one that holds everywhere else")
            return nil
        }
        return ParkingRules(minutes: general, cities: cities)
    }

    private static func parkingRow(_ row: FieldReader, places: Places) -> (codes: [MunicipalityCode]?, minutes: Ruling<Int>)? {
        let minutes = row.integer("minutes", 0...120)
        let names = row.optional("places") { $0.words("places") }
        let rule = row.ruleWithID()
        let codes = names?.flatMap { name in
            if let codes = places[name.value] { return codes }
            row.report("places has \"\(name.value)\", \(expectation(name.value, places))", at: name.place)
            return []
        }
        guard let minutes, let rule else { return nil }
        return (codes, Ruling(minutes, rule))
    }

    private static func expectation(_ name: String, _ places: Places) -> String {
        let known = places.keys.sorted()
        return "expected one of the places above: \(known.joined(separator: ", "))\(Suggestion.phrase(for: name, among: known))"
    }
}
