import Interpreting

/// What a scenario's targets are measured by. Shares are between 0 and 1.
public enum CalibrationFigures {
    /// The names that a scenario may use.
    public static let all = [
        // Asked on a working day, and how much such counts vary beyond chance: 1 for a Poisson process.
        "requests-per-day", "variance-to-mean",
        // Of all requests, by the modality advised.
        "telephone-share", "video-share", "onsite-share",
        // Of all requests; and of those that nobody gave up.
        "cancelled-share", "fill-share", "unfilled-share",
        // Of those that somebody took; of all on-demand work is not told apart here: of all requests.
        "no-show-share", "abandoned-share",
    ]

    /// - Returns: nil when nothing of the kind was simulated.
    static func row(for target: Scenario.Target, runs: [RunFigures], workingDays: [Int]) -> Study.CalibrationRow? {
        let values = runs.compactMap { value(of: target.figure, in: $0, workingDays: workingDays) }
        guard !values.isEmpty else { return nil }
        return Study.CalibrationRow(
            parameter: target.figure, asked: target.value, simulated: values.reduce(0, +) / Double(values.count), source: target.source)
    }

    private static func value(of figure: String, in run: RunFigures, workingDays: [Int]) -> Double? {
        let asked = Double(run.total.asked)
        guard asked > 0 else { return nil }
        switch figure {
        case "requests-per-day": return mean(run.askedByDay, on: workingDays)
        case "variance-to-mean": return varianceToMean(run.askedByDay, on: workingDays)
        case "telephone-share", "video-share", "onsite-share":
            return Double(run.byModality[String(figure.dropLast("-share".count))]?.asked ?? 0) / asked
        case "cancelled-share": return Double(run.total.cancelled) / asked
        case "abandoned-share": return Double(run.total.abandoned) / asked
        case "fill-share": return run.total.fillShare
        case "unfilled-share": return run.total.fillShare.map { 1 - $0 }
        case "no-show-share": return run.total.filled > 0 ? Double(run.total.noShows) / Double(run.total.filled) : nil
        default: return nil
        }
    }

    private static func mean(_ counts: [Int], on days: [Int]) -> Double? {
        let kept = days.filter(counts.indices.contains).map { Double(counts[$0]) }
        return kept.isEmpty ? nil : kept.reduce(0, +) / Double(kept.count)
    }

    /// From the median squared difference of working days a week apart, by the mean: weekdays cancel, and the few weeks in which a holiday
    /// begins or ends do not count. A squared normal has the median 0.4549 of its variance.
    private static func varianceToMean(_ counts: [Int], on days: [Int]) -> Double? {
        let working = Set(days.filter(counts.indices.contains))
        let differences = days.filter { working.contains($0) && working.contains($0 + 7) }.map { Double(counts[$0 + 7] - counts[$0]) }
        guard let mean = mean(counts, on: days), mean > 0, differences.count >= 20 else { return nil }
        let squares = differences.map { $0 * $0 }.sorted()
        return squares[squares.count / 2] / 0.4549 / 2 / mean
    }
}
