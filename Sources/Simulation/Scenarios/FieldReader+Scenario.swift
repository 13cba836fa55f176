import Interpreting
import RuleFiles

/// What scenarios write that rule files do not: fractions, days, names out of a list, and where figures come from.
extension FieldReader {
    /// Digits behind the point that figures of scenarios may have.
    private static let places = 4
    private static let unit = 10_000.0

    /// A number with at most four decimals.
    func number(_ key: String, _ limits: ClosedRange<Double>) -> Double? {
        let scaled = Int((limits.lowerBound * FieldReader.unit).rounded())...Int((limits.upperBound * FieldReader.unit).rounded())
        return decimal(key, places: FieldReader.places, scaled).map { Double($0) / FieldReader.unit }
    }

    /// Per cent, as a share between 0 and 1.
    func percent(_ key: String) -> Double? { number(key, 0...100).map { $0 / 100 } }

    /// A share that is 0 when it is left out.
    func percentOrNone(_ key: String) -> Double { optional(key) { $0.percent(key) } ?? 0 }

    /// A list of numbers with at most four decimals, each at least 0.
    func numbers(_ key: String, count: ClosedRange<Int>) -> [Double]? {
        guard let words = words(key, once: false) else { return nil }
        let numbers = words.compactMap { word -> Double? in
            if let value = DecimalText.scaled(word.value, places: FieldReader.places), value >= 0 {
                return Double(value) / FieldReader.unit
            }
            report("\(key) has \"\(word.value)\", expected a number from 0 with at most \(FieldReader.places) decimals", at: word.place)
            return nil
        }
        guard count.contains(words.count) else {
            let wanted = count.lowerBound == count.upperBound ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
            report("\(key) has \(words.count) numbers, expected \(wanted)", at: words.first?.place)
            return nil
        }
        return numbers.count == words.count ? numbers : nil
    }

    /// A day such as 2026-12-01.
    func date(_ key: String) -> CivilDate? {
        guard let text = locatedText(key) else { return nil }
        if let date = CivilDate(text.value) { return date }
        report("\(key) is \"\(text.value)\", expected a day such as 2026-12-01", at: text.place)
        return nil
    }

    /// `from` and `until`, both days included.
    func days() -> ClosedRange<CivilDate>? {
        guard let from = date("from"), let until = date("until") else { return nil }
        if from <= until { return from...until }
        report("from \(from) until \(until) runs backwards, expected from to be at most until")
        return nil
    }

    /// `from` and `until` of the clock, the last minute excluded.
    func minutes() -> Range<Int>? {
        guard let from = clock("from"), let until = clock("until") else { return nil }
        if from < until { return from..<until }
        report("from \(ClockText.text(from)) until \(ClockText.text(until)) runs backwards, expected from to be before until")
        return nil
    }

    /// `median` and `sigma`; the median within `limits`, in the unit of the caller.
    func lognormal(_ limits: ClosedRange<Double>) -> Lognormal? {
        guard let median = number("median", limits), let sigma = number("sigma", 0...3) else { return nil }
        return Lognormal(median: median, sigma: sigma)
    }

    /// Rows of `share`, `median` and `sigma`.
    func mixture(_ key: String, _ limits: ClosedRange<Double>) -> LognormalMixture? {
        let parts = rows(key) { row -> (part: Lognormal, share: Double)? in
            guard let share = row.number("share", 0...1_000_000), let part = row.lognormal(limits) else { return nil }
            return (part, share)
        }
        return parts.isEmpty ? nil : LognormalMixture(parts)
    }

    /// Every key is one of `names`, and its value a weight; in the order of `names`. An unknown key is reported when the reader closes.
    func weights(among names: [String], _ what: String) -> [(name: String, weight: Double)]? {
        let found = names.compactMap { name in optional(name) { $0.number(name, 0...1_000_000) }.map { (name: name, weight: $0) } }
        if found.contains(where: { $0.weight > 0 }) { return found }
        report("no weight above 0, expected \(what) and its weight, such as \(names.first ?? "it"): 10")
        return nil
    }

    /// A text that is one of `names`.
    func name(_ key: String, among names: [String], _ what: String) -> String? {
        guard let text = locatedText(key) else { return nil }
        if names.contains(text.value) { return text.value }
        let hint = Suggestion.phrase(for: text.value, among: names)
        report("\(key) is \"\(text.value)\", expected \(what): \(names.joined(separator: ", "))\(hint)", at: text.place)
        return nil
    }

    /// A list of texts each of which is one of `names`.
    func names(_ key: String, among names: [String], _ what: String) -> [String]? {
        words(key)?.compactMap { word in
            if names.contains(word.value) { return word.value }
            let hint = Suggestion.phrase(for: word.value, among: names)
            report("\(key) has \"\(word.value)\", expected \(what): \(names.joined(separator: ", "))\(hint)", at: word.place)
            return nil
        }
    }

    /// A municipality by NIS code or name, as a NIS code.
    func municipality(_ key: String, _ context: EventContext) -> String? {
        guard let text = locatedText(key) else { return nil }
        if let found = context.gazetteer.resolve(text.value) { return found.code.description }
        let near = context.gazetteer.suggestions(for: text.value).map { "\"\($0.dutch)\"" }
        let hint = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
        report("\(key) is \"\(text.value)\", expected a municipality of Flanders or Brussels\(hint)", at: text.place)
        return nil
    }

    /// Where the figures of this block come from: `source`, or `assumption` when nobody has published them. One of them must be there.
    func provenance() -> String? {
        let source = optional("source") { $0.text("source") }
        let assumption = optional("assumption") { $0.text("assumption") }
        switch (source, assumption) {
        case (let source?, nil): return source
        case (nil, let assumption?): return "assumption: \(assumption)"
        case (let source?, let assumption?): return "\(source); assumption: \(assumption)"
        case (nil, nil):
            if optionalNode("source") == nil, optionalNode("assumption") == nil {
                report("figures without an origin, expected \"source\" for published ones or \"assumption\" for others")
            }
            return nil
        }
    }
}
