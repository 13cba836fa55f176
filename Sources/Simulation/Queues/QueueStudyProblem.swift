/// Why a `QueueStudy` cannot be simulated.
public enum QueueStudyProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case noLoads
    case tooFewCustomers(Int)
    case tooFewReplications(Int)
    case confidence(Double)
    case tooFewServers(Int, load: Double)
    case load(Double)
    case overload(Double, servers: Int)

    public var description: String {
        switch self {
        case .noLoads: "loads is empty: at least one queue is needed; give a load and its servers"
        case .tooFewCustomers(let count): "customers is \(count), at least 1: ten thousand make a narrow interval"
        case .tooFewReplications(let count): "replications is \(count), at least 2: one alone has no confidence interval; take twenty"
        case .confidence(let share): "confidence is \(share), between 0 and 1: take 0.99"
        case .tooFewServers(let count, let load): "servers is \(count) for load \(load), at least 1"
        case .load(let load): "load is \(load), more than 0 and finite: arrivals per mean service time"
        case .overload(let load, let servers):
            "load \(load) with \(servers) servers: less than \(servers), or the queue never stops growing; take erlang-b, or more servers"
        }
    }
}
