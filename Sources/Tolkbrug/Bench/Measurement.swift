/// What one run of closed loops came to, in the part of its time that counts.
struct Measurement: Encodable, Sendable {
    let perSecond: Double
    let p50Milliseconds: Double
    let p99Milliseconds: Double
    /// Seconds that count.
    let seconds: Double
    /// Answers other than OK by status, left out of the other figures.
    let refused: [String: Int]

    enum CodingKeys: String, CodingKey {
        case seconds, refused
        case perSecond = "per_second"
        case p50Milliseconds = "p50_ms"
        case p99Milliseconds = "p99_ms"
    }

    /// One finished command or transaction; nanoseconds.
    struct Sample {
        /// From the beginning of the run to the answer.
        let at: Int64
        let latency: Int64
    }

    /// - Parameters:
    ///   - warmUp: what ended before is left out; nanoseconds, as `end` is.
    ///   - end: what ended later is left out.
    init(_ samples: [Sample], warmUp: Int64, end: Int64, refused: [String: Int] = [:]) {
        let latencies = samples.filter { $0.at >= warmUp && $0.at <= end }.map(\.latency).sorted()
        seconds = Double(max(1, end - warmUp)) / 1e9
        perSecond = Double(latencies.count) / seconds
        p50Milliseconds = Self.milliseconds(latencies, percent: 50)
        p99Milliseconds = Self.milliseconds(latencies, percent: 99)
        self.refused = refused
    }

    /// Nearest rank.
    private static func milliseconds(_ sorted: [Int64], percent: Int) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[min(sorted.count - 1, (percent * sorted.count + 99) / 100 - 1)]) / 1e6
    }
}
