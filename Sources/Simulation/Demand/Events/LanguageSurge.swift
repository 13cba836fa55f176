import Interpreting
import RuleFiles

/// `language-surge`: demand for a language follows a monthly series, such as arrivals of refugees.
///
/// The factor of a month is its level divided by the reference level. Months that the series leaves out are interpolated along a
/// straight line between their neighbours; before the first and after the last month these hold.
public struct LanguageSurge: ScenarioEvent {
    /// BCP 47.
    public var language: String
    /// Ascending by month; at least one.
    public var levels: [Level]
    /// The level at which demand is as usual.
    public var reference: Double

    public struct Level: Hashable, Sendable {
        /// Months since January of the year 0: 12 × year + month − 1.
        public var month: Int
        public var level: Double
    }

    public var summary: String {
        let months = levels.map { "\(LanguageSurge.text($0.month)) × \(LanguageSurge.rounded($0.level / reference))" }
        let missing = interpolated.isEmpty ? "" : "; interpolated: \(interpolated.map(LanguageSurge.text).joined(separator: ", "))"
        return "demand for \(language): \(months.joined(separator: ", "))\(missing)"
    }

    /// Months between the first and the last one that the series leaves out.
    public var interpolated: [Int] {
        guard let first = levels.first?.month, let last = levels.last?.month, first <= last else { return [] }
        return (first...last).filter { month in !levels.contains { $0.month == month } }
    }

    public func highestFactor(of asking: Asking) -> Double {
        guard asking.language == language, reference > 0 else { return 1 }
        let date = asking.date.components
        return level(date.year * 12 + date.month - 1) / reference
    }

    /// The level of a month.
    public func level(_ month: Int) -> Double {
        guard let after = levels.firstIndex(where: { $0.month >= month }) else { return levels.last?.level ?? reference }
        guard after > 0, levels[after].month != month else { return levels[after].level }
        let (left, right) = (levels[after - 1], levels[after])
        return left.level + (right.level - left.level) * Double(month - left.month) / Double(right.month - left.month)
    }

    /// `2022-03`.
    static func text(_ month: Int) -> String { "\(month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)" }

    private static func rounded(_ factor: Double) -> Double { (factor * 100).rounded() / 100 }
}

extension LanguageSurge: ReadableEvent {
    package static let word = "language-surge"

    package static func read(_ row: FieldReader, _ context: EventContext) -> LanguageSurge? {
        let language = row.language("language", context)
        let reference = row.number("reference", 0.0001...1_000_000)
        let levels = row.fields("months") { months in
            months.keys.compactMap { key -> Level? in
                guard let level = months.number(key, 0...1_000_000) else { return nil }
                guard let first = CivilDate("\(key)-01") else {
                    months.report("\(key) is not a month, expected one like 2022-03")
                    return nil
                }
                let parts = first.components
                return Level(month: parts.year * 12 + parts.month - 1, level: level)
            }
        }
        guard let language, let reference, let levels else { return nil }
        guard !levels.isEmpty else {
            row.report("months is empty, expected at least one month and its level, such as 2022-03: 26507")
            return nil
        }
        return LanguageSurge(language: language, levels: levels.sorted { $0.month < $1.month }, reference: reference)
    }
}
