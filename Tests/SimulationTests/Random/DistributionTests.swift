import Foundation
import Simulation
import Testing

/// A distribution to draw from, and its mean, variance and median where they are known.
struct DrawnFixture: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let mean: Double
    let variance: Double
    let median: Double?
    let draw: @Sendable (inout RandomStream) -> Double

    init(
        _ name: String, mean: Double, variance: Double, median: Double? = nil,
        _ draw: @escaping @Sendable (inout RandomStream) -> Double
    ) {
        testDescription = name
        self.mean = mean
        self.variance = variance
        self.median = median
        self.draw = draw
    }

    /// A lognormal with median 3 and the given sigma.
    static func lognormal(sigma: Double) -> DrawnFixture {
        let spread = exp(sigma * sigma)
        return DrawnFixture("lognormal \(sigma)", mean: 3 * spread.squareRoot(), variance: 9 * spread * (spread - 1), median: 3) {
            $0.lognormal(median: 3, sigma: sigma)
        }
    }

    static func gamma(shape: Double) -> DrawnFixture {
        DrawnFixture("gamma \(shape)", mean: 1, variance: 1 / shape) { $0.gamma(shape: shape) }
    }

    static func poisson(mean: Double) -> DrawnFixture {
        DrawnFixture("poisson \(mean)", mean: mean, variance: mean) { Double($0.poisson(mean: mean)) }
    }
}

@Suite struct DistributionTests {
    static let fixtures = [
        DrawnFixture("uniform", mean: 0.5, variance: 1.0 / 12, median: 0.5) { $0.uniform() },
        DrawnFixture("exponential", mean: 5, variance: 25, median: 5 * log(2)) { $0.exponential(mean: 5) },
        DrawnFixture("normal", mean: 0, variance: 1, median: 0) { $0.normal() },
        .lognormal(sigma: 0.3), .lognormal(sigma: 0.7),
        .gamma(shape: 0.5), .gamma(shape: 1), .gamma(shape: 4),
        .poisson(mean: 0.2), .poisson(mean: 3), .poisson(mean: 29), .poisson(mean: 31), .poisson(mean: 250),
        DrawnFixture("index", mean: 3, variance: 4) { Double($0.index(below: 7)) },
        DrawnFixture("chance", mean: 0.3, variance: 0.21) { $0.chance(0.3) ? 1 : 0 },
        DrawnFixture("pick", mean: 2, variance: 2) { Double($0.pick([1, 0, 2, -5, 1]) ?? -99) },
    ]

    @Test(arguments: fixtures) func `mean, variance and median are those of the distribution`(fixture: DrawnFixture) {
        let count = 40_000.0
        var stream = RandomStream(seed: 2, "distribution test")
        let drawn = (0..<Int(count)).map { _ in fixture.draw(&stream) }
        let mean = drawn.reduce(0, +) / count
        #expect(abs(mean - fixture.mean) < 4 * (fixture.variance / count).squareRoot())
        // The error of a variance follows from the fourth moment, which the sample knows well enough.
        let squares = drawn.map { ($0 - fixture.mean) * ($0 - fixture.mean) }
        let variance = squares.reduce(0, +) / count
        let error = (squares.reduce(0) { $0 + ($1 - variance) * ($1 - variance) } / count / count).squareRoot()
        #expect(abs(variance - fixture.variance) < 4 * error)
        if let median = fixture.median {
            let below = Double(drawn.count { $0 < median })
            #expect(abs(below / count - 0.5) < 2 / count.squareRoot())
        }
    }

    @Test func `a uniform number is never 0 or 1, and an index never beyond the last`() {
        var stream = RandomStream(seed: 4)
        for _ in 0..<10_000 {
            let number = stream.uniform()
            #expect(number > 0 && number < 1)
            #expect((0..<3).contains(stream.index(below: 3)))
        }
        #expect(stream.index(below: 0) == 0)
        #expect(stream.index(below: -2) == 0)
    }

    @Test func `nothing is picked when nothing has weight`() {
        var stream = RandomStream(seed: 4)
        #expect(stream.pick([]) == nil)
        #expect(stream.pick([0, -1]) == nil)
        #expect((0..<100).allSatisfy { _ in stream.pick([0, 2, 0]) == 1 })
        #expect(stream.poisson(mean: 0) == 0)
    }
}
