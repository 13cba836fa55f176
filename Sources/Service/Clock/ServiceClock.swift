import Dispatching
import Foundation
import Interpreting

/// What the service takes for the present. The engine is handed its moments; leases and logs stay on the system's own time.
public protocol ServiceClock: Sendable {
    /// What it shows, and how much of its time has really passed.
    func reading() -> ClockReading
    /// Real time from one moment of this clock to a later one; zero when it is not later.
    func duration(from start: Timestamp, to end: Timestamp) -> Duration
    /// nil for the real time, otherwise what the operator must know about this clock.
    var warning: String? { get }
}

extension ServiceClock {
    public func now() -> Timestamp { reading().wall }

    /// Real time from now until this clock shows `moment`; zero when it is past.
    public func wait(until moment: Timestamp) -> Duration { duration(from: now(), to: moment) }
}

/// The time of the machine.
public struct SystemClock: ServiceClock {
    public init() {}

    public func reading() -> ClockReading {
        let wall = Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
        return ClockReading(wall: wall, passed: Uptime.now)
    }

    public func duration(from start: Timestamp, to end: Timestamp) -> Duration { .milliseconds(max(0, (end - start).milliseconds)) }

    public var warning: String? { nil }
}
