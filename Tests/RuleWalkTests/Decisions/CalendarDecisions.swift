import Dispatching
import Interpreting
import Rules

/// Which days are worked, and what becomes of entries when the clock is changed.
extension Decision {
    /// By the calendar as it is: a year of public holidays, each with the days around it.
    private static let days = Result {
        let calendar = try RuleSources.book().calendar
        let first = CivilDate(text: "2026-05-02")
        let all = (0..<365).map { first.adding(days: $0) }
        return all.filter { day in (-2...1).contains { calendar.publicHoliday(on: day.adding(days: $0)) != nil } }
    }

    static let calendar = [
        Decision("QUOTE around public holidays", ["calendar.yaml"]) { book in
            let talk = AdviceCase(language: "ti", complexity: .practical, minutes: 20)
            let days = try days.get()
            return try ["2026-05-01T00:00", "2026-10-20T00:00"].flatMap { now in
                let counter = try Counter(book, at: now)
                let today = counter.book.calendar.local(counter.now).date
                return days.filter { today < $0 && $0 < today.adding(days: 175) }
                    .flatMap { counter.ask(.quote(talk, start: "\($0)T10:00", place: nil)) }
            }
        },
        Decision("agencies on public holidays", ["calendar.yaml"]) { book in
            try days.get().flatMap { day in
                let counter = try Counter(book, at: "\(day)T10:00")
                return counter.ask(.show("agii"))
            }
        },
        Decision("AVAILABLE over the change of the clock", ["calendar.yaml"]) { book in
            let counter = try Counter(book, at: "2026-10-01T09:00")
            let tolk = counter.interpreter(isAvailable: false)
            for entry in [("02:20", "02:40"), ("01:30", "02:30"), ("02:30", "05:00")] {
                let entry = CalendarEntry(from: "2026-10-18T\(entry.0)", until: "2026-10-18T\(entry.1)", weeks: 2)
                counter.give(.available(entry), as: tolk)
                counter.give(.unavailable(entry), as: tolk)
            }
            return counter.told
        },
    ]
}

extension CivilDate {
    /// 1 January of the year 1 when it is no date; the decisions would show it.
    init(text: String) { self = CivilDate(text) ?? CivilDate(dayNumber: 0) }
}
