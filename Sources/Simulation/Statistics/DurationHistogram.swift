import Foundation

/// How long things took, in buckets whose bounds grow by a twentieth: quantiles are right to about 2.5 %, and two can be added.
public struct DurationHistogram: Codable, Hashable, Sendable {
    private static let growth = log(1.05)
    /// How many fell into each bucket; bucket 0 holds everything under a second.
    private var buckets: [Int] = []
    public private(set) var count = 0
    /// Of all, in seconds.
    public private(set) var sum = 0.0

    public init() {}

    /// - Parameter seconds: not negative.
    public mutating func add(_ seconds: Double) {
        let bucket = seconds < 1 ? 0 : 1 + Int(log(seconds) / DurationHistogram.growth)
        if bucket >= buckets.count { buckets.append(contentsOf: repeatElement(0, count: bucket + 1 - buckets.count)) }
        buckets[bucket] += 1
        count += 1
        sum += seconds
    }

    /// nil when nothing was added.
    public var mean: Double? { count > 0 ? sum / Double(count) : nil }

    /// In seconds, the geometric middle of its bucket; nil when nothing was added.
    public func quantile(_ share: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var seen = 0
        for (bucket, number) in buckets.enumerated() {
            seen += number
            if seen >= rank { return bucket == 0 ? 0.5 : exp((Double(bucket) - 0.5) * DurationHistogram.growth) }
        }
        return nil
    }

    /// The upper bound of each bucket in seconds, with the share that took at most so long: the whole distribution, ascending.
    public var curve: [(seconds: Double, share: Double)] {
        var seen = 0
        return buckets.enumerated().map { bucket, number in
            seen += number
            return (exp(Double(bucket) * DurationHistogram.growth), Double(seen) / Double(max(count, 1)))
        }
    }

    public static func + (left: DurationHistogram, right: DurationHistogram) -> DurationHistogram {
        var sum = left
        for (bucket, number) in right.buckets.enumerated() {
            if bucket < sum.buckets.count { sum.buckets[bucket] += number } else { sum.buckets.append(number) }
        }
        sum.count += right.count
        sum.sum += right.sum
        return sum
    }
}
