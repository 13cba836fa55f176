import Simulation
import Testing

@Suite struct GiniTests {
    /// The mean difference between any two over twice the mean: the definition.
    private func byPairs(_ amounts: [Double]) -> Double {
        let differences = amounts.flatMap { first in amounts.map { abs(first - $0) } }.reduce(0, +)
        return differences / (2 * Double(amounts.count) * amounts.reduce(0, +))
    }

    @Test func `everything for one, and the same for all`() {
        #expect(Gini.coefficient(of: [3, 3, 3, 3]) == 0)
        #expect(Gini.coefficient(of: [0, 8, 0, 0]) == 0.75)
        #expect(Gini.coefficient(of: [4, 1, 3, 2]) == 0.25)
        #expect(Gini.coefficient(of: [0, 0]) == 0)
        #expect(Gini.coefficient(of: [5]) == 0)
    }

    @Test(arguments: 1..<8) func `it is what its definition by pairs gives`(seed: UInt64) throws {
        var luck = RandomStream(seed: seed, "gini test")
        let amounts = (0..<50).map { _ in luck.lognormal(median: 10, sigma: 0.3 * Double(seed)) }
        #expect(abs(try #require(Gini.coefficient(of: amounts)) - byPairs(amounts)) < 1e-12)
    }

    @Test func `there is none of nobody, of debts or of what is not a number`() {
        #expect(Gini.coefficient(of: []) == nil)
        #expect(Gini.coefficient(of: [1, -1]) == nil)
        #expect(Gini.coefficient(of: [1, .nan]) == nil)
        #expect(Gini.coefficient(of: [1, .infinity]) == nil)
    }
}
