/// A lognormal distribution as people state it.
struct Lognormal: Hashable, Sendable {
    /// In any unit; what is drawn has the same.
    var median: Double
    /// Standard deviation of the logarithm; 0 for always the median.
    var sigma: Double

    func draw(_ stream: inout RandomStream) -> Double { stream.lognormal(median: median, sigma: sigma) }
}
