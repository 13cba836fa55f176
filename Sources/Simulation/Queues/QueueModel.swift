import Foundation

/// A queue whose answer is known: Poisson arrivals, exponential service with mean 1, `servers` alike, first come first served.
/// It is simulated on the same `Agenda` and `RandomStream` as everything else, to check those against the formulas.
public struct QueueModel: Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// M/M/c/c: who finds all servers busy is lost.
        case erlangB = "erlang-b"
        /// M/M/c: who finds all servers busy waits.
        case erlangC = "erlang-c"
    }

    public var kind: Kind
    /// Arrivals per mean service time (erlang), more than 0. A queue that waits settles only when it is less than `servers`.
    public var load: Double
    /// At least 1.
    public var servers: Int
    /// How many arrivals are counted.
    public var customers: Int
    /// How many arrive before, and are not counted.
    public var warmUp: Int

    /// - Parameter warmUp: nil for `usualWarmUp`.
    public init(kind: Kind, load: Double, servers: Int, customers: Int, warmUp: Int? = nil) {
        self.kind = kind
        self.load = load
        self.servers = servers
        self.customers = customers
        self.warmUp = warmUp ?? QueueModel.usualWarmUp(kind: kind, load: load, servers: servers)
    }

    /// As many arrivals as come in ten relaxation times, after which less than a ten-thousandth of the empty start is left.
    ///
    /// The relaxation time of M/M/c near saturation is `1 / (√servers - √load)²` mean service times (Odoni and Roth, "An empirical
    /// investigation of the transient behavior of stationary queueing systems", 1983, for one server); a queue that loses forgets
    /// within one service time.
    public static func usualWarmUp(kind: Kind, load: Double, servers: Int) -> Int {
        guard load > 0, load.isFinite else { return 0 }
        let distance = Double(servers).squareRoot() - load.squareRoot()
        let relaxation = kind == .erlangC && load < Double(servers) ? max(1, 1 / (distance * distance)) : 1
        return Int(min(10 * relaxation * load, 1e7).rounded(.up))
    }

    /// - Parameters:
    ///   - seed: of the study.
    ///   - replication: from 0; each has luck of its own.
    public func run(seed: UInt64, replication: Int = 0) -> QueueFigures {
        var run = QueueRun(self, seed: seed, replication: replication)
        run.finish()
        return run.figures
    }
}
