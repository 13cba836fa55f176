import Foundation

/// What is known in closed form of queues with Poisson arrivals, exponential service and `servers` alike (Erlang, "Solution of some
/// problems in the theory of probabilities of significance in automatic telephone exchanges", 1917).
///
/// A load is the arrivals per mean service time (erlang), not negative; times are in the unit of the mean service time.
public enum ErlangFormulas {
    /// Erlang B: the share of customers who find all servers busy when those are lost. It holds for any distribution of service.
    ///
    /// By the recursion over the servers, `B(n) = load B(n-1) / (n + load B(n-1))`, which never leaves the range of a `Double` as the
    /// factorials of the textbook would (Jagerman, "Some properties of the Erlang loss function", 1974).
    public static func lossProbability(load: Double, servers: Int) -> Double {
        var loss = 1.0
        for server in stride(from: 1, through: servers, by: 1) { loss = lossProbability(load: load, servers: server, withOneFewer: loss) }
        return loss
    }

    private static func lossProbability(load: Double, servers: Int, withOneFewer loss: Double) -> Double {
        load * loss / (Double(servers) + load * loss)
    }

    /// Erlang C: the share of customers who find all servers busy when those wait; 1 when `load` is not less than `servers`.
    public static func waitProbability(load: Double, servers: Int) -> Double {
        waitProbability(load: load, servers: servers, loss: lossProbability(load: load, servers: servers))
    }

    private static func waitProbability(load: Double, servers: Int, loss: Double) -> Double {
        load < Double(servers) ? Double(servers) * loss / (Double(servers) - load * (1 - loss)) : 1
    }

    /// The mean wait of all customers, those included who need not wait; infinity when `load` is not less than `servers`.
    public static func meanWait(load: Double, servers: Int, meanService: Double = 1) -> Double {
        guard load < Double(servers) else { return .infinity }
        return waitProbability(load: load, servers: servers) * meanService / (Double(servers) - load)
    }

    /// The share of customers who wait longer than `limit`, first come first served; 1 when `load` is not less than `servers`.
    public static func probabilityOfWaiting(longerThan limit: Double, load: Double, servers: Int, meanService: Double = 1) -> Double {
        waitProbability(load: load, servers: servers) * staying(limit, load: load, servers: servers, meanService: meanService)
    }

    /// The share of those who wait at all that waits longer than `limit`.
    private static func staying(_ limit: Double, load: Double, servers: Int, meanService: Double) -> Double {
        load < Double(servers) ? exp(-(Double(servers) - load) * limit / meanService) : 1
    }

    /// The fewest servers with whom at least the share `target` of customers waits no longer than `limit`.
    ///
    /// nil when `mostServersTried` are not enough, and for a `target` of 1, which no number reaches.
    public static func serversNeeded(load: Double, toServe target: Double, within limit: Double, meanService: Double = 1) -> Int? {
        guard target < 1 else { return nil }
        var loss = 1.0
        for servers in 1...mostServersTried {
            loss = lossProbability(load: load, servers: servers, withOneFewer: loss)
            let late = waitProbability(load: load, servers: servers, loss: loss)
                * staying(limit, load: load, servers: servers, meanService: meanService)
            if load < Double(servers), 1 - late >= target { return servers }
        }
        return nil
    }

    /// The fewest servers with whom at most the share `most` of customers is lost; nil when `mostServersTried` are not enough.
    public static func serversNeeded(load: Double, toLoseAtMost most: Double) -> Int? {
        var loss = 1.0
        for servers in 1...mostServersTried {
            loss = lossProbability(load: load, servers: servers, withOneFewer: loss)
            if loss <= most { return servers }
        }
        return nil
    }

    public static let mostServersTried = 100_000
}
