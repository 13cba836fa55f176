/// The chance that somebody accepts.
public enum Chance {
    /// Never promised more than this: people are free to decline.
    public static let ceiling = 99

    /// 100 · (1 − Π(1 − p)) in whole per cent, rounded down, when each of `eligibleCount` people accepts with `acceptancePercent`
    /// independently of the others; at most ``ceiling``, and 0 only when nobody can accept.
    ///
    /// Computed in millionths, the product rounded up at every step, so that the answer never promises too much.
    public static func ofSuccess(eligibleCount: Int, acceptancePercent: Int) -> Int {
        let percent = min(max(acceptancePercent, 0), 100)
        guard eligibleCount > 0, percent > 0 else { return 0 }
        var nobody = 1_000_000
        var asked = 0
        while asked < eligibleCount, nobody > 1 {
            nobody = (nobody * (100 - percent) + 99) / 100
            asked += 1
        }
        return min(ceiling, max(1, (1_000_000 - nobody) / 10_000))
    }
}
