import Yams

/// Lists of words and numbers. One that is empty, or that names something twice, is a slip unless its reader says otherwise.
extension FieldReader {
    /// A list of words, in the order of the file.
    /// - Parameters:
    ///   - orNone: the list may be empty.
    ///   - once: each may come once.
    package func words(_ key: String, orNone: Bool = false, once: Bool = true) -> [Located<String>]? {
        guard let nodes = members(key, "a list of words", orNone: orNone) else { return nil }
        let words = nodes.compactMap { text($0, key: key, limit: 200) }
        if once { reportRepeated(words, key: key) }
        return words
    }

    /// A list of whole numbers, each within `limits`.
    /// - Parameter once: each may come once.
    package func integers(_ key: String, _ limits: ClosedRange<Int>, once: Bool = false) -> [Int]? {
        guard let nodes = members(key, "a list of whole numbers", orNone: false) else { return nil }
        let numbers = nodes.compactMap { node in
            decimal(node, key: key, places: 0, limits).map { Located(value: $0, place: Place(file: file, node: node)) }
        }
        if once { reportRepeated(numbers, key: key) }
        return numbers.map(\.value)
    }

    /// A list of words of an enumeration, in the order of the file, each once.
    package func choices<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type, orNone: Bool = false
    ) -> [Choice]? where Choice.RawValue == String {
        words(key, orNone: orNone)?.compactMap { choice($0, key: key, of: type) }
    }

    /// The members of a list; nil, after a report, when it is empty and must not be: a row with an empty list never decides anything.
    private func members(_ key: String, _ expected: String, orNone: Bool) -> [Node]? {
        guard let node = node(key, expected), let nodes = list(node, key: key) else { return nil }
        guard nodes.isEmpty, !orNone else { return nodes }
        log.report("\(key) is an empty list, expected at least one member", at: Place(file: file, node: node))
        return nil
    }

    private func reportRepeated<Value: Hashable>(_ members: [Located<Value>], key: String) {
        var seen: Set<Value> = []
        for member in members where !seen.insert(member.value).inserted {
            log.report("\(key) names \(member.value) twice, expected it once", at: member.place)
        }
    }
}
