import Interpreting
import Matching

/// The calendar of one interpreter, merged for matching.
struct InterpreterCalendar: Hashable, Sendable {
    private var entries: [Availability] = []
    /// Where planned work may be offered: disjoint, ascending.
    private(set) var windows: [Interval] = []
    /// Where nothing may be offered: disjoint, ascending.
    private(set) var absences: [Interval] = []

    mutating func add(_ entry: Availability) {
        entries.append(entry)
        switch entry.kind {
        case .available: Candidate.insert(entry.interval, intoMerged: &windows)
        case .absent: Candidate.insert(entry.interval, intoMerged: &absences)
        }
    }

    mutating func remove(_ entry: Availability) {
        entries.removeAll { $0.id == entry.id }
        merge()
    }

    private mutating func merge() {
        windows = Candidate.merged(entries.filter { $0.kind == .available }.map(\.interval))
        absences = Candidate.merged(entries.filter { $0.kind == .absent }.map(\.interval))
    }
}
