import Interpreting

/// One interpreter as the matcher sees it: the person and the calendar, both at one moment.
public struct Candidate: Hashable, Sendable {
    public var interpreter: Interpreter
    /// Availability with adjoining and overlapping stretches merged, ascending.
    public var windows: [Interval]
    /// Stretches in which nothing may be offered, merged, ascending.
    public var absences: [Interval]
    /// Live assignments, ascending by `talk.start`; no two `during` overlap.
    public var commitments: [Commitment]
    /// Minutes of conversation assigned in the last 28 days: the measure of a fair share.
    public var recentMinutes: Int
    /// Has served the job's case reference before.
    public var isContinuity: Bool
    /// Is being rung for on-demand work at this moment.
    public var isBusyWithOffer: Bool
    /// The conversations of planned work offered to the interpreter and not answered yet, without the one being decided.
    public var offers: [Interval]
    /// Points an hour that the interpreter's time would be worth elsewhere, by the last plan; 0 while there is none.
    public var shadowPrice: Int

    /// Sorts `commitments` and merges `windows` and `absences`; give them in any order.
    public init(
        interpreter: Interpreter, windows: [Interval] = [], absences: [Interval] = [], commitments: [Commitment] = [],
        recentMinutes: Int = 0, isContinuity: Bool = false, isBusyWithOffer: Bool = false, offers: [Interval] = [],
        shadowPrice: Int = 0
    ) {
        self.interpreter = interpreter
        self.windows = Candidate.merged(windows)
        self.absences = Candidate.merged(absences)
        self.commitments = commitments.sorted(by: Candidate.order)
        self.recentMinutes = recentMinutes
        self.isContinuity = isContinuity
        self.isBusyWithOffer = isBusyWithOffer
        self.offers = offers
        self.shadowPrice = shadowPrice
    }

    /// The calendar in which `assignment` never was; give ``Matcher/reanchored(after:in:)`` the same to repair what followed it.
    public func without(_ assignment: AssignmentID) -> Candidate {
        var candidate = self
        candidate.commitments.removeAll { $0.assignment == assignment }
        return candidate
    }

    /// `intervals` ascending, with those that touch or overlap made one and empty ones left out.
    public static func merged(_ intervals: [Interval]) -> [Interval] {
        var merged: [Interval] = []
        merged.reserveCapacity(intervals.count)
        for interval in intervals.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where interval.start < interval.end {
            if let last = merged.last, interval.start <= last.end {
                merged[merged.count - 1].end = max(last.end, interval.end)
            } else {
                merged.append(interval)
            }
        }
        return merged
    }

    static func order(_ left: Commitment, _ right: Commitment) -> Bool {
        (left.talk.start, left.assignment) < (right.talk.start, right.assignment)
    }
}
