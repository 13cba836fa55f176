import Foundation

/// Figures as words: the same on every machine, whatever its language.
enum Wording {
    /// What stands where a figure does not exist.
    static let none = "–"

    /// `12,345.6`.
    static func number(_ value: Double, digits: Int = 0) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return none }
        let plain = String(format: "%.\(digits)f", abs(value))
        let parts = plain.split(separator: ".", maxSplits: 1)
        var whole = ""
        for (place, digit) in (parts.first ?? "0").reversed().enumerated() {
            if place > 0, place % 3 == 0 { whole.append(",") }
            whole.append(digit)
        }
        let isZero = !plain.contains { $0 != "0" && $0 != "." }
        let sign = value < 0 && !isZero ? "−" : ""
        return sign + String(whole.reversed()) + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// `12,345`.
    static func number(_ whole: Int) -> String { number(Double(whole)) }

    /// Between a figure and its unit, so that no line breaks there.
    static let gap = "\u{A0}"

    /// With as many digits as a reader can use: three, without noughts at the end of a fraction, and all that stand before the point.
    static func measure(_ value: Double) -> String {
        let words = number(value, digits: digits(for: abs(value)))
        guard words.contains(".") else { return words }
        let trimmed = words.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(trimmed.reversed())
    }

    /// `1 day`, `2 days`.
    static func count(_ number: Int, _ thing: String) -> String {
        "\(self.number(number))\(gap)\(thing)\(number == 1 ? "" : "s")"
    }

    static func digits(for size: Double) -> Int {
        switch size {
        case 100...: 0
        case 10..<100: 1
        case 1..<10: 2
        case 0: 0
        default: 3
        }
    }

    /// `12.3 ± 0.4 unit`; without the ± when there is no interval.
    static func estimate(_ value: Estimate?, digits: Int, unit: String = "") -> String {
        guard let value, value.mean.isFinite else { return none }
        let spread = value.interval == nil ? "" : value.halfWidth.map { "\(gap)±\(gap)\(number($0, digits: digits))" } ?? ""
        return number(value.mean, digits: digits) + spread + (unit.isEmpty ? "" : gap + unit)
    }

    /// A share between 0 and 1, as `87.4 ± 0.6 %`.
    static func percent(_ share: Estimate?, digits: Int = 1) -> String {
        estimate(share?.scaled(by: 100), digits: digits, unit: "%")
    }

    /// Seconds in the unit that suits them, as `3.4 ± 0.2 min`.
    static func duration(_ seconds: Estimate?) -> String {
        guard let seconds, seconds.mean.isFinite else { return none }
        let (divisor, unit): (Double, String) =
            switch seconds.mean {
            case ..<90: (1, "s")
            case ..<5_400: (60, "min")
            case ..<172_800: (3_600, "h")
            default: (86_400, "days")
            }
        let inUnit = seconds.scaled(by: 1 / divisor)
        // An interval under half a unit would read as ± 0.
        let isFine = divisor > 1 && inUnit.mean < 20 || (seconds.halfWidth ?? divisor) < divisor / 2
        return estimate(inUnit, digits: isFine ? 1 : 0, unit: unit)
    }

    /// With its sign, as `+1.2 ± 0.4`: for differences.
    static func signed(_ value: Estimate) -> String {
        let figures = digits(for: max(abs(value.mean), value.halfWidth ?? 0))
        return (value.mean > 0 ? "+" : "") + estimate(value, digits: figures)
    }

    /// The first letter as a capital.
    static func sentence(_ words: String) -> String {
        words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Shortened to `most` characters, the last of them `…` when something was left out.
    static func fitted(_ words: String, to most: Int) -> String {
        words.count <= most ? words : words.prefix(max(most - 1, 0)) + "…"
    }
}

extension Estimate {
    /// The same estimate in another unit.
    func scaled(by factor: Double) -> Estimate {
        Estimate(mean: mean * factor, halfWidth: halfWidth.map { $0 * abs(factor) }, count: count, confidence: confidence)
    }

    /// For places where the mean alone is wanted.
    var withoutInterval: Estimate { Estimate(mean: mean, halfWidth: nil, count: count, confidence: confidence) }

    /// The ends of the interval; the mean alone when there is no interval.
    var ends: [Double] { interval.map { [$0.lowerBound, $0.upperBound] } ?? [mean] }
}
