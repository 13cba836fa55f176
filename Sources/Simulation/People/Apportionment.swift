import Foundation

/// Whole numbers in proportion to weights.
enum Apportionment {
    /// Divides `count` by the method of largest remainders (Hamilton), after everybody has been given `least`; of equal remainders
    /// the earlier one wins. When `count` does not suffice for `least`, everybody gets `least`.
    static func divide(_ count: Int, weights: [Double], least: Int) -> [Int] {
        let rest = count - least * weights.count
        let total = weights.reduce(0) { $0 + max(0, $1) }
        guard rest > 0, total > 0 else { return weights.map { _ in least } }
        let exact = weights.map { Double(rest) * max(0, $0) / total }
        var shares = exact.map { Int($0.rounded(.down)) }
        let byRemainder = exact.indices.sorted { left, right in
            let (first, second) = (exact[left] - floor(exact[left]), exact[right] - floor(exact[right]))
            return first != second ? first > second : left < right
        }
        for place in byRemainder.prefix(max(0, rest - shares.reduce(0, +))) { shares[place] += 1 }
        return shares.map { $0 + least }
    }
}
