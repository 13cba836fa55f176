/// "Did you mean …?" for the words of the protocol.
public enum Suggestion {
    /// Longer words than this get no suggestion, which bounds the work.
    private static let longestWord = 64

    /// The candidate nearest to `word`, the first of several equally near; nothing when none is near enough to be meant.
    ///
    /// Near enough is one slip in a word of up to three letters, two in a longer one, and a third of the letters from nine on. A slip is a
    /// letter too many, too few, another, or two neighbours swapped (the optimal string alignment distance). Case does not matter.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let typed = word.utf8.map(\.lowered)
        guard !typed.isEmpty, typed.count <= longestWord else { return nil }
        var allowed = typed.count <= 3 ? 1 : max(2, typed.count / 3)
        var nearest: String?
        for candidate in candidates where abs(candidate.utf8.count - typed.count) <= allowed {
            let distance = distance(typed, candidate.utf8.map(\.lowered))
            guard distance <= allowed else { continue }
            nearest = candidate
            if distance == 0 { break }
            // Only a strictly nearer one may replace it.
            allowed = distance - 1
        }
        return nearest
    }

    /// Slips between two words, with three rows of the usual table.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
