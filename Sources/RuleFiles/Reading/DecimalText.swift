/// Decimal numbers as text, read exactly.
package enum DecimalText {
    /// `text` times ten to the power `places`; nil when it is not a plain decimal number or has more places than that.
    package static func scaled(_ text: String, places: Int) -> Int? {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count <= 9, whole.utf8.allSatisfy(isDigit) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.count <= places, fraction.utf8.allSatisfy(isDigit) else { return nil }
        let digits = whole + fraction + String(repeating: "0", count: places - fraction.count)
        return Int(digits).map { negative ? -$0 : $0 }
    }

    /// `a whole number from 1 to 480`, or `a number from 0.00 to 10.00 with at most 2 decimals`.
    package static func expectation(places: Int, _ limits: ClosedRange<Int>) -> String {
        let (least, most) = (text(limits.lowerBound, places: places), text(limits.upperBound, places: places))
        return places == 0 ? "a whole number from \(least) to \(most)" : "a number from \(least) to \(most) with at most \(places) decimals"
    }

    /// 33 with two places is `0.33`.
    static func text(_ value: Int, places: Int) -> String {
        guard places > 0 else { return String(value) }
        let digits = String(abs(value))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return (value < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension StringProtocol {
    /// Without white space at both ends.
    package var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
