import Interpreting

/// What is known of one interpreter between two changes: the person and the calendar, in the form in which matching reads them. Whoever
/// decides among hundreds passes on references; copying the person and three lists for each would take longer than examining them.
public final class Dossier: Hashable, Sendable {
    /// The interpreter's modalities, and the duty with its own unless it is on hold, read without lists.
    let modalities: ModalitySet
    let dutyModalities: ModalitySet
    let duty: Interval?
    /// Whether any commitment is somewhere.
    let hasJourneys: Bool
    public let interpreter: Interpreter
    /// Availability with adjoining and overlapping stretches merged, ascending.
    public let windows: [Interval]
    /// Stretches in which nothing may be offered, merged, ascending.
    public let absences: [Interval]
    /// Live assignments, ascending by `talk.start`; no two `during` overlap.
    public let commitments: [Commitment]

    /// Interpreted minutes a day and a week that the interpreter has set.
    var maximumMinutes: (day: Int?, week: Int?) { (interpreter.maximumMinutesPerDay, interpreter.maximumMinutesPerWeek) }

    /// Takes what is given as it is: windows and absences merged, commitments in order.
    public init(of interpreter: Interpreter, windows: [Interval], absences: [Interval], commitments: [Commitment]) {
        self.interpreter = interpreter
        modalities = ModalitySet(interpreter.modalities)
        let duty = interpreter.duty.flatMap { $0.heldSince == nil ? $0 : nil }
        dutyModalities = ModalitySet(duty?.modalities ?? [])
        self.duty = duty.map { Interval(start: $0.since, end: $0.until) }
        hasJourneys = commitments.contains { $0.place != nil }
        self.windows = windows
        self.absences = absences
        self.commitments = commitments
    }

    /// The stretch of availability in which all of `interval` lies.
    func window(containing interval: Interval) -> Interval? {
        let next = windows.partitioningIndexFromEnd { $0.start > interval.start }
        return next > 0 && windows[next - 1].contains(interval) ? windows[next - 1] : nil
    }

    public static func == (left: Dossier, right: Dossier) -> Bool {
        left === right
            || (left.interpreter, left.windows, left.absences, left.commitments)
                == (right.interpreter, right.windows, right.absences, right.commitments)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(interpreter)
        hasher.combine(windows)
        hasher.combine(absences)
        hasher.combine(commitments)
    }
}
