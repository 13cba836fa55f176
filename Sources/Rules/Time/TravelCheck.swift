import Interpreting

/// What can be wrong with the rows of the travel rules.
struct TravelCheck {
    let gazetteer: Gazetteer
    let formula: TravelFormula
    let bands: [TrafficBand]
    let parking: ParkingRules
    let maximumMetres: Ruling<Int>

    func problems() -> [RuleProblem] {
        var problems: [RuleProblem] = []
        let coefficients = [formula.fixed, formula.perRootKilometre, formula.perKilometre]
        if coefficients.contains(where: { !(0...100_000).contains($0) }) || !(0...50_000).contains(formula.leastMetres) {
            let text = "journey formula \(coefficients) thousandths of a minute from \(formula.leastMetres) m; "
                + "0 to 100000 each, and 0 to 50000 m"
            problems.append(RuleProblem(text, rows: [formula.rule]))
        }
        if !(1000...1_000_000).contains(maximumMetres.value) {
            problems.append(RuleProblem("cap of \(maximumMetres.value) m; 1000 to 1000000", rows: [maximumMetres.rule]))
        }
        for band in bands { problems += self.problems(band) }
        problems += parkingProblems(parking.minutes)
        for (code, minutes) in parking.cities.sorted(by: { $0.key < $1.key }) {
            problems += parkingProblems(minutes) + unknown(code, minutes.rule)
        }
        return problems
    }

    private func problems(_ band: TrafficBand) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        if band.from < 0 || band.until > 1440 || band.from >= band.until || band.weekdays.isEmpty {
            let text = "traffic from minute \(band.from) to \(band.until) of the day on \(band.weekdays.count) weekdays; "
                + "0 to 1440 go forward, on one day at least"
            problems.append(RuleProblem(text, rows: [band.rule]))
        }
        for percent in [band.percent] + band.cities.values.sorted() where !(100...1000).contains(percent) {
            problems.append(RuleProblem("traffic factor of \(percent) per cent; 100 to 1000", rows: [band.rule]))
        }
        return problems + band.cities.keys.sorted().flatMap { unknown($0, band.rule) }
    }

    private func parkingProblems(_ minutes: Ruling<Int>) -> [RuleProblem] {
        (0...120).contains(minutes.value) ? [] : [RuleProblem("parking takes \(minutes.value) minutes; 0 to 120", rows: [minutes.rule])]
    }

    private func unknown(_ code: MunicipalityCode, _ rule: RuleReference) -> [RuleProblem] {
        if let merger = gazetteer.merger(of: code) {
            let text = "municipality \(code), \(merger.name), was merged; name its successor \(merger.municipality)"
            return [RuleProblem(text, rows: [rule])]
        }
        return gazetteer.index(of: code) == nil ? [RuleProblem("municipality \(code) is not in the gazetteer", rows: [rule])] : []
    }
}
