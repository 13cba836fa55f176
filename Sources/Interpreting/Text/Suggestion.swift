/// "Did you mean …": the known names nearest to one that is not known.
public enum Suggestion {
    /// Names longer than this are compared by their beginning, so that a long input costs little.
    static let comparedLength = 64

    /// The known name nearest to `text`, when it is near enough to be a slip: at most one edit in three letters.
    public static func nearest(to text: String, among known: some Sequence<String>) -> String? {
        ranked(text, among: known.map { ($0, $0) }, limit: 1).first
    }

    /// `; did you mean "reason"?`, or nothing when no known name is near.
    public static func phrase(for text: String, among known: some Sequence<String>) -> String {
        nearest(to: text, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// As ``SuggestionIndex/nearest(to:limit:)``, for names that are asked for once.
    public static func ranked<Value: Hashable & Comparable & Sendable>(
        _ text: String, among known: some Sequence<(String, Value)>, limit: Int
    ) -> [Value] {
        SuggestionIndex(known).nearest(to: text, limit: limit)
    }

    /// What is compared of a name.
    static func letters(_ name: String) -> [Unicode.Scalar] {
        // Marks and signs fall away; more of them than letters are no name.
        Array(folded(String(name.prefix(2 * comparedLength))).unicodeScalars.prefix(comparedLength))
    }

    /// Edits, or more than any number of edits for a mere beginning; nil when the two are not near.
    static func distance(from wanted: [Unicode.Scalar], to letters: [Unicode.Scalar]) -> Int? {
        let longest = max(wanted.count, letters.count)
        // The difference in length is the least the edit distance can be: skips most comparisons.
        if abs(wanted.count - letters.count) * 3 <= max(longest, 3) {
            let edits = edits(from: wanted, to: letters)
            if edits * 3 <= max(longest, 3) { return edits }
        }
        return wanted.count >= 3 && letters.starts(with: wanted) ? comparedLength + 1 : nil
    }

    /// The fewest insertions, deletions, substitutions and swaps of neighbours that turn `left` into `right`, no part being
    /// edited twice (optimal string alignment distance).
    static func edits(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let same = left[row] == right[column]
                var fewest = min(previous[column] + (same ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    fewest = min(fewest, beforePrevious[column - 1] + 1)
                }
                current.append(fewest)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
