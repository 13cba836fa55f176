import Interpreting

/// When some of the interpreters work, week after week.
struct WorkPattern: Sendable {
    /// As it stands in the scenario: `half-time-mornings`.
    var id: String
    /// Weight among the patterns.
    var share: Double
    /// Days that may be worked, and how many of them one interpreter does.
    var weekdays: [Weekday]
    var daysPerWeek: Int
    /// Minutes since midnight.
    var from: Int
    var until: Int
    /// Share, of those who interpret by telephone or video, that is on duty for on-demand work during these hours.
    var onDuty: Double
    /// Interpreted minutes a week at most.
    var minutesPerWeek: Int?

    /// The days of one interpreter, ascending.
    func days(_ stream: inout RandomStream) -> [Weekday] {
        var left = weekdays
        while left.count > max(1, daysPerWeek) { left.remove(at: stream.index(below: left.count)) }
        return left.sorted()
    }

    func stretches(_ days: [Weekday]) -> [WeeklyStretch] {
        days.map { WeeklyStretch(weekday: $0.rawValue + 1, from: from, until: until) }
    }
}
