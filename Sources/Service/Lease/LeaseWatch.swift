import Dispatching
import Interpreting
import Storage
import Synchronization

/// For how long this process may act as the leader without word from the database.
///
/// The lease lives for its time to live from the moment at which the database renewed it, and that was after the renewal had been
/// sent. So the term ends that long after the sending of the last renewal that succeeded, less a margin for what is just leaving. It
/// is counted on a clock that nobody can set and that goes on while the machine sleeps, and looked at before any octet leaves: a
/// process that was stopped, or cut off from the database, answers nothing once another may decide.
final class LeaseWatch: Sendable {
    let timeToLive: Span
    private let now: @Sendable () -> Span
    /// In milliseconds of `now`.
    private let end = Atomic<Int64>(LeaseWatch.none)

    /// Whether the database does not run at all, see ``hold()``.
    private let isHeld = Atomic<Bool>(false)

    /// No lease was won yet: this process leads nobody astray.
    private static let none = Int64.max
    /// For good: who loses the lease leaves.
    private static let over = Int64.min

    init(timeToLive: Span = Lease.defaultTTL, now: @escaping @Sendable () -> Span = { Uptime.now }) {
        self.timeToLive = timeToLive
        self.now = now
    }

    /// Whether nothing may leave any more but a farewell. Once it is, it stays so.
    var isOver: Bool {
        while true {
            let seen = end.load(ordering: .acquiring)
            if seen == Self.none || seen != Self.over && (isHeld.load(ordering: .acquiring) || now().milliseconds < seen) { return false }
            // Unless it was extended in between.
            if end.compareExchange(expected: seen, desired: Self.over, ordering: .acquiringAndReleasing).exchanged { return true }
        }
    }

    /// The lease was won or renewed by a statement sent at `sent`, a moment of ``Uptime``. Has no effect once the term is over.
    func extend(sentAt sent: Span) {
        let wanted = LeaseTerm(renewalSent: sent, timeToLive: timeToLive).end.milliseconds
        while true {
            let seen = end.load(ordering: .acquiring)
            guard seen == Self.none || (seen != Self.over && seen < wanted) else { return }
            if end.compareExchange(expected: seen, desired: wanted, ordering: .acquiringAndReleasing).exchanged { return }
        }
    }

    /// An embedded database has died. It serves this process alone, and while it does not run nobody can take the lease: the term does
    /// not end before ``goOn()``.
    func hold() { isHeld.store(true, ordering: .releasing) }

    /// The database runs again: a renewal has to be confirmed within another term.
    func goOn() {
        if end.load(ordering: .acquiring) != Self.none { extend(sentAt: now()) }
        isHeld.store(false, ordering: .releasing)
    }

    /// Ends it before its time: another process has the lease, or this one must not decide.
    func finish() { end.store(Self.over, ordering: .releasing) }

    /// Returns when the term is over.
    func untilOver() async throws {
        while !isOver {
            let seen = end.load(ordering: .acquiring)
            let isEndless = seen == Self.none || isHeld.load(ordering: .acquiring)
            let left = isEndless ? Lease.renewalInterval : Span(milliseconds: max(1, seen - now().milliseconds))
            try await Task.sleep(for: .milliseconds(left.milliseconds))
        }
    }
}
