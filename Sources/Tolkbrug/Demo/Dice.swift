import Foundation
import Simulation

/// Chance of a demonstration: the same seed draws the same answers, offer by offer.
struct Dice: Sendable {
    private var stream: RandomStream

    /// A stream of its own for each `purpose`, whatever else is drawn.
    init(seed: UInt64, purpose: String) {
        // FNV-1a over the name, so that streams do not depend on the order in which they are made.
        stream = RandomStream(seed: purpose.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }

    /// Uniform in 0 ..< 1.
    mutating func unit() -> Double { Double(stream.next() >> 11) / 9_007_199_254_740_992 }

    /// Out of a hundred.
    mutating func percent() -> Int { Int(unit() * 100) }

    /// Lognormal with the given median and standard deviation of the logarithm (Box and Muller 1958).
    mutating func lognormal(median: Double, sigma: Double) -> Double {
        let normal = (-2 * log(max(unit(), 1e-12))).squareRoot() * cos(2 * .pi * unit())
        return median * exp(sigma * normal)
    }
}
