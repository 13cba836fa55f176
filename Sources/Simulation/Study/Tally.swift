/// What became of the requests of one group.
public struct Tally: Codable, Hashable, Sendable {
    public var asked = 0
    /// An interpreter took them, whether or not the talk is over.
    public var filled = 0
    /// Those of them that were agreed ahead: a conversation on demand begins with the yes.
    public var filledPlanned = 0
    public var unfilled = 0
    /// Given up by the requester before anybody took them; `abandoned` are those of on-demand work whose requester hung up.
    public var cancelled = 0
    public var abandoned = 0
    /// Filled, but the interpreter did not appear.
    public var noShows = 0

    public init() {}

    /// Filled out of those that nobody gave up; nil when there were none.
    public var fillShare: Double? {
        let kept = asked - cancelled
        return kept > 0 ? Double(filled) / Double(kept) : nil
    }

    public static func + (left: Tally, right: Tally) -> Tally {
        var sum = left
        sum.asked += right.asked
        sum.filled += right.filled
        sum.filledPlanned += right.filledPlanned
        sum.unfilled += right.unfilled
        sum.cancelled += right.cancelled
        sum.abandoned += right.abandoned
        sum.noShows += right.noShows
        return sum
    }
}
