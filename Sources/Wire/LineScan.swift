/// Finds line ends and literals, octet by octet, without understanding more of the line than it must.
///
/// `{5}` announces a literal only at the end of a line and only outside double quotes. A quoted text cannot hold a line
/// feed, so a quote left open ends with its line and cannot swallow the next one.
struct LineScan {
    enum Step: Equatable {
        /// The line goes on.
        case more
        /// A line end of so many octets, 2 with a carriage return and else 1. After `{N}` it is followed by N octets that belong to the
        /// line; a count too large to be right is cut off. A carriage return that ends a literal is not part of a line end.
        case lineEnd(Int, literal: Int?)
    }

    private enum Place {
        case plain, quoted, escaped, count, counted, carriageReturn
    }

    /// More than any limit can allow; counts stop growing here.
    static let unboundedCount = 1_000_000

    private var place = Place.plain
    private var count = 0
    private var digits = 0
    private var previous: UInt8 = 0

    @inline(__always)
    mutating func take(_ octet: UInt8) -> Step {
        if octet == Octet.lineFeed { return endOfLine() }
        previous = octet
        switch place {
        case .plain:
            if octet == Octet.quote { place = .quoted } else if octet == Octet.openBrace { beginCount() }
        case .quoted:
            if octet == Octet.quote { place = .plain } else if octet == Octet.backslash { place = .escaped }
        case .escaped:
            place = .quoted
        case .count, .counted, .carriageReturn:
            takeInBraces(octet)
        }
        return .more
    }

    /// Passes over octets that say nothing to this scan, from `begin` on; answers where the first lies that may, `end` when none does.
    @inline(__always)
    mutating func skip(_ octets: UnsafeBufferPointer<UInt8>, from begin: Int, to end: Int) -> Int {
        guard place == .plain else { return begin }
        var next = begin
        while next < end, octets[next] != Octet.lineFeed, octets[next] != Octet.quote, octets[next] != Octet.openBrace { next += 1 }
        if next > begin { previous = octets[next - 1] }
        return next
    }

    private mutating func endOfLine() -> Step {
        let announced = place == .counted || place == .carriageReturn
        place = .plain
        defer { previous = Octet.lineFeed }
        return .lineEnd(previous == Octet.carriageReturn ? 2 : 1, literal: announced ? count : nil)
    }

    private mutating func beginCount() {
        place = .count
        count = 0
        digits = 0
    }

    private mutating func takeInBraces(_ octet: UInt8) {
        switch (place, octet) {
        case (_, Octet.quote):
            place = .quoted
        case (_, Octet.openBrace):
            beginCount()
        case (.count, _) where octet.isDigit:
            digits += 1
            count = digits > Limits.literalDigits ? Self.unboundedCount : count * 10 + Int(octet - Octet.zero)
        case (.count, Octet.closeBrace) where digits > 0:
            place = .counted
        case (.counted, Octet.carriageReturn):
            place = .carriageReturn
        default:
            place = .plain
        }
    }
}
