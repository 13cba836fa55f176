import Dispatching
import Interpreting
import Synchronization

/// A clock by which the engine may decide: it follows another one as ``SteadyTime`` does, so that setting that one moves nothing.
public final class SteadyClock: ServiceClock {
    /// The clock that is followed.
    let source: any ServiceClock
    private let time = Mutex(SteadyTime())

    public init(_ source: any ServiceClock) { self.source = source }

    /// Begins anew at what the followed clock showed: for who was only waiting until now, perhaps by a wrong clock.
    func begin(_ reading: ClockReading) { time.withLock { $0.begin(reading) } }

    /// How far the followed clock is ahead.
    var sourceAhead: Span { time.withLock { $0.ahead(source.reading()) } }

    public func reading() -> ClockReading {
        time.withLock { time in
            // Read in here: two threads would hand in their readings in another order than they took them.
            let reading = source.reading()
            return ClockReading(wall: time.now(reading), passed: reading.passed)
        }
    }

    public func duration(from start: Timestamp, to end: Timestamp) -> Duration { source.duration(from: start, to: end) }

    public var warning: String? { source.warning }
}
