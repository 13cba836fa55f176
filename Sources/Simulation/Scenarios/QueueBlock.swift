import RuleFiles

/// A scenario of bare queues: what it asks, and the queues to be simulated beside their closed forms.
public struct QueueBlock: Hashable, Sendable {
    public var name: String
    public var question: String
    public var expects: String
    /// With the seed, the replications and the pairs of load and servers that the scenario states.
    public var study: QueueStudy

    static func read(_ block: FieldReader, name: String, head: HeadBlock?) -> QueueBlock? {
        let kind = block.choice("model", of: QueueModel.Kind.self)
        let customers = block.integer("customers", 100...100_000_000)
        let pairs = block.rows("pairs") { row -> QueueStudy.Load? in
            let (load, servers) = (row.number("load", 0.0001...10_000), row.integer("servers", 1...10_000))
            guard let load, let servers else { return nil }
            if kind == .erlangC, load >= Double(servers) {
                row.report("load \(load) on \(servers) servers never settles, expected a load below the number of servers")
                return nil
            }
            return QueueStudy.Load(load: load, servers: servers)
        }
        guard let head, let kind, let customers else { return nil }
        let study = QueueStudy(kind: kind, loads: pairs, customers: customers, replications: head.replications, seed: head.seed)
        return QueueBlock(name: name, question: head.question, expects: head.expects, study: study)
    }
}
