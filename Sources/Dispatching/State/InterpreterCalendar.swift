import Interpreting

/// The calendar of one interpreter, merged for matching.
struct InterpreterCalendar: Hashable, Sendable {
    private var entries: [Availability] = []
    /// Where planned work may be offered: disjoint, ascending.
    private(set) var windows: [Interval] = []
    /// Where nothing may be offered: disjoint, ascending.
    private(set) var absences: [Interval] = []

    mutating func add(_ entry: Availability) {
        entries.append(entry)
        merge()
    }

    mutating func remove(_ entry: Availability) {
        entries.removeAll { $0.id == entry.id }
        merge()
    }

    private mutating func merge() {
        windows = InterpreterCalendar.merged(entries.filter { $0.kind == .available }.map(\.interval))
        absences = InterpreterCalendar.merged(entries.filter { $0.kind == .absent }.map(\.interval))
    }

    /// Touching and overlapping stretches become one.
    static func merged(_ intervals: [Interval]) -> [Interval] {
        var result: [Interval] = []
        for interval in intervals.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = result.last, interval.start <= last.end {
                result[result.count - 1].end = max(last.end, interval.end)
            } else {
                result.append(interval)
            }
        }
        return result
    }
}
