/// How much worse a plan may get in one step of simulated annealing: a quantile of the exponential distribution, times the
/// temperature (Metropolis' rule, with the random number drawn first).
struct CoolingTable: Sendable {
    private let quantiles: [Float]
    private static let size = 4_096

    init() {
        quantiles = (0..<CoolingTable.size).map { place in
            Float(-CoolingTable.logarithm((Double(place) + 0.5) / Double(CoolingTable.size)))
        }
    }

    @inline(__always) func slack(temperature: Float, random: UInt64) -> Int32 {
        quantiles.withUnsafeBufferPointer { Int32($0[Int(random & UInt64(CoolingTable.size - 1))] * temperature) }
    }

    /// The natural logarithm of a positive number: the exponent, and the series of the inverse hyperbolic tangent for the rest.
    static func logarithm(_ number: Double) -> Double {
        let fraction = (number.significand - 1) / (number.significand + 1)
        let square = fraction * fraction
        var (sum, power) = (0.0, fraction)
        for odd in stride(from: 1, through: 31, by: 2) {
            sum += power / Double(odd)
            power *= square
        }
        return 2 * sum + Double(number.exponent) * 0.693_147_180_559_945_3
    }

    /// The exponential function: by halving the argument, a short series, and squaring.
    static func exponential(_ number: Double) -> Double {
        let small = number / 1_024
        var (sum, term) = (1.0, 1.0)
        for degree in 1...8 {
            term *= small / Double(degree)
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }
}
