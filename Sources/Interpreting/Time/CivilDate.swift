/// A day of the Gregorian calendar, counted from 1970-01-01.
///
/// Conversions follow Howard Hinnant, "chrono-compatible low-level date algorithms" (days_from_civil, civil_from_days).
public struct CivilDate: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let dayNumber: Int

    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// The date, or nil when month or day do not exist (2026-02-29).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (0...9999).contains(year) else { return nil }
        guard day >= 1, day <= CivilDate.daysInMonth(year: year, month: month) else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    private init(validYear year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = era * 146_097 + dayOfEra - 719_468
    }

    public static func isLeap(year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    public static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year: year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month 1…12 and day 1…31.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    public var year: Int { components.year }

    /// 1970-01-01 was a Thursday.
    public var weekday: Weekday { Weekday(rawValue: (dayNumber + 3).floorRemainder(by: 7)) ?? .monday }

    /// The first day of its week.
    public var monday: CivilDate { adding(days: -weekday.rawValue) }

    public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

    /// `2026-12-01`.
    public var description: String { String(digits: 24) { put(into: &$0) } }

    /// Writes `2026-12-01`.
    func put(into writer: inout DigitWriter) {
        let (year, month, day) = components
        writer.put(year, width: 4)
        writer.put("-")
        writer.put(month, width: 2)
        writer.put("-")
        writer.put(day, width: 2)
    }

    /// Reads `2026-12-01`; nil when it is not a date of that form, of the years 1 to 9999, which the tables keep too.
    public init?(_ text: some StringProtocol) { self.init(octets: Array(text.utf8)[...]) }

    init?(octets: ArraySlice<UInt8>) {
        let first = octets.startIndex
        guard octets.count == 10, octets[first + 4] == 0x2D, octets[first + 7] == 0x2D,
            let year = number(octets[first..<first + 4]), year > 0, let month = number(octets[first + 5..<first + 7]),
            let day = number(octets[first + 8..<first + 10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CivilDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
        }
        self = date
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the week; ISO 8601 order, Monday first.
public enum Weekday: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public var isWeekend: Bool { self == .saturday || self == .sunday }

    /// The lower-case English name, as in the rule files: `monday`.
    public var name: String { String(describing: self) }

    public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}

/// The number that 1 to 18 ASCII `digits` spell, nil when there are more or one is not a digit.
func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count <= 18 else { return nil }
    var value = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int(digit - 0x30)
    }
    return digits.isEmpty ? nil : value
}
