import Interpreting

/// The next stretch of somebody's day in which a conversation on demand that is done at home comes in the way of nothing: no other
/// conversation, no rest, no absence, no journey. Worked out when the calendar changes, so that a decision among hundreds
/// reads two moments instead of the calendar. Outside the stretch it says nothing: the calendar may still have room.
public struct Outlook: Hashable, Sendable {
    let stretch: Interval
    /// Minutes that the interpreter may still interpret that day, and that week.
    let minutesLeft: Int

    /// From then on it says nothing more.
    public var end: Timestamp { stretch.end }
}
