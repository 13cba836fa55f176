/// How fast the bare queue is simulated: one long run of M/M/c that `ops/bench-simulation` sets beside other simulators.
///
/// The caller takes the time of `run()`, since nothing here has a clock.
public struct QueueBenchmark: Hashable, Sendable {
    /// One line of JSON for the caller to print.
    public struct Line: Codable, Hashable, Sendable {
        public var load: Double
        public var servers: Int
        /// How many waits the mean is of.
        public var customers: Int
        /// How many arrived before those.
        public var warmUp: Int
        /// Arrivals and ends of service, of all customers.
        public var events: Int
        /// How long the run took.
        public var seconds: Double
        /// In mean service times.
        public var meanWait: Double
        public var shareWaited: Double
        /// What the mean wait should be (Erlang C).
        public var formula: Double
    }

    /// - Throws: what of the queue cannot be simulated.
    public init(customers: Int, load: Double, servers: Int, seed: UInt64) throws(QueueStudyProblem) {
        let loads = [QueueStudy.Load(load: load, servers: servers)]
        try QueueStudy(kind: .erlangC, loads: loads, customers: customers, replications: 2, seed: seed).check()
        model = QueueModel(kind: .erlangC, load: load, servers: servers, customers: customers)
        self.seed = seed
    }

    private let model: QueueModel
    private let seed: UInt64

    public func run() -> QueueFigures { model.run(seed: seed) }

    /// - Parameter seconds: how long `run()` took.
    public func line(_ figures: QueueFigures, seconds: Double) -> Line {
        Line(
            load: model.load, servers: model.servers, customers: figures.customers, warmUp: model.warmUp, events: figures.events,
            seconds: seconds, meanWait: figures.meanWait, shareWaited: figures.shareWaited,
            formula: ErlangFormulas.meanWait(load: model.load, servers: model.servers))
    }
}
