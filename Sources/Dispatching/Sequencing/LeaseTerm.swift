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
