import Interpreting

/// A week of somebody's calendar. In one pass: what lies close together in the calendar is read once.
struct WorkedWeek {
    /// The place among the commitments of a conversation that starts at a moment in that week.
    private(set) var position: Int
    /// Interpreted minutes of the day and of the week; a conversation counts where it begins.
    private(set) var minutesThatDay = 0
    private(set) var minutes = 0

    @inline(__always)
    init(_ commitments: [Commitment], week: Interval, day: Interval, before start: Timestamp) {
        var place = Itinerary.position(of: week.start, in: commitments)
        position = place
        while place < commitments.count, commitments[place].talk.start < week.end {
            let other = commitments[place].talk
            minutes += other.length.minutes
            if day.contains(other.start) { minutesThatDay += other.length.minutes }
            place += 1
            if other.start < start { position = place }
        }
    }
}
