import Dispatching
import Interpreting
import Synchronization

/// A clock that starts at a given moment and runs faster than real time: for demonstrations only.
public struct DemoClock: ServiceClock {
    public let pace: DemoPace
    private let origin = Origin()

    /// A clock that shows the start of `pace` when it is first read: preparing a database takes nothing off the day.
    public init(_ pace: DemoPace) { self.pace = pace }

    private final class Origin: Sendable {
        private let first = Mutex<ContinuousClock.Instant?>(nil)

        var elapsed: Duration {
            let now = ContinuousClock.now
            return first.withLock { first in
                let origin = first ?? now
                first = origin
                return now - origin
            }
        }
    }

    /// Reads `2026-12-01T06:00+01:00,600`, `2026-12-01T06:00+01:00,600,20000` or `2026-12-01T06:00+01:00,600,20000,2026-12-02T10:00+01:00`:
    /// where the clock starts, how many times faster than real time it runs by day, how many times by night, and until when.
    public init(parsing text: String, zone: ZoneTable) throws(DemoClockProblem) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard (2...4).contains(parts.count) else {
            throw DemoClockProblem(text: text, wrong: "it has \(parts.count) parts instead of 2 to 4")
        }
        let factor = try DemoClock.factor(parts[1], text)
        let nightFactor = parts.count > 2 ? try DemoClock.factor(parts[2], text) : factor
        let start = try DemoClock.moment(parts[0], text, zone)
        let until = parts.count > 3 ? try DemoClock.moment(parts[3], text, zone) : nil
        self.init(DemoPace(start: start, factor: factor, nightFactor: nightFactor, until: until, zone: zone))
    }

    private static func moment(_ part: String, _ text: String, _ zone: ZoneTable) throws(DemoClockProblem) -> Timestamp {
        if let moment = try? Timestamp.parse(part, in: zone) { return moment }
        throw DemoClockProblem(text: text, wrong: "\"\(part)\" is not a date and time with its offset")
    }

    private static func factor(_ part: String, _ text: String) throws(DemoClockProblem) -> Int {
        if let factor = Int(part), DemoPace.factors.contains(factor) { return factor }
        let limits = "\(DemoPace.factors.lowerBound) to \(DemoPace.factors.upperBound)"
        throw DemoClockProblem(text: text, wrong: "the factor \"\(part)\" is not a whole number from \(limits)")
    }

    /// Nobody can set it: what it shows is what has passed.
    public func reading() -> ClockReading {
        let now = pace.moment(after: origin.elapsed.wholeMicroseconds)
        return ClockReading(wall: now, passed: now - pace.start)
    }

    public func duration(from start: Timestamp, to end: Timestamp) -> Duration {
        .microseconds(pace.microseconds(from: start, to: end))
    }

    public var warning: String? {
        let end = pace.until.map { " until \(utc: $0)" } ?? ""
        return "DEMO CLOCK: time starts at \(utc: pace.start) and runs \(pace.factor) times too fast\(end). Never use this for real work."
    }
}

/// `--demo-clock` cannot be read.
public struct DemoClockProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public let wrong: String

    public var description: String {
        "--demo-clock \"\(text)\": \(wrong); write START,FACTOR[,NIGHT-FACTOR[,UNTIL]], for instance 2026-12-01T06:00+01:00,600"
    }
}

extension Duration {
    /// Rounded down.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }

    /// For histograms.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
