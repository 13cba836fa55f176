/// Weights to draw from in proportion, by binary search: for tables that are drawn from many times.
struct WeightedTable: Hashable, Sendable {
    /// Running sums; negative weights count as 0.
    private let sums: [Double]

    init(_ weights: [Double]) {
        var total = 0.0
        sums = weights.map { weight in
            total += max(0, weight)
            return total
        }
    }

    var total: Double { sums.last ?? 0 }

    /// An index in proportion to its weight; nil when no weight is positive.
    func draw(_ stream: inout RandomStream) -> Int? {
        guard total > 0 else { return nil }
        let wanted = stream.uniform() * total
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
