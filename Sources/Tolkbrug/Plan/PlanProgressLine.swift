import Foundation
import Planning

/// Prints how far the planner is, at most twice a second, to standard error.
final class PlanProgressLine {
    private let begun: PlanClock
    private let isQuiet: Bool
    private var next = 0.5

    init(begun: PlanClock, isQuiet: Bool) {
        self.begun = begun
        self.isQuiet = isQuiet
    }

    func show(_ progress: PlanProgress) {
        let seconds = begun.seconds
        guard !isQuiet, seconds >= next else { return }
        next = seconds + 0.5
        let isKnown = progress.bound < Int.max
        let bound = isKnown ? String(format: "bound %d, gap %.3f %%", progress.bound, progress.gap * 100) : "bound not yet known"
        let line = String(format: "%6.1f s  %3.0f %%  value %d, %@\n", seconds, progress.spent * 100, progress.value, bound)
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
}
