/// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored as in POSIX time.
///
/// The pure targets never read a clock: every moment they see was handed to them.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the epoch; negative before 1970.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The moment `seconds` seconds after the epoch.
    public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

    /// Before and after everything that happens.
    public static let distantPast = Timestamp(milliseconds: .min)
    public static let distantFuture = Timestamp(milliseconds: .max)

    /// Whole seconds since the epoch, rounded down.
    public var seconds: Int64 { milliseconds.floorDivided(by: 1000) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
    public static func + (moment: Timestamp, span: Span) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + span.milliseconds)
    }
    public static func - (moment: Timestamp, span: Span) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds - span.milliseconds)
    }
    /// The span from `earlier` to `later`; negative when they are the other way round.
    public static func - (later: Timestamp, earlier: Timestamp) -> Span {
        Span(milliseconds: later.milliseconds - earlier.milliseconds)
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A length of time in whole milliseconds.
public struct Span: Hashable, Comparable, Sendable, Codable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static let zero = Span(milliseconds: 0)
    public static func seconds(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 1000) }
    public static func minutes(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 60_000) }
    public static func hours(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 3_600_000) }
    public static func days(_ count: Int) -> Span { Span(milliseconds: Int64(count) * 86_400_000) }

    /// Whole seconds, rounded down.
    public var seconds: Int { Int(milliseconds.floorDivided(by: 1000)) }
    /// Whole minutes, rounded down.
    public var minutes: Int { Int(milliseconds.floorDivided(by: 60_000)) }

    public static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
    public static func + (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds + right.milliseconds) }
    public static func - (left: Span, right: Span) -> Span { Span(milliseconds: left.milliseconds - right.milliseconds) }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

/// A half-open stretch of time: `start` belongs to it, `end` does not.
public struct Interval: Hashable, Sendable, Codable {
    public var start: Timestamp
    public var end: Timestamp

    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    public var length: Span { end - start }
    public func overlaps(_ other: Interval) -> Bool { start < other.end && other.start < end }
    public func contains(_ other: Interval) -> Bool { start <= other.start && other.end <= end }
    public func contains(_ moment: Timestamp) -> Bool { start <= moment && moment < end }
}

extension FixedWidthInteger {
    /// The quotient rounded towards minus infinity; `divisor` is positive.
    @inlinable
    public func floorDivided(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
    /// The remainder that goes with `floorDivided(by:)`: never negative.
    @inlinable
    public func floorRemainder(by divisor: Self) -> Self { self - floorDivided(by: divisor) * divisor }
}
