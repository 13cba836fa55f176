import Interpreting

/// How demonstration time runs against real time: fast by day, faster by night, and like it when what is to be seen has been played.
/// Both the server and who plays a day on it count with the same value.
public struct DemoPace: Sendable {
    /// Faster than this, a timer of a second would be due more often than a batch can be committed.
    public static let factors = 1...100_000
    /// On the wall clock: from nine in the evening to seven nobody is at work.
    static let night = (from: 21 * 3600, until: 7 * 3600)

    public let start: Timestamp
    public let factor: Int
    public let nightFactor: Int
    /// From then on it runs at the speed of real time; nil for never.
    public let until: Timestamp?
    let zone: ZoneTable

    /// - Parameters:
    ///   - start: what the clock shows at real time zero.
    ///   - factor: seconds it counts in one real second by day; brought within ``factors``.
    ///   - nightFactor: the same by night.
    ///   - until: when it begins to run at the speed of real time.
    public init(start: Timestamp, factor: Int, nightFactor: Int, until: Timestamp? = nil, zone: ZoneTable) {
        func bounded(_ factor: Int) -> Int { min(max(factor, DemoPace.factors.lowerBound), DemoPace.factors.upperBound) }
        self.start = start
        self.factor = bounded(factor)
        self.nightFactor = bounded(nightFactor)
        self.until = until
        self.zone = zone
    }

    /// What the clock shows `microseconds` of real time after the start.
    public func moment(after microseconds: Int64) -> Timestamp {
        var now = start
        var left = microseconds
        while true {
            let (factor, change) = stretch(at: now)
            let needed = DemoPace.real(change - now, factor)
            if left < needed { return now + Span(milliseconds: left * Int64(factor) / 1000) }
            left -= needed
            now = change
        }
    }

    /// Microseconds of real time from one moment of the clock to a later one, rounded up; 0 when it is not later.
    public func microseconds(from: Timestamp, to end: Timestamp) -> Int64 {
        var now = from
        var total: Int64 = 0
        while now < end {
            let (factor, change) = stretch(at: now)
            total += DemoPace.real(min(change, end) - now, factor)
            now = change
        }
        return total
    }

    private static func real(_ span: Span, _ factor: Int) -> Int64 {
        (span.milliseconds * 1000 + Int64(factor) - 1) / Int64(factor)
    }

    /// The factor in force at `moment`, and when another takes over.
    private func stretch(at moment: Timestamp) -> (factor: Int, until: Timestamp) {
        let (factor, change) = fastStretch(at: moment)
        guard let until else { return (factor, change) }
        return moment < until ? (factor, min(change, until)) : (1, change)
    }

    private func fastStretch(at moment: Timestamp) -> (factor: Int, until: Timestamp) {
        let local = zone.local(moment)
        func at(_ second: Int, _ days: Int) -> Timestamp {
            zone.moment(LocalTime(date: local.date.adding(days: days), secondOfDay: second))
        }
        if local.secondOfDay < DemoPace.night.until { return (nightFactor, at(DemoPace.night.until, 0)) }
        if local.secondOfDay < DemoPace.night.from { return (factor, at(DemoPace.night.from, 0)) }
        return (nightFactor, at(DemoPace.night.until, 1))
    }
}
