/// How unevenly something is shared out (Gini, "Variabilità e mutabilità", 1912).
public enum Gini {
    /// 0 when everybody has the same, towards 1 when one of many has all.
    ///
    /// - Parameter amounts: what each has, in any unit, such as hours of work. nil when there is nobody or an amount is negative or
    ///   not finite; 0 when nobody has anything.
    public static func coefficient(of amounts: [Double]) -> Double? {
        guard !amounts.isEmpty, amounts.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
        let total = amounts.reduce(0, +)
        guard total > 0 else { return 0 }
        let number = Double(amounts.count)
        var ranked = 0.0
        for (rank, amount) in amounts.sorted().enumerated() { ranked += Double(rank + 1) * amount }
        return 2 * ranked / (number * total) - (number + 1) / number
    }
}
