import Interpreting

/// Europe/Brussels by the rule of the European Union: summer time from the last Sunday of March to the last of October, 01:00 UTC.
enum Brussels {
    static let years = 1996...2080

    static let zone = ZoneTable(
        name: "Europe/Brussels", initialOffset: 3600,
        transitions: years.flatMap { year in
            [
                ZoneTable.Transition(at: change(year, month: 3), offset: 7200),
                ZoneTable.Transition(at: change(year, month: 10), offset: 3600),
            ]
        })

    static func change(_ year: Int, month: Int) -> Timestamp {
        let last = date("\(year)-\(month == 3 ? "03" : "10")-31")
        let sunday = last.adding(days: -((last.weekday.rawValue + 1) % 7))
        return Timestamp(seconds: Int64(sunday.dayNumber) * 86_400 + 3600)
    }

    /// New York, to see that nothing relies on an offset east of Greenwich.
    static let newYork = ZoneTable(
        name: "America/New_York", initialOffset: -18_000,
        transitions: [
            ZoneTable.Transition(at: moment("2027-03-14T07:00:00Z"), offset: -14_400),
            ZoneTable.Transition(at: moment("2027-11-07T06:00:00Z"), offset: -18_000),
        ])
}

/// A date that the test knows to exist.
func date(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { fatalError("\(text) is not a date") }
    return date
}

/// A moment that the test knows to exist; a text without an offset is Brussels time.
func moment(_ text: String) -> Timestamp {
    do { return try Timestamp.parse(text, in: text.hasSuffix("Z") ? utc : Brussels.zone) } catch { fatalError("\(text): \(error)") }
}

let utc = ZoneTable(name: "UTC", initialOffset: 0, transitions: [])
