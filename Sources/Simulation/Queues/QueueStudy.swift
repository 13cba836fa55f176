/// Queues of known answer, simulated and set beside their formulas (scenarios `erlang-b` and `erlang-c`).
public struct QueueStudy: Codable, Hashable, Sendable {
    /// One queue.
    public struct Load: Codable, Hashable, Sendable {
        /// Arrivals per mean service time (erlang).
        public var load: Double
        public var servers: Int

        public init(load: Double, servers: Int) {
            self.load = load
            self.servers = servers
        }
    }

    public var kind: QueueModel.Kind
    public var loads: [Load]
    /// How many are counted in each replication.
    public var customers: Int
    public var replications: Int
    public var seed: UInt64
    /// Of the intervals: 0.99.
    public var confidence: Double

    public init(kind: QueueModel.Kind, loads: [Load], customers: Int, replications: Int, seed: UInt64, confidence: Double = 0.99) {
        self.kind = kind
        self.loads = loads
        self.customers = customers
        self.replications = replications
        self.seed = seed
        self.confidence = confidence
    }

    /// Simulates every queue in turn; for a wait the study has two rows of each, for loss one.
    ///
    /// - Parameter progress: called after each queue with how many are done; the study ends there when it returns false.
    /// - Throws: what of the study cannot be simulated.
    public func run(progress: (Int) -> Bool = { _ in true }) throws(QueueStudyProblem) -> [QueueStudyRow] {
        try check()
        var rows: [QueueStudyRow] = []
        for (number, load) in loads.enumerated() {
            rows += self.rows(for: load)
            guard progress(number + 1) else { break }
        }
        return rows
    }

    /// - Throws: the first thing that cannot be simulated.
    public func check() throws(QueueStudyProblem) {
        guard !loads.isEmpty else { throw .noLoads }
        guard customers >= 1 else { throw .tooFewCustomers(customers) }
        guard replications >= 2 else { throw .tooFewReplications(replications) }
        guard confidence > 0, confidence < 1 else { throw .confidence(confidence) }
        for load in loads {
            guard load.servers >= 1 else { throw .tooFewServers(load.servers, load: load.load) }
            guard load.load > 0, load.load.isFinite else { throw .load(load.load) }
            guard kind == .erlangB || load.load < Double(load.servers) else { throw .overload(load.load, servers: load.servers) }
        }
    }

    private func rows(for load: Load) -> [QueueStudyRow] {
        let model = QueueModel(kind: kind, load: load.load, servers: load.servers, customers: customers)
        // Queues of different load are to have luck of their own, wherever in the list they stand.
        var luck = RandomStream(seed: seed, "queue", load.servers, Int(truncatingIfNeeded: load.load.bitPattern))
        let seed = luck.next()
        let runs = (0..<replications).map { model.run(seed: seed, replication: $0) }
        let events = runs.reduce(0) { $0 + $1.events }
        return QueueStudyRow.Figure.allCases.filter { $0.kind == kind }.compactMap { figure in
            guard let estimate = Estimate(of: runs.map(figure.simulated), confidence: confidence) else { return nil }
            let formula = figure.formula(load: load.load, servers: load.servers)
            return QueueStudyRow(
                load: load.load, servers: load.servers, figure: figure, formula: formula, simulated: estimate,
                isInside: estimate.contains(formula), events: events)
        }
    }
}
