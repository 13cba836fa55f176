import Interpreting

/// A lease that was renewed in the future, because the database's clock was ahead then: by its dates it would not run out for as long as
/// the clock was ahead. Who has seen the same renewal for longer than it may live knows that nobody renews it any more.
struct FutureRenewal: Sendable {
    /// As the database writes it; nil while the renewal is none of the future.
    private var renewal: String?
    /// By a clock that nobody can set.
    private var firstSeen = ContinuousClock.now
    private var timeToLive = Duration.zero

    /// - Parameter renewal: nil when it lies in the past.
    mutating func note(_ renewal: String?, timeToLive: Span, at now: ContinuousClock.Instant = .now) {
        if renewal != self.renewal { firstSeen = now }
        self.renewal = renewal
        self.timeToLive = .milliseconds(timeToLive.milliseconds)
    }

    /// The renewal that nobody follows up; nil when there is none.
    func abandoned(at now: ContinuousClock.Instant = .now) -> String? { now - firstSeen > timeToLive ? renewal : nil }
}
