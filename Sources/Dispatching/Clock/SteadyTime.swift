import Interpreting

/// What the clocks of a machine show at one moment.
public struct ClockReading: Hashable, Sendable {
    /// Of the clock that somebody can set.
    public var wall: Timestamp
    /// Since some moment of the past, by a clock that nobody can set and that goes on while the machine sleeps.
    public var passed: Span

    public init(wall: Timestamp, passed: Span) {
        self.wall = wall
        self.passed = passed
    }
}

/// The time by which the engine decides, as a pure value: it begins at the wall clock, and from then on it goes as far as time really
/// passes, whatever happens to the wall clock.
///
/// What the engine has once seen as past stays past: a jump that it believed would expire every offer and token and could not be taken
/// back. So a wall clock that is a little off is followed slowly, and one that is far off not at all.
public struct SteadyTime: Hashable, Sendable {
    /// How far apart two clocks may be. Beyond it one of them is wrong, and nothing that follows from it may be decided.
    public static let tolerance = Span.seconds(5)
    /// To come nearer to the wall clock it goes faster or slower by one part of so many: a second in a minute.
    public static let pace: Int64 = 60

    /// What it shows when nothing has passed; nil before the first reading.
    private var origin: Timestamp?
    /// Up to where the wall clock has been followed, by the clock that nobody can set.
    private var followedUntil = Span.zero

    public init() {}

    /// Begins anew at what the wall clock shows.
    public mutating func begin(_ reading: ClockReading) {
        origin = Timestamp(milliseconds: reading.wall.milliseconds - reading.passed.milliseconds)
        followedUntil = reading.passed
    }

    /// What it shows now. The first reading begins it.
    public mutating func now(_ reading: ClockReading) -> Timestamp {
        if origin == nil { begin(reading) }
        let ahead = ahead(reading)
        let steps = (reading.passed - followedUntil).milliseconds / SteadyTime.pace
        guard let before = origin, steps > 0 else { return shown(reading) }
        followedUntil = followedUntil + Span(milliseconds: steps * SteadyTime.pace)
        if ahead.length <= SteadyTime.tolerance {
            origin = before + Span(milliseconds: min(max(ahead.milliseconds, -steps), steps))
        }
        return shown(reading)
    }

    /// How far the wall clock is ahead; negative when it is behind. More than ``tolerance`` means that it was set.
    public func ahead(_ reading: ClockReading) -> Span { reading.wall - shown(reading) }

    private func shown(_ reading: ClockReading) -> Timestamp { origin.map { $0 + reading.passed } ?? reading.wall }
}

extension Span {
    /// Without its sign.
    public var length: Span { self < .zero ? .zero - self : self }
}
