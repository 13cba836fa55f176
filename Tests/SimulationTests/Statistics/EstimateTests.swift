import Foundation
import Simulation
import Testing

@Suite struct EstimateTests {
    @Test func `mean and interval of five numbers`() throws {
        let estimate = try #require(Estimate(of: [1, 2, 3, 4, 5]))
        #expect(estimate.mean == 3)
        #expect(estimate.count == 5)
        // 2.776445 √(2.5 / 5)
        #expect(abs((estimate.halfWidth ?? 0) - 1.963_243) < 1e-6)
        #expect(estimate.contains(1.04))
        #expect(!estimate.contains(1.03))
        #expect(!estimate.contains(4.97))
        let wider = try #require(Estimate(of: [1, 2, 3, 4, 5], confidence: 0.99))
        #expect(abs((wider.halfWidth ?? 0) - 4.604_095 * 0.5.squareRoot()) < 1e-6)
    }

    @Test func `one number has no interval, and none have no mean`() throws {
        let single = try #require(Estimate(of: [7]))
        #expect(single == Estimate(mean: 7, halfWidth: nil, count: 1))
        #expect(single.interval == nil)
        #expect(!single.contains(7))
        #expect(Estimate(of: []) == nil)
        #expect(Estimate(of: [1, .infinity])?.interval == nil)
    }

    @Test func `what two have in common cancels in their differences`() throws {
        let common = [10.0, 200, 3_000, 40]
        let estimate = try #require(Estimate(differences: common.map { $0 + 1 }, common))
        #expect(estimate == Estimate(mean: 1, halfWidth: 0, count: 4))
        #expect(Estimate(differences: [1, 2], [1]) == nil)
        #expect(Estimate(differences: [], []) == nil)
    }

    @Test(arguments: [2, 3, 5, 20]) func `intervals hold the true mean as often as they promise`(count: Int) {
        var luck = RandomStream(seed: 11, "estimate test", count)
        let sets = 4_000
        for confidence in [0.8, 0.95] {
            let held = (0..<sets).count { _ in
                Estimate(of: (0..<count).map { _ in luck.normal() }, confidence: confidence)?.contains(0) ?? false
            }
            #expect(abs(Double(held) / Double(sets) - confidence) < 4 * (confidence * (1 - confidence) / Double(sets)).squareRoot())
        }
    }
}
