import Interpreting
import Testing

@testable import Simulation

/// What a scenario asks for is measured by what it means.
struct CalibrationTests {
    private func simulated(_ figure: String, _ run: RunFigures, expected: @escaping (Int) -> Double? = { _ in nil }) -> Double? {
        let target = Scenario.Target(figure: figure, value: 1, source: "a test")
        let days = Array(0..<run.askedByDay.count)
        return CalibrationFigures.row(for: target, runs: [run], workingDays: days, expected: expected)?.simulated
    }

    /// Counts of a gamma-mixed Poisson process whose mean follows a strong season.
    private func counts(varianceToMean: Double, days: Int = 2_000) -> (counts: [Int], means: [Double]) {
        var stream = RandomStream(seed: 7, "calibration", 0)
        let means = (0..<days).map { day in 300 + 200 * Double(day % 91) / 91 }
        let counts = means.map { mean in
            stream.poisson(mean: mean * (varianceToMean > 1 ? stream.gamma(shape: mean / (varianceToMean - 1)) : 1))
        }
        return (counts, means)
    }

    @Test(arguments: [1, 1.59, 4]) func `dispersion is measured around what is expected, not around the average of the year`(
        _ asked: Double
    ) throws {
        var run = InventedStudy.run("tolkbrug", 1, filled: 60)
        let (counts, means) = counts(varianceToMean: asked)
        run.askedByDay = counts
        let found = try #require(simulated("variance-to-mean", run) { means[$0] })
        // Over 2,000 days the standard error of such a ratio is about 3 %.
        #expect(abs(found / asked - 1) < 0.12, "\(found)")
    }

    @Test func `where nothing is known to be expected there is no figure`() {
        var run = InventedStudy.run("tolkbrug", 1, filled: 60)
        run.askedByDay = counts(varianceToMean: 1, days: 100).counts
        #expect(simulated("variance-to-mean", run) == nil)
    }

    @Test func `only who agreed ahead can fail to appear`() throws {
        var run = InventedStudy.run("tolkbrug", 1, filled: 60)
        #expect(simulated("no-show-share", run) == nil)
        run.total.filledPlanned = 20
        #expect(simulated("no-show-share", run) == 0.05)
    }
}
