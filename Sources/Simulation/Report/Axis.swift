import Foundation

/// Values along one side of a plot: where they lie, and what is written beside them.
struct Axis {
    struct Tick: Equatable {
        var value: Double
        var label: String
    }

    /// What is measured, with its unit.
    var title: String
    var low: Double
    var high: Double
    var isLogarithmic = false
    var ticks: [Tick]

    /// 0 at the low end, 1 at the high end; what lies outside is put on the edge.
    func fraction(_ value: Double) -> Double {
        guard value.isFinite, high > low else { return 0 }
        let part =
            isLogarithmic
            ? log(max(value, low) / low) / log(high / low)
            : (value - low) / (high - low)
        return min(max(part, 0), 1)
    }

    /// From 0 to 100 per cent.
    static func percent(_ title: String) -> Axis {
        Axis(title: title, low: 0, high: 100, ticks: [0, 25, 50, 75, 100].map { Tick(value: $0, label: Wording.number($0)) })
    }

    /// From or through 0 to the greatest of `values`, on round numbers.
    static func linear(_ title: String, over values: [Double], intervals: Int = 5) -> Axis {
        let finite = values.filter(\.isFinite)
        let (least, most) = (min(finite.min() ?? 0, 0), max(finite.max() ?? 0, 0))
        let span = most > least ? most - least : 1
        let step = round(span / Double(intervals))
        let (first, last) = ((least / step).rounded(.down), (max(most, least + span) / step).rounded(.up))
        let digits = max(0, Int(-log10(step).rounded(.down)))
        let ticks = stride(from: first, through: last, by: 1).map {
            Tick(value: $0 * step, label: Wording.number($0 * step, digits: digits))
        }
        return Axis(title: title, low: first * step, high: last * step, ticks: ticks)
    }

    /// The least of 1, 2, 5, 10, 20 … that is not under `step`.
    private static func round(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= step * 0.999_999 } ?? 10) * power
    }

    /// Durations in seconds on a logarithmic scale, with the marks of clocks and calendars.
    static func time(_ title: String, over seconds: [Double]) -> Axis {
        let finite = seconds.filter { $0.isFinite && $0 > 0 }
        let low = max((finite.min() ?? 1) * 0.9, 0.5)
        var axis = Axis(title: title, low: low, high: max((finite.max() ?? 60) * 1.1, low * 8), isLogarithmic: true, ticks: [])
        // What matters most comes first; the rest fills the gaps where there is room.
        let marks: [(Double, String)] = [
            (60, "1 min"), (3_600, "1 h"), (86_400, "1 day"), (1, "1 s"), (604_800, "1 week"), (10, "10 s"), (600, "10 min"),
            (2_592_000, "30 days"), (21_600, "6 h"), (259_200, "3 days"), (30, "30 s"), (300, "5 min"), (1_800, "30 min"), (3, "3 s"),
            (180, "3 min"), (10_800, "3 h"), (120, "2 min"), (7_200, "2 h"), (20, "20 s"), (5, "5 s"),
        ]
        for (value, label) in marks where value >= axis.low && value <= axis.high {
            let isFree = axis.ticks.allSatisfy { abs(axis.fraction($0.value) - axis.fraction(value)) > 0.2 }
            if isFree { axis.ticks.append(Tick(value: value, label: label)) }
        }
        axis.ticks.sort { $0.value < $1.value }
        return axis
    }

    /// The hours of the day, each drawn at its middle.
    static let hours = Axis(
        title: "hour of the day", low: 0, high: 24, ticks: [0, 6, 12, 18, 24].map { Tick(value: Double($0), label: "\($0) h") })

    /// Things in a row, at 0, 1, 2 …; as many are named as there is room for.
    static func row(_ title: String, of labels: [String]) -> Axis {
        let every = max(1, (labels.count + 3) / 4)
        let ticks = labels.enumerated().filter { $0.offset % every == 0 }.map { Tick(value: Double($0.offset), label: $0.element) }
        return Axis(title: title, low: -0.3, high: Double(max(labels.count - 1, 1)) + 0.3, ticks: ticks)
    }
}
