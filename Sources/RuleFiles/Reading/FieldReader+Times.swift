import Interpreting

/// Times of day and lengths of time.
extension FieldReader {
    /// A wall-clock time `HH:MM` from 00:00 to 24:00, in minutes since midnight.
    package func clock(_ key: String) -> Int? {
        let expected = "a time from 00:00 to 24:00"
        guard let node = node(key, expected), let scalar = scalar(node, key: key, expected) else { return nil }
        let parts = scalar.value.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.filter { $0.count == 2 }.compactMap { DecimalText.scaled(String($0), places: 0) }
        guard parts.count == 2, numbers.count == 2, let hour = numbers.first, let minute = numbers.last,
            (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1440
        else {
            log.report("\(key) is \"\(scalar.value)\", expected \(expected)", at: scalar.place)
            return nil
        }
        return hour * 60 + minute
    }

    /// A date such as 2027-05-07.
    package func date(_ key: String) -> CivilDate? {
        guard let scalar = locatedText(key) else { return nil }
        if let date = CivilDate(scalar.value) { return date }
        let problem = CivilDate.problem(of: scalar.value).map { " (\($0))" } ?? ""
        log.report("\(key) is \"\(scalar.value)\"\(problem), expected a date such as 2027-05-07", at: scalar.place)
        return nil
    }

    /// A length of time such as `25s`, `15min`, `2h` or `7d`, within `limits`.
    package func span(_ key: String, _ limits: ClosedRange<Span>) -> Span? {
        let expected =
            "a time from \(SpanText.text(limits.lowerBound)) to \(SpanText.text(limits.upperBound)), such as 25s, 15min, 2h or 7d"
        guard let node = node(key, expected), let scalar = scalar(node, key: key, expected) else { return nil }
        guard let span = SpanText.span(scalar.value), limits.contains(span) else {
            log.report("\(key) is \"\(scalar.value)\", expected \(expected)", at: scalar.place)
            return nil
        }
        return span
    }
}
