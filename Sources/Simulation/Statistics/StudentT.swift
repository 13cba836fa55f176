import Foundation

/// Student's t distribution with a whole number of degrees of freedom.
public enum StudentT {
    /// The probability that a variable with this distribution lies between `-t` and `t`.
    ///
    /// By the finite sums 26.7.3 and 26.7.4 of Abramowitz and Stegun, "Handbook of mathematical functions" (1964), which are exact.
    /// - Parameters:
    ///   - t: not negative.
    ///   - degreesOfFreedom: at least 1.
    public static func probability(within t: Double, degreesOfFreedom: Int) -> Double {
        probability(angle: atan(t / Double(degreesOfFreedom).squareRoot()), degreesOfFreedom)
    }

    /// The `t` with `probability(within: t)` equal to `confidence`: 12.706 for 0.95 and one degree of freedom.
    ///
    /// By halving the angle `arctan(t / √degreesOfFreedom)`, which lies between 0 and a right one whatever `t` is; right to nine digits.
    /// - Parameters:
    ///   - confidence: between 0 and 1; 0 from 0 down, infinity from 1 up.
    ///   - degreesOfFreedom: at least 1; infinity for less.
    public static func quantile(confidence: Double, degreesOfFreedom: Int) -> Double {
        guard confidence > 0 else { return 0 }
        guard confidence < 1, degreesOfFreedom > 0 else { return .infinity }
        var (low, high) = (0.0, Double.pi / 2)
        while true {
            let middle = (low + high) / 2
            guard low < middle, middle < high else { break }
            if probability(angle: middle, degreesOfFreedom) < confidence { low = middle } else { high = middle }
        }
        return Double(degreesOfFreedom).squareRoot() * tan(low)
    }

    private static func probability(angle: Double, _ degreesOfFreedom: Int) -> Double {
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = degreesOfFreedom % 2 == 1
        var term = isOdd ? cosine : 1
        var sum = 0.0
        for power in stride(from: isOdd ? 1 : 0, through: degreesOfFreedom - 2, by: 2) {
            sum += term
            term *= cosine * cosine * Double(power + 1) / Double(power + 2)
            // All that follow are less than this one over the square of the sine.
            if term < 1e-17 * sum * sine * sine { break }
        }
        return isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum
    }
}
