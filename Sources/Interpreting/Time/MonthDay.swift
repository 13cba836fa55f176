/// A day that comes back every year, such as 25 December.
public struct MonthDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 1…12.
    public let month: Int
    public let day: Int

    /// Nil when no year, or not every year, has the day: 29 February is not a `MonthDay`.
    public init?(month: Int, day: Int) {
        // 2001 stands for every year: it has no leap day.
        guard CivilDate(year: 2001, month: month, day: day) != nil else { return nil }
        self.init(validMonth: month, day: day)
    }

    init(validMonth month: Int, day: Int) {
        self.month = month
        self.day = day
    }

    /// Reads `12-25`; nil when it is not a day of that form.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == 0x2D, let month = number(bytes[0..<2]), let day = number(bytes[3..<5]) else { return nil }
        self.init(month: month, day: day)
    }

    /// This day in a year 0…9999.
    public func date(in year: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day) ?? CivilDate(dayNumber: 0)
    }

    /// `12-25`.
    public var description: String {
        String(digits: 48) { writer in
            writer.put(month, width: 2)
            writer.put("-")
            writer.put(day, width: 2)
        }
    }

    public static func < (left: MonthDay, right: MonthDay) -> Bool { (left.month, left.day) < (right.month, right.day) }
}
