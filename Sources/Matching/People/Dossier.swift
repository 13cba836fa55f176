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
    /// From when on nobody can log in for the interpreter and say yes: long past when nobody can, far ahead when it does not matter.
    public let loginEnds: Timestamp
    /// Availability with adjoining and overlapping stretches merged, ascending.
    public let windows: [Interval]
    /// Stretches in which nothing may be offered, merged, ascending.
    public let absences: [Interval]
    /// Live assignments and those finished in the last days, ascending by `talk.start`.
    public let commitments: [Commitment]
    /// The one that goes on now, whatever was agreed; of several, which only an earlier version knew, the one that is to end last.
    let running: Commitment?

    /// Interpreted minutes a day and a week that the interpreter has set.
    var maximumMinutes: (day: Int?, week: Int?) { (interpreter.maximumMinutesPerDay, interpreter.maximumMinutesPerWeek) }

    /// Takes what is given as it is: windows and absences merged, commitments in order.
    public init(
        of interpreter: Interpreter, windows: [Interval], absences: [Interval], commitments: [Commitment],
        loginEnds: Timestamp = .distantFuture
    ) {
        self.interpreter = interpreter
        self.loginEnds = loginEnds
        modalities = ModalitySet(interpreter.modalities)
        let duty = interpreter.duty.flatMap { $0.heldSince == nil ? $0 : nil }
        dutyModalities = ModalitySet(duty?.modalities ?? [])
        self.duty = duty.map { Interval(start: $0.since, end: $0.until) }
        hasJourneys = commitments.contains { $0.place != nil }
        running = commitments.lazy.filter(\.isStarted).max { $0.talk.end < $1.talk.end }
        self.windows = windows
        self.absences = absences
        self.commitments = commitments
    }

    /// How far back finished work can matter: a week has at most so many days, and one hour more when the clock is put back.
    public static let memory = Span.days(8)

    /// The commitments at `now`: what runs over lasts until then at least.
    @inline(__always)
    func commitments(at now: Timestamp) -> [Commitment] {
        guard let running, running.talk.end < now else { return commitments }
        return commitments.map { $0.assignment == running.assignment ? $0.lasting(until: now) : $0 }
    }

    /// The stretch of availability in which all of `interval` lies.
    func window(containing interval: Interval) -> Interval? {
        let next = windows.partitioningIndexFromEnd { $0.start > interval.start }
        return next > 0 && windows[next - 1].contains(interval) ? windows[next - 1] : nil
    }

    public static func == (left: Dossier, right: Dossier) -> Bool {
        left === right
            || (left.interpreter, left.windows, left.absences, left.commitments, left.loginEnds)
                == (right.interpreter, right.windows, right.absences, right.commitments, right.loginEnds)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(interpreter)
        hasher.combine(windows)
        hasher.combine(absences)
        hasher.combine(commitments)
    }
}
