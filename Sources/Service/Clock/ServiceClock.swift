import Foundation
import Interpreting

/// What the service takes for the present. The engine is handed its moments; leases and logs stay on the system's own time.
public protocol ServiceClock: Sendable {
    func now() -> Timestamp
    /// Real time from now until this clock shows `moment`; zero when it is past.
    func wait(until moment: Timestamp) -> Duration
    /// nil for the real time, otherwise what the operator must know about this clock.
    var warning: String? { get }
}

/// The time of the machine.
public struct SystemClock: ServiceClock {
    public init() {}

    public func now() -> Timestamp { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    public func wait(until moment: Timestamp) -> Duration { .milliseconds(max(0, (moment - now()).milliseconds)) }

    public var warning: String? { nil }
}
