import Foundation
import Synchronization

/// Says on standard error how far the runs are and how long the rest will take, twice a second, and whether Ctrl-C was pressed.
final class SimulationProgress: Sendable {
    private struct State: Sendable {
        /// Days played of each run under way.
        var days: [Int: Int] = [:]
        var ended = 0
        var next = 0.5
    }

    private let state = Mutex(State())
    private let interruption: Interruption
    private let clock = PlanClock()
    private let runs: Int
    private let days: Int
    private let isQuiet: Bool

    init(runs: Int, days: Int, interruption: Interruption, isQuiet: Bool) {
        self.interruption = interruption
        self.runs = runs
        self.days = days
        self.isQuiet = isQuiet
    }

    var isInterrupted: Bool { interruption.hasCome }

    /// A day begins; false when the run is to end.
    func goOn(run: Int, day: Int) -> Bool {
        let line = state.withLock { state -> String? in
            state.days[run] = min(day, days)
            let seconds = clock.seconds
            guard !isQuiet, seconds >= state.next else { return nil }
            state.next = seconds + 0.5
            return text(state, seconds: seconds)
        }
        if let line { try? FileHandle.standardError.write(contentsOf: Data(line.utf8)) }
        return !interruption.hasCome
    }

    func end(run: Int) {
        state.withLock { state in
            state.days[run] = nil
            state.ended += 1
        }
    }

    private func text(_ state: State, seconds: Double) -> String {
        let share = (Double(state.ended) + Double(state.days.values.reduce(0, +)) / Double(max(1, days))) / Double(max(1, runs))
        let left = share > 0 ? String(format: "about %.0f s left", seconds / share - seconds) : "beginning"
        let day = state.days.max { $0.key < $1.key }?.value ?? 0
        return String(
            format: "%5.1f s  %3.0f %%  %d of %d runs done, day %d of %d, %@\n", seconds, share * 100, state.ended, runs, day, days, left)
    }
}
