import Interpreting

/// How long before its beginning a conversation is asked for, and on which times of the clock it may begin.
struct LeadTime: Sendable {
    /// In hours.
    let hours: LognormalMixture
    let shortest: Span
    let longest: Span
    /// Conversations begin at multiples of so many minutes of the hour.
    let align: Int

    /// When a conversation asked for at `at` begins: on a working day, at an hour at which the sector holds conversations.
    ///
    /// A beginning within a day that falls into such an hour is kept; any other moves to a working day and an hour of `talks`.
    func beginning(
        askedAt at: Timestamp, on date: CivilDate, talks: HourProfile, calendar: CalendarTable, stream: inout RandomStream
    ) -> (moment: Timestamp, local: LocalTime) {
        let drawn = Span.seconds(Int((hours.draw(&stream) ?? 24) * 3600))
        let lead = min(max(drawn, shortest), longest)
        let wanted = calendar.local(at + lead)
        if lead < .hours(24), calendar[wanted.date].isWorkingDay {
            let minute = (wanted.minuteOfDay + align - 1) / align * align
            if talks.isOpen(minuteOfDay: minute) { return begin(wanted.date, minute, calendar) }
        }
        var day = calendar.workingDay(atOrAfter: wanted.date)
        // Down, so that it stays in the hour that was drawn.
        let minute = talks.second(&stream) / 60 / align * align
        if calendar.moment(day, secondOfDay: minute * 60) < at + shortest { day = calendar.workingDay(atOrAfter: day.adding(days: 1)) }
        return begin(day, minute, calendar)
    }

    private func begin(_ date: CivilDate, _ minute: Int, _ calendar: CalendarTable) -> (moment: Timestamp, local: LocalTime) {
        (calendar.moment(date, secondOfDay: minute * 60), LocalTime(date: date, secondOfDay: minute * 60))
    }
}
