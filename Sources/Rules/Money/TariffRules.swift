import Interpreting

/// `rules/tariffs.yaml`: what a conversation costs.
public struct TariffRules: Sendable {
    public let kilometres: Ruling<KilometreTariff>
    public let surcharges: [Surcharge]
    private let tariffs: CompleteTable<Modality, TariffRow>

    /// - Throws: problems with modalities missing or given twice, and with numbers out of range.
    public init(tariffs: [TariffRow], kilometres: Ruling<KilometreTariff>, surcharges: [Surcharge]) throws(RuleProblems) {
        var problems = RuleProblems.duplicates(tariffs.map { (key: $0.modality.rawValue, rule: $0.rule) }, what: "tariff")
        for row in tariffs {
            let fits = (0...1_000_000).contains(row.centsPerHour) && (0...480).contains(row.minimumMinutes)
                && (1...60).contains(row.stepMinutes)
            if !fits {
                let text = "\(row.centsPerHour) cents an hour, at least \(row.minimumMinutes) minutes, in steps of \(row.stepMinutes); "
                    + "0 to 1000000 cents, 0 to 480 minutes, steps of 1 to 60"
                problems.append(RuleProblem(text, rows: [row.rule]))
            }
        }
        let way = kilometres.value
        if !(0...1000).contains(way.centsPerKilometre) || !(100...300).contains(way.roadPercent) || !(1...2).contains(way.ways) {
            let text = "\(way.centsPerKilometre) cents a kilometre, road \(way.roadPercent) per cent, \(way.ways) ways; "
                + "0 to 1000 cents, 100 to 300 per cent, 1 or 2 ways"
            problems.append(RuleProblem(text, rows: [kilometres.rule]))
        }
        for surcharge in surcharges where !(0...300).contains(surcharge.percent) {
            problems.append(RuleProblem("surcharge of \(surcharge.percent) per cent; 0 to 300", rows: [surcharge.rule]))
        }
        try RuleProblems.check(problems)
        let byModality = Dictionary(tariffs.map { ($0.modality, $0) }, uniquingKeysWith: { first, _ in first })
        self.tariffs = try CompleteTable(byModality, what: "the tariff for")
        self.kilometres = kilometres
        self.surcharges = surcharges
    }

    public func tariff(_ modality: Modality) -> TariffRow { tariffs[modality] }

    /// What a conversation costs.
    /// - Parameters:
    ///   - metres: great-circle metres of the journey one way; counts on site only, nil when the interpreter is not known yet.
    ///   - start: surcharges are for the minutes from then on.
    ///   - interpreters: how many interpret.
    public func quote(
        modality: Modality, minutes: Int, metres: Int?, start: Timestamp, interpreters: Int = 1, calendar: ServiceCalendar
    ) -> Quote {
        let row = tariffs[modality]
        let charged = max(minutes, row.minimumMinutes)
        let stepped = (charged + row.stepMinutes - 1) / row.stepMinutes * row.stepMinutes
        let cents = (stepped * row.centsPerHour + 59) / 60 * interpreters
        let label = minutes < row.minimumMinutes ? "minimum" : "interpreting"
        var lines = [Quote.Line(label: label, cents: cents, rule: row.rule)]
        for (surcharge, minutes) in surcharged(from: start, minutes: minutes, charged: stepped, calendar) {
            let share = (cents * surcharge.percent * minutes + 50 * stepped) / (100 * stepped)
            lines.append(Quote.Line(label: surcharge.label, cents: share, minutes: minutes, rule: surcharge.rule))
        }
        if modality == .onsite, let metres, metres > 0 {
            lines.append(Quote.Line(label: "kilometres", cents: kilometreCents(metres) * interpreters, rule: kilometres.rule))
        }
        return Quote(lines: lines)
    }

    /// Which surcharge holds in how many of the charged minutes, in the order in which they begin. Of those that hold in a minute the
    /// highest counts, the first of equally high ones. What is charged beyond the end of the talk counts like its last minute: nobody
    /// pays for an evening in which nothing took place.
    private func surcharged(
        from start: Timestamp, minutes: Int, charged: Int, _ calendar: ServiceCalendar
    ) -> [(surcharge: Surcharge, minutes: Int)] {
        var counted: [(surcharge: Surcharge, minutes: Int)] = []
        var day: (date: CivilDate, surcharges: [Surcharge])?
        for minute in 0..<charged {
            let local = calendar.local(start + .minutes(max(0, min(minute, minutes - 1))))
            let today = day?.date == local.date ? day?.surcharges : nil
            let possible = today ?? surcharges.filter { $0.percent > 0 && $0.mayHold(on: local.date, calendar: calendar) }
            day = (local.date, possible)
            let holding = possible.filter { $0.holds(at: local.minuteOfDay) }
            guard let highest = holding.map(\.percent).max(), let surcharge = holding.first(where: { $0.percent == highest })
            else { continue }
            if let place = counted.firstIndex(where: { $0.surcharge.label == surcharge.label }) {
                counted[place].minutes += 1
            } else {
                counted.append((surcharge, 1))
            }
        }
        return counted
    }

    /// Begun road kilometres, there and back when both ways are paid.
    private func kilometreCents(_ metres: Int) -> Int {
        let way = kilometres.value
        let roadMetres = metres * way.roadPercent * way.ways
        return (roadMetres + 99_999) / 100_000 * way.centsPerKilometre
    }
}
