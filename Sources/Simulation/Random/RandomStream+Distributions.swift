import Foundation

extension RandomStream {
    /// Evenly from the open interval (0, 1): never 0, so that its logarithm exists.
    public mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    /// True with probability `p`.
    public mutating func chance(_ p: Double) -> Bool { uniform() < p }

    /// Evenly from `0..<count`; 0 when `count` is not positive.
    public mutating func index(below count: Int) -> Int {
        count > 0 ? Int(next().multipliedFullWidth(by: UInt64(count)).high) : 0
    }

    /// - Parameter mean: in any unit; the result has the same.
    public mutating func exponential(mean: Double) -> Double { -mean * log(uniform()) }

    /// Standard normal, by the method of Box and Muller (1958).
    public mutating func normal() -> Double { sqrt(-2 * log(uniform())) * cos(2 * .pi * uniform()) }

    /// - Parameters:
    ///   - median: in any unit; the result has the same.
    ///   - sigma: standard deviation of the logarithm.
    public mutating func lognormal(median: Double, sigma: Double) -> Double { median * exp(sigma * normal()) }

    /// Gamma with mean 1 and variance `1 / shape`, by the method of Marsaglia and Tsang (2000).
    public mutating func gamma(shape: Double) -> Double {
        if shape < 1 { return gamma(shape: shape + 1) * (shape + 1) / shape * pow(uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / sqrt(9 * d)
        while true {
            let x = normal()
            let v = pow(1 + c * x, 3)
            guard v > 0 else { continue }
            if log(uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v / shape }
        }
    }

    /// How many of a Poisson process with `mean` events come; large means are halved, since sums of Poissons are Poisson.
    public mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean > 30 { return poisson(mean: mean / 2) + poisson(mean: mean / 2) }
        let limit = exp(-mean)
        var product = uniform()
        var count = 0
        while product > limit {
            product *= uniform()
            count += 1
        }
        return count
    }

    /// An index of `weights` in proportion to them; nil when none is positive.
    public mutating func pick(_ weights: [Double]) -> Int? {
        let total = weights.reduce(0) { $0 + max(0, $1) }
        guard total > 0 else { return nil }
        var rest = uniform() * total
        var last: Int?
        for (place, weight) in weights.enumerated() where weight > 0 {
            if rest < weight { return place }
            rest -= weight
            last = place
        }
        return last
    }
}
