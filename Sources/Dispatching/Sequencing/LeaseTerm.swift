import Interpreting

/// For how long a server may speak as the one that decides, without hearing from the database.
///
/// The database lets another take the lease when its time to live has passed since the last renewal arrived there, which is never
/// before it was sent. So the server counts from the sending, and stops a margin earlier.
public struct LeaseTerm: Hashable, Sendable {
    /// Between the end here and the end in the database.
    public static let margin = Span.seconds(1)

    /// On the clock of ``init(renewalSent:timeToLive:)``.
    public let end: Span

    /// - Parameters:
    ///   - renewalSent: when the last renewal that was confirmed was sent, on a clock that nobody can set and that counts while the
    ///     machine sleeps or the process is stopped.
    ///   - timeToLive: of the lease in the database.
    public init(renewalSent: Span, timeToLive: Span) {
        end = renewalSent + timeToLive - LeaseTerm.margin
    }

    /// Whether nothing may be said any more, neither reads nor writes.
    public func isOver(at now: Span) -> Bool { now >= end }
}

/// The number under which a server decides, which fences those before it. It grows with every take-over.
///
/// Its upper half counts the timelines of the database: a standby that was promoted or a backup that was restored begins a new one, and
/// what was told on the timeline before may be missing there.
public enum Epoch {
    /// Bits of the count of take-overs within one timeline.
    public static let timelineShift = 32

    /// PostgreSQL's number of the timeline on which an epoch began, from 1.
    public static func timeline(of epoch: Int64) -> Int64 { (epoch >> Int64(timelineShift)) + 1 }

    /// The epoch after `last`, as the lease row gives it out: the numbers of a timeline begin behind those of all before it, so that a
    /// row that went back never gives one out again.
    public static func next(after last: Int64, onTimeline timeline: Int64) -> Int64 {
        max(last + 1, ((timeline - 1) << Int64(timelineShift)) + 1)
    }
}
