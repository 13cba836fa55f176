import Interpreting

/// The day that stands in examples, so that they are right whenever they are read: a Tuesday a few days ahead.
struct ExampleDay: Sendable {
    /// Stands for the day in the text of an example, and before a time of day for that moment: `TUESDAY`, `TUESDAY 10:00`.
    static let placeholder = "TUESDAY"

    let now: Timestamp
    let zone: ZoneTable

    /// What is asked three days ahead is refused by no rule of notice.
    private var date: CivilDate {
        let earliest = zone.local(now).date.adding(days: 3)
        let tuesday = earliest.monday.adding(days: Weekday.tuesday.rawValue)
        return tuesday < earliest ? tuesday.adding(days: 7) : tuesday
    }

    /// `2026-12-08T10:00:00+01:00` for `TUESDAY 10:00`; other examples as they are.
    func text(of example: String) -> String {
        guard example.hasPrefix(Self.placeholder) else { return example }
        let time = example.dropFirst(Self.placeholder.count).split(separator: ":").compactMap { Int($0.drop { $0 == " " }) }
        guard time.count == 2 else { return date.description }
        return zone.text(zone.moment(LocalTime(date: date, secondOfDay: 3_600 * time[0] + 60 * time[1])))
    }
}
