import Interpreting
import Storage

/// What a standby has seen of the lease, and since when.
///
/// The row's own times are not enough: that of a promoted standby or of a restored backup is older than the last renewal, while the
/// holder still counts on it. So a lease that was not given back is taken only by whoever has seen it stand still for its whole time to
/// live, by its own clock.
struct WatchedLease: Sendable {
    private var sight: LeaseSight?
    private var since = Span.zero

    /// - Parameter now: of a clock that nobody can set.
    mutating func see(_ sight: LeaseSight, at now: Span) {
        if self.sight != sight { since = now }
        self.sight = sight
    }

    func mayBeTaken(at now: Span) -> Bool {
        guard let sight else { return false }
        return sight.isGivenBack || now - since >= sight.timeToLive
    }

    /// How long it has to stand still yet until it may be taken; nil when it was given back, or never seen.
    func wait(at now: Span) -> Span? {
        guard let sight, !sight.isGivenBack else { return nil }
        return max(.zero, sight.timeToLive - (now - since))
    }
}
