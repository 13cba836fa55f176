/// A mean over replications with its confidence interval by Student's t.
///
/// The interval supposes that the values are independent and not too far from normal: means of whole replications are, single
/// waits in a queue are not.
public struct Estimate: Codable, Hashable, Sendable {
    public var mean: Double
    /// Half the width of the interval; nil when there was one replication only.
    public var halfWidth: Double?
    /// How many replications.
    public var count: Int
    /// How often such an interval holds the true mean: 0.95 or 0.99.
    public var confidence: Double

    public init(mean: Double, halfWidth: Double?, count: Int, confidence: Double = 0.95) {
        self.mean = mean
        self.halfWidth = halfWidth
        self.count = count
        self.confidence = confidence
    }

    /// - Parameters:
    ///   - values: one of each replication, in any unit; the estimate has the same. nil when there are none.
    ///   - confidence: between 0 and 1.
    public init?(of values: [Double], confidence: Double = 0.95) {
        guard !values.isEmpty else { return nil }
        let number = Double(values.count)
        let mean = values.reduce(0, +) / number
        guard values.count > 1 else {
            self.init(mean: mean, halfWidth: nil, count: 1, confidence: confidence)
            return
        }
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (number - 1)
        let width = StudentT.quantile(confidence: confidence, degreesOfFreedom: values.count - 1) * (variance / number).squareRoot()
        self.init(mean: mean, halfWidth: width, count: values.count, confidence: confidence)
    }

    /// How much more `values` are than `others`, pair by pair: what both owe to the luck of their replication cancels.
    ///
    /// nil when there are none, or not as many of one as of the other.
    public init?(differences values: [Double], _ others: [Double], confidence: Double = 0.95) {
        guard values.count == others.count else { return nil }
        self.init(of: zip(values, others).map { $0 - $1 }, confidence: confidence)
    }

    /// nil when there was one replication only, or the values were not finite.
    public var interval: ClosedRange<Double>? {
        guard let halfWidth, mean.isFinite, halfWidth.isFinite else { return nil }
        return mean - halfWidth...mean + halfWidth
    }

    /// False when there is no interval.
    public func contains(_ value: Double) -> Bool { interval?.contains(value) ?? false }
}
