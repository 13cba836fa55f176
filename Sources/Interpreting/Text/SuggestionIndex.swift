/// Known names made ready once, so that asking which of them was meant costs little however often somebody asks.
public struct SuggestionIndex<Value: Hashable & Comparable & Sendable>: Hashable, Sendable {
    private struct Name: Hashable {
        let letters: [Unicode.Scalar]
        let value: Value
    }

    private let names: [Name]

    /// - Parameter known: pairs of a name and the value it stands for; a value may have several names.
    public init(_ known: some Sequence<(String, Value)>) {
        names = known.map { Name(letters: Suggestion.letters($0.0), value: $0.1) }
    }

    /// The values one of whose names is near to `text`, nearest first and each once; equally near ones in ascending order.
    ///
    /// Case, accents and signs do not count as differences. A name that begins with at least three letters of `text`
    /// counts as near, after all names that are.
    public func nearest(to text: String, limit: Int) -> [Value] { ranked(text).prefix(limit).map(\.value) }

    /// As `nearest`, all of them with their distances: edits, or more than any number of edits for a mere beginning.
    /// - Parameter accepting: whether a name at that distance counts too; all that are near when left out.
    public func ranked(
        _ text: String, accepting: ((_ distance: Int, _ typed: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool)? = nil
    ) -> [(value: Value, distance: Int)] {
        let wanted = Suggestion.letters(text)
        guard !wanted.isEmpty else { return [] }
        var best: [Value: Int] = [:]
        for name in names {
            guard let distance = Suggestion.distance(from: wanted, to: name.letters) else { continue }
            if let accepting, !accepting(distance, wanted, name.letters) { continue }
            best[name.value] = min(distance, best[name.value] ?? distance)
        }
        return best.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { (value: $0.key, distance: $0.value) }
    }
}
