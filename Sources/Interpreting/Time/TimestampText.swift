/// What is wrong with a date and time that a person typed.
public enum TimestampProblem: Error, Hashable, Sendable {
    /// Not of the form `2026-12-01T10:00+01:00`.
    case malformed(String)
    /// No offset given and the wall clock skips this reading; `next` is the first reading after the gap.
    case skipped(String, next: String)
    /// No offset given and the wall clock shows this reading twice; the texts name both with their offsets.
    case ambiguous(String, first: String, second: String)
}

extension Timestamp: CustomStringConvertible {
    /// UTC in RFC 3339, for logs: `2026-11-30T09:00:00Z`, with milliseconds only when there are any. What the service shows goes by
    /// ``ZoneTable/text(_:)``.
    public var description: String { text(offset: 0) }

    /// RFC 3339 with the given offset in seconds east of UTC; `Z` for zero.
    public func text(offset: Int) -> String {
        let shifted = seconds + Int64(offset)
        let day = shifted.floorDivided(by: 86_400)
        let second = Int(shifted - day * 86_400)
        let fraction = Int(milliseconds.floorRemainder(by: 1000))
        return String(digits: 48) { writer in
            CivilDate(dayNumber: Int(day)).put(into: &writer)
            writer.put("T")
            writer.put(clock: second)
            writer.put(":")
            writer.put(second % 60, width: 2)
            if fraction != 0 {
                writer.put(".")
                writer.put(fraction, width: 3)
            }
            writer.put(offset: offset)
        }
    }

    /// `Z`, `+01:00` or `-03:30`.
    public static func offsetText(_ offset: Int) -> String { String(digits: 24) { $0.put(offset: offset) } }

    /// Reads RFC 3339 text with seconds optional: `2026-12-01T10:00+01:00`, `2026-12-01T09:00:30Z`, or without an offset,
    /// which then means the wall clock of `zone`.
    ///
    /// Without an offset a wall-clock reading that the spring change skips is an error, and so is one that comes twice in autumn. With
    /// an offset every reading names one moment: 2027-03-28T02:30+01:00 is 03:30 on the clocks of Brussels.
    /// Of a fraction of a second up to nine digits are read and milliseconds kept.
    public static func parse(_ text: String, in zone: ZoneTable) throws(TimestampProblem) -> Timestamp {
        let bytes = Array(text.utf8)
        guard bytes.count >= 16, bytes[10] | 0x20 == 0x74, bytes[13] == 0x3A,
            let date = CivilDate(octets: bytes[0..<10]),
            let hour = number(bytes[11..<13]), hour < 24, let minute = number(bytes[14..<16]), minute < 60
        else { throw .malformed(text) }
        var rest = bytes[16...]
        var second = 0
        var fraction = Span.zero
        if rest.first == 0x3A {
            guard rest.count >= 3, let value = number(rest.dropFirst().prefix(2)), value < 60 else { throw .malformed(text) }
            second = value
            rest = rest.dropFirst(3)
            guard let read = Timestamp.fraction(&rest) else { throw .malformed(text) }
            fraction = read
        }
        let local = LocalTime(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
        guard !rest.isEmpty else { return try fromWallClock(local, text: text, zone: zone) + fraction }
        guard let offset = offset(rest) else { throw .malformed(text) }
        return Timestamp(seconds: local.secondsIfUTC - Int64(offset)) + fraction
    }

    /// Takes `.5` or `.123456789` from the front of `bytes`; zero when there is no fraction, nil when it is malformed.
    private static func fraction(_ bytes: inout ArraySlice<UInt8>) -> Span? {
        guard bytes.first == 0x2E else { return .zero }
        let digits = bytes.dropFirst().prefix { (0x30...0x39).contains($0) }
        bytes = bytes[digits.endIndex...]
        guard (1...9).contains(digits.count), let value = number(([UInt8](digits) + [0x30, 0x30]).prefix(3)) else { return nil }
        return Span(milliseconds: Int64(value))
    }

    private static func fromWallClock(_ local: LocalTime, text: String, zone: ZoneTable) throws(TimestampProblem) -> Timestamp {
        switch zone.resolve(local) {
        case .unique(let moment): return moment
        case .skipped(let next): throw .skipped(text, next: wallClock(next))
        case .ambiguous(let first, let second):
            throw .ambiguous(text, first: zone.text(first), second: zone.text(second))
        }
    }

    private static func wallClock(_ local: LocalTime) -> String {
        String(digits: 32) { writer in
            local.date.put(into: &writer)
            writer.put("T")
            writer.put(clock: local.secondOfDay)
        }
    }

    /// Seconds east of UTC spelled by `Z`, `z`, `+01:00` or `-0330`; nil for anything else.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.count == 1, bytes.first == 0x5A || bytes.first == 0x7A { return 0 }
        guard let sign = bytes.first, sign == 0x2B || sign == 0x2D else { return nil }
        let digits = bytes.dropFirst()
        let hasColon = digits.count == 5 && digits[digits.startIndex + 2] == 0x3A
        guard hasColon || digits.count == 4, let hours = number(digits.prefix(2)), let minutes = number(digits.suffix(2)),
            hours <= 14, minutes < 60
        else { return nil }
        return (sign == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
