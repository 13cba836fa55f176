import Interpreting

/// One interpreter as the matcher sees it: the person and the calendar, both at one moment.
public struct Candidate: Hashable, Sendable {
    private(set) var dossier: Dossier
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
    /// Somebody is there to hear it when work on demand rings.
    public var isReachable: Bool

    public init(_ dossier: Dossier, recentMinutes: Int = 0, isContinuity: Bool = false) {
        self.dossier = dossier
        self.recentMinutes = recentMinutes
        self.isContinuity = isContinuity
        isBusyWithOffer = false
        offers = []
        shadowPrice = 0
        isReachable = true
    }

    /// Sorts `commitments` and merges `windows` and `absences`; give them in any order.
    public init(
        interpreter: Interpreter, windows: [Interval] = [], absences: [Interval] = [], commitments: [Commitment] = [],
        recentMinutes: Int = 0, isContinuity: Bool = false, isBusyWithOffer: Bool = false, offers: [Interval] = [],
        shadowPrice: Int = 0, isReachable: Bool = true
    ) {
        dossier = Dossier(
            of: interpreter, windows: Candidate.merged(windows), absences: Candidate.merged(absences),
            commitments: commitments.sorted(by: Candidate.order))
        self.recentMinutes = recentMinutes
        self.isContinuity = isContinuity
        self.isBusyWithOffer = isBusyWithOffer
        self.offers = offers
        self.shadowPrice = shadowPrice
        self.isReachable = isReachable
    }

    public var interpreter: Interpreter {
        get { dossier.interpreter }
        set { rewrite(interpreter: newValue) }
    }

    /// See ``Dossier/windows``.
    public var windows: [Interval] {
        get { dossier.windows }
        set { rewrite(windows: newValue) }
    }

    /// See ``Dossier/absences``.
    public var absences: [Interval] {
        get { dossier.absences }
        set { rewrite(absences: newValue) }
    }

    /// See ``Dossier/commitments``.
    public var commitments: [Commitment] {
        get { dossier.commitments }
        set { rewrite(commitments: newValue) }
    }

    /// See ``Dossier/loginEnds``.
    public var loginEnds: Timestamp {
        get { dossier.loginEnds }
        set { rewrite(loginEnds: newValue) }
    }

    /// What is nil stays as it is.
    private mutating func rewrite(
        interpreter: Interpreter? = nil, windows: [Interval]? = nil, absences: [Interval]? = nil, commitments: [Commitment]? = nil,
        loginEnds: Timestamp? = nil
    ) {
        dossier = Dossier(
            of: interpreter ?? dossier.interpreter, windows: windows ?? dossier.windows, absences: absences ?? dossier.absences,
            commitments: commitments ?? dossier.commitments, loginEnds: loginEnds ?? dossier.loginEnds)
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

    /// Adds an interval to merged ones, which stay merged.
    public static func insert(_ interval: Interval, intoMerged merged: inout [Interval]) {
        guard interval.start < interval.end else { return }
        let first = merged.partitioningIndex { $0.end >= interval.start }
        let next = merged.partitioningIndex { $0.start > interval.end }
        guard first < next else { return merged.insert(interval, at: first) }
        let whole = Interval(start: min(interval.start, merged[first].start), end: max(interval.end, merged[next - 1].end))
        merged.replaceSubrange(first..<next, with: CollectionOfOne(whole))
    }

    /// Puts a commitment where it belongs among those in order.
    public static func insert(_ commitment: Commitment, into commitments: inout [Commitment]) {
        commitments.insert(commitment, at: commitments.firstIndex { order(commitment, $0) } ?? commitments.count)
    }

    /// The same for one that most likely comes last.
    public static func insertLate(_ commitment: Commitment, into commitments: inout [Commitment]) {
        commitments.insert(commitment, at: commitments.partitioningIndexFromEnd { order(commitment, $0) })
    }

    /// Both lists in one, in order as they are.
    public static func merged(_ earlier: ArraySlice<Commitment>, _ later: [Commitment]) -> [Commitment] {
        var merged: [Commitment] = []
        merged.reserveCapacity(earlier.count + later.count)
        var rest = later[...]
        for commitment in earlier {
            while let next = rest.first, order(next, commitment) { merged.append(rest.removeFirst()) }
            merged.append(commitment)
        }
        return merged + rest
    }

    static func order(_ left: Commitment, _ right: Commitment) -> Bool {
        (left.talk.start, left.assignment) < (right.talk.start, right.assignment)
    }
}
