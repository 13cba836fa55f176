import Interpreting

/// Lengths of time as rule files write them: a whole number and a unit, `25s`, `15min`, `2h`, `7d`.
enum SpanText {
    private static let units: [(name: String, seconds: Int)] = [("min", 60), ("d", 86_400), ("h", 3600), ("s", 1)]

    /// Nil when `text` is not of that form.
    static func span(_ text: String) -> Span? {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }),
            let count = DecimalText.scaled(String(text.dropLast(unit.name.count)), places: 0)
        else { return nil }
        return .seconds(count * unit.seconds)
    }

    /// In the largest unit that needs no fraction.
    static func text(_ span: Span) -> String {
        let seconds = span.seconds
        let fitting = units.filter { seconds % $0.seconds == 0 && seconds != 0 }.max { $0.seconds < $1.seconds }
        guard let fitting else { return "\(seconds)s" }
        return "\(seconds / fitting.seconds)\(fitting.name)"
    }
}
