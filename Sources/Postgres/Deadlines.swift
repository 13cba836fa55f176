/// How long a connection waits for its server before it gives it up.
///
/// A server that has died is noticed by TCP; one behind a network that silently loses everything is not, and neither does any
/// timeout of PostgreSQL end its wait for a standby. So each wait has an end of ours.
public struct Deadlines: Sendable, Hashable {
    /// For each host of the URL, until it has let us in. A smaller `connect_timeout` in the URL wins.
    public var connect: Duration
    /// For a call that names no deadline of its own; nil: as long as it takes.
    public var call: Duration?

    public init(connect: Duration = .seconds(5), call: Duration? = .seconds(60)) {
        self.connect = connect
        self.call = call
    }
}

/// A moment until which a call may wait, on a clock that also counts while the machine sleeps.
struct Deadline {
    /// How long it was at the beginning.
    let span: Duration
    private let moment: ContinuousClock.Instant

    init(in span: Duration) {
        self.span = span
        moment = .now + span
    }

    /// What is left, in whole milliseconds for `poll`: rounded up, so that waiting that long reaches the moment; never negative.
    var milliseconds: Int32 {
        let left = ContinuousClock.now.duration(to: moment).components
        let (whole, fraction) = (left.seconds, left.attoseconds)
        guard whole >= 0, fraction >= 0 else { return 0 }
        guard whole < Int64(Int32.max) / 1_000 - 1 else { return .max }
        return Int32(whole * 1_000 + (fraction + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
