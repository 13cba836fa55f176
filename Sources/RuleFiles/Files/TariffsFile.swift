import Interpreting
import Rules

/// Reads `tariffs.yaml`: prices by modality, kilometres and surcharges.
enum TariffsFile {
    static func read(_ top: FieldReader) -> Build<TariffRules>? {
        let tariffs = top.rows("modalities", tariff)
        let kilometres = top.fields("kilometres", kilometres)
        let surcharges = top.rows("surcharges", surcharge)
        guard let kilometres else { return nil }
        return { () throws(RuleProblems) in
            try TariffRules(tariffs: tariffs, kilometres: kilometres, surcharges: surcharges)
        }
    }

    private static func tariff(_ row: FieldReader) -> TariffRow? {
        let modality = row.choice("modality", of: Modality.self)
        let cents = row.decimal("per-hour", places: 2, 0...1_000_000)
        let minimum = row.integer("minimum-minutes", 0...480)
        let step = row.integer("step-minutes", 1...60)
        let rule = row.rule(modality.map { "tariff.\($0.rawValue)" })
        guard let modality, let cents, let minimum, let step, let rule else { return nil }
        return TariffRow(modality: modality, centsPerHour: cents, minimumMinutes: minimum, stepMinutes: step, rule: rule)
    }

    private static func kilometres(_ row: FieldReader) -> Ruling<KilometreTariff>? {
        let cents = row.decimal("per-kilometre", places: 2, 0...1000)
        let road = row.integer("road-percent", 100...300)
        let ways = row.integer("ways", 1...2)
        let rule = row.ruleWithID()
        guard let cents, let road, let ways, let rule else { return nil }
        return Ruling(KilometreTariff(centsPerKilometre: cents, roadPercent: road, ways: ways), rule)
    }

    private enum Occasion: String, CaseIterable {
        case hours, weekdays
        case publicHoliday = "public-holiday"
    }

    private static func surcharge(_ row: FieldReader) -> Surcharge? {
        let label = row.word("label")
        let occasion: Surcharge.Occasion?
        switch row.choice("when", of: Occasion.self) {
        case .hours: occasion = hours(row).map { .hours($0) }
        case .weekdays: occasion = WeekdayWords.read(row, "days").map { .weekdays($0) }
        case .publicHoliday: occasion = .publicHoliday
        case nil: occasion = nil
        }
        let percent = row.integer("percent", 0...300)
        let rule = row.rule(label.map { "surcharge.\($0)" })
        guard let label, let occasion, let percent, let rule else { return nil }
        return Surcharge(label: label, occasion: occasion, percent: percent, rule: rule)
    }

    private static func hours(_ row: FieldReader) -> Range<Int>? {
        let (from, until) = (row.clock("from"), row.clock("until"))
        guard let from, let until else { return nil }
        guard from < until else {
            row.report("the hours run backwards, expected from to be before until; give the part after midnight its own row")
            return nil
        }
        return from..<until
    }
}
