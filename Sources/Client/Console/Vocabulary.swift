/// What a person may type here and now, learnt from `HELP`.
public struct Vocabulary: Hashable, Sendable {
    /// The commands that the server's role allows, in its order.
    public var commands: [String] = []
    /// What each is followed by, as far as it was asked.
    public var usages: [String: CommandUsage] = [:]

    public init() {}

    /// The candidates for the last, unfinished word of `text`.
    public func completion(of text: String) -> Completion {
        let words = Vocabulary.words(of: text)
        guard let stem = words.last else { return Completion(stem: "", candidates: []) }
        guard words.count > 1, let command = words.first?.uppercased() else { return matching(stem, commands) }
        if command == "HELP" { return words.count == 2 ? matching(stem, commands) : Completion(stem: stem, candidates: []) }
        guard let usage = usages[command] else { return Completion(stem: stem, candidates: []) }
        if let equals = stem.firstIndex(of: "=") {
            let name = stem[..<equals].lowercased()
            guard let parameter = usage.parameters.first(where: { $0.name == name }) else { return Completion(stem: stem, candidates: []) }
            return Vocabulary.value(stem[stem.index(after: equals)...], of: parameter)
        }
        let given = Set(words.dropLast().compactMap { word in word.firstIndex(of: "=").map { word[..<$0].lowercased() } })
        let names = usage.parameters.map(\.name).filter { !given.contains($0) }.map { $0 + "=" }
        return matching(stem, (words.count == 2 ? usage.keywords : []) + names)
    }

    private func matching(_ stem: String, _ words: [String]) -> Completion {
        Completion(stem: stem, candidates: words.filter { $0.lowercased().hasPrefix(stem.lowercased()) })
    }

    /// One of the parameter's words; in a list, one of those that are not there yet.
    private static func value(_ typed: Substring, of parameter: CommandUsage.Named) -> Completion {
        guard parameter.isList else {
            return Completion(stem: String(typed), candidates: parameter.choices.filter { $0.hasPrefix(typed.lowercased()) })
        }
        guard typed.hasPrefix("(") else {
            return Completion(stem: String(typed), candidates: typed.isEmpty && !parameter.choices.isEmpty ? ["("] : [])
        }
        guard !typed.hasSuffix(")") else { return Completion(stem: "", candidates: []) }
        let items = typed.dropFirst().split(separator: " ", omittingEmptySubsequences: false)
        let stem = items.last ?? ""
        let rest = parameter.choices.filter { $0.hasPrefix(stem.lowercased()) && !items.dropLast().contains(Substring($0)) }
        return Completion(stem: String(stem), candidates: rest, isInList: true)
    }

    /// Cuts at spaces outside quotes and parentheses. The last word is the unfinished one, perhaps empty.
    private static func words(of text: String) -> [String] {
        var words = [""]
        var isQuoted = false
        var depth = 0
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "(" { depth += 1 }
            if !isQuoted, character == ")" { depth -= 1 }
            if character == " ", !isQuoted, depth <= 0 {
                if words.count > 1 || words.last?.isEmpty == false { words.append("") }
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words.enumerated().filter { $0.offset == words.count - 1 || !$0.element.isEmpty }.map(\.element)
    }
}

/// What could stand in place of the last word.
public struct Completion: Hashable, Sendable {
    /// What was typed of it.
    public var stem: String
    public var candidates: [String]
    /// Inside parentheses no space is added: a parenthesis may follow.
    public var isInList = false

    public init(stem: String, candidates: [String], isInList: Bool = false) {
        self.stem = stem
        self.candidates = candidates
        self.isInList = isInList
    }
}
