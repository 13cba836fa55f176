/// Counts of observations in fixed buckets, as Prometheus wants them.
struct Histogram: Sendable {
    /// Upper bounds, ascending; a last bucket without bound follows.
    let bounds: [Double]
    private(set) var counts: [Int]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// 100 µs to 10 s: from a commit on a memory disk to one that somebody will call about.
    static let seconds = Histogram(bounds: [
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ])

    /// Powers of two up to the largest batch that can be configured.
    static let sizes = Histogram(bounds: (0...12).map { Double(1 << $0) })

    mutating func observe(_ value: Double) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum += value
    }
}
