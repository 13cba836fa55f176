import Interpreting

/// What a scenario's targets are measured by. Shares are between 0 and 1.
public enum CalibrationFigures {
    /// The names that a scenario may use.
    public static let all = [
        // Asked on a working day, and how much such counts vary around what the model expects: 1 for a Poisson process.
        "requests-per-day", "variance-to-mean",
        // Of all requests, by the modality advised.
        "telephone-share", "video-share", "onsite-share",
        // Of all requests; and of those that nobody gave up.
        "cancelled-share", "fill-share", "unfilled-share",
        // Of the conversations agreed ahead; and of all requests.
        "no-show-share", "abandoned-share",
    ]

    /// - Returns: nil when nothing of the kind was simulated.
    static func row(
        for target: Scenario.Target, runs: [RunFigures], workingDays: [Int], expected: (Int) -> Double?
    ) -> Study.CalibrationRow? {
        let values = runs.compactMap { value(of: target.figure, in: $0, workingDays, expected) }
        guard !values.isEmpty else { return nil }
        return Study.CalibrationRow(
            parameter: target.figure, asked: target.value, simulated: values.reduce(0, +) / Double(values.count), source: target.source)
    }

    private static func value(
        of figure: String, in run: RunFigures, _ workingDays: [Int], _ expected: (Int) -> Double?
    ) -> Double? {
        let asked = Double(run.total.asked)
        guard asked > 0 else { return nil }
        switch figure {
        case "requests-per-day": return mean(run.askedByDay, on: workingDays)
        case "variance-to-mean": return varianceToMean(run.askedByDay, on: workingDays, expected)
        case "telephone-share", "video-share", "onsite-share":
            return Double(run.byModality[String(figure.dropLast("-share".count))]?.asked ?? 0) / asked
        case "cancelled-share": return Double(run.total.cancelled) / asked
        case "abandoned-share": return Double(run.total.abandoned) / asked
        case "fill-share": return run.total.fillShare
        case "unfilled-share": return run.total.fillShare.map { 1 - $0 }
        case "no-show-share": return run.total.filledPlanned > 0 ? Double(run.total.noShows) / Double(run.total.filledPlanned) : nil
        default: return nil
        }
    }

    private static func mean(_ counts: [Int], on days: [Int]) -> Double? {
        let kept = days.filter(counts.indices.contains).map { Double(counts[$0]) }
        return kept.isEmpty ? nil : kept.reduce(0, +) / Double(kept.count)
    }

    /// Pearson's statistic by its degrees of freedom (McCullagh and Nelder, Generalized Linear Models, 1989, 6.2.3): the mean of
    /// (count − expected)² / expected. Seasons and weekdays are in what is expected. Nil for fewer than 20 days, and when nothing is
    /// known to be expected.
    private static func varianceToMean(_ counts: [Int], on days: [Int], _ expected: (Int) -> Double?) -> Double? {
        let terms = days.filter(counts.indices.contains).compactMap { day -> Double? in
            guard let mean = expected(day), mean > 0 else { return nil }
            return (Double(counts[day]) - mean) * (Double(counts[day]) - mean) / mean
        }
        return terms.count < 20 ? nil : terms.reduce(0, +) / Double(terms.count)
    }
}
