import Foundation
import Simulation
import Testing

@Suite struct ErlangFormulasTests {
    /// Erlang B as its author wrote it; overflows for large numbers.
    private func lossBySums(load: Double, servers: Int) -> Double {
        var term = 1.0
        var sum = 1.0
        for server in 1...servers {
            term *= load / Double(server)
            sum += term
        }
        return term / sum
    }

    @Test(arguments: [0.1, 0.5, 1, 3, 7.5, 20, 60], [1, 2, 3, 5, 10, 30, 80])
    func `the recursion gives what the sums give`(load: Double, servers: Int) {
        let loss = ErlangFormulas.lossProbability(load: load, servers: servers)
        let expected = lossBySums(load: load, servers: servers)
        #expect(abs(loss / expected - 1) < 1e-12)
        guard load < Double(servers) else { return }
        // The wait as its own sum: the last term of the loss formula, made larger by all the states beyond the servers.
        let busy = expected / (1 - load / Double(servers) * (1 - expected))
        #expect(abs(ErlangFormulas.waitProbability(load: load, servers: servers) / busy - 1) < 1e-12)
    }

    @Test func `values of printed tables`() {
        // Erlang B at 10 erlang and 10 trunks, and at 100 and 100.
        #expect(abs(ErlangFormulas.lossProbability(load: 10, servers: 10) - 0.214_582) < 1e-6)
        #expect(abs(ErlangFormulas.lossProbability(load: 100, servers: 100) - 0.075_70) < 1e-5)
        // M/M/2 at three quarters: 2ρ²/(1+ρ).
        #expect(abs(ErlangFormulas.waitProbability(load: 1.5, servers: 2) - 9.0 / 14) < 1e-12)
    }

    @Test func `large systems neither overflow nor lose their digits`() {
        // For a load equal to the servers the loss tends to √(2/πn).
        let servers = 100_000
        let loss = ErlangFormulas.lossProbability(load: Double(servers), servers: servers)
        #expect(abs(loss / (2 / (Double.pi * Double(servers))).squareRoot() - 1) < 5e-3)
    }

    @Test(arguments: [0.1, 0.5, 0.9, 0.99]) func `one server is the textbook's M-M-1`(load: Double) {
        #expect(abs(ErlangFormulas.waitProbability(load: load, servers: 1) - load) < 1e-12)
        #expect(abs(ErlangFormulas.meanWait(load: load, servers: 1, meanService: 3) / (3 * load / (1 - load)) - 1) < 1e-10)
        let late = ErlangFormulas.probabilityOfWaiting(longerThan: 4, load: load, servers: 1, meanService: 2)
        #expect(abs(late / (load * exp(-2 * (1 - load))) - 1) < 1e-10)
    }

    @Test func `the mean wait is what the probabilities of waiting longer add up to`() {
        let step = 0.001
        let tail = (0..<40_000).reduce(0.0) { sum, index in
            sum + step * ErlangFormulas.probabilityOfWaiting(longerThan: (Double(index) + 0.5) * step, load: 8.5, servers: 10)
        }
        #expect(abs(tail / ErlangFormulas.meanWait(load: 8.5, servers: 10) - 1) < 1e-6)
    }

    @Test func `an overloaded queue makes everybody wait for ever`() {
        #expect(ErlangFormulas.waitProbability(load: 5, servers: 5) == 1)
        #expect(ErlangFormulas.meanWait(load: 5, servers: 5) == .infinity)
        #expect(ErlangFormulas.probabilityOfWaiting(longerThan: 1e9, load: 6, servers: 5) == 1)
        #expect(ErlangFormulas.lossProbability(load: 2, servers: 0) == 1)
        #expect(ErlangFormulas.lossProbability(load: 0, servers: 3) == 0)
    }

    @Test(arguments: [0.5, 3, 10, 55.5, 240], [0.5, 0.8, 0.95, 0.999])
    func `the servers needed are enough, and one fewer is not`(load: Double, target: Double) throws {
        func served(_ servers: Int) -> Double {
            1 - ErlangFormulas.probabilityOfWaiting(longerThan: 20, load: load, servers: servers, meanService: 180)
        }
        let servers = try #require(ErlangFormulas.serversNeeded(load: load, toServe: target, within: 20, meanService: 180))
        #expect(served(servers) >= target)
        #expect(servers == 1 || served(servers - 1) < target)
        let lines = try #require(ErlangFormulas.serversNeeded(load: load, toLoseAtMost: 1 - target))
        #expect(ErlangFormulas.lossProbability(load: load, servers: lines) <= 1 - target)
        #expect(ErlangFormulas.lossProbability(load: load, servers: lines - 1) > 1 - target)
    }

    @Test func `a call centre with 10 erlang of three-minute calls needs 14 to answer 80 percent in 20 seconds`() {
        #expect(ErlangFormulas.serversNeeded(load: 10, toServe: 0.8, within: 20, meanService: 180) == 14)
    }

    @Test func `nobody can promise that nobody waits`() {
        #expect(ErlangFormulas.serversNeeded(load: 1, toServe: 1, within: 20) == nil)
        #expect(ErlangFormulas.serversNeeded(load: 1e9, toServe: 0.5, within: 20) == nil)
        #expect(ErlangFormulas.serversNeeded(load: 1, toLoseAtMost: -1) == nil)
    }
}
