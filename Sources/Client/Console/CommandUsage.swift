/// What the usage lines in an answer to `HELP` say about one command.
public struct CommandUsage: Hashable, Sendable {
    /// A parameter with a name, and the words it may be if they are few.
    struct Named: Hashable, Sendable {
        let name: String
        let choices: [String]
        let isList: Bool
    }

    /// The words that may follow the command, such as `add`.
    private(set) var keywords: [String] = []
    private(set) var parameters: [Named] = []

    /// Whether it changes something, so that it takes an idempotency key.
    var takesKey: Bool { parameters.contains { $0.name == "key" } }

    /// - Parameter lines: such as `HOLD REQUEST on|off [if=VERSION] [key=KEY]`.
    init(lines: [String]) {
        for line in lines {
            for (place, word) in CommandUsage.words(of: line).enumerated().dropFirst() {
                if let named = CommandUsage.named(word) {
                    if !parameters.contains(where: { $0.name == named.name }) { parameters.append(named) }
                } else if place == 1 || word.contains("|") {
                    keywords += CommandUsage.choices(word).filter { !keywords.contains($0) }
                }
            }
        }
    }

    init(_ answer: Answer) {
        self.init(lines: answer.rows.filter { $0.kind == "USAGE" }.compactMap { $0["line"] })
    }

    /// Cuts at spaces outside parentheses; takes the brackets off what may be left out.
    private static func words(of line: String) -> [String] {
        var words = [""]
        var depth = 0
        for character in line {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == " ", depth == 0 { words.append("") } else { words[words.count - 1].append(character) }
        }
        return words.map { word in word.hasPrefix("[") && word.hasSuffix("]") ? String(word.dropFirst().dropLast()) : word }
    }

    private static func named(_ word: String) -> Named? {
        guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { return nil }
        let value = word[word.index(after: equals)...]
        let isList = value.hasPrefix("(")
        return Named(name: String(word[..<equals]), choices: choices(value.filter { !"() …".contains($0) }), isList: isList)
    }

    /// `on|off`; what is in capitals stands for something else.
    private static func choices(_ text: String) -> [String] {
        text.split(separator: "|").filter { $0.allSatisfy { $0.isLowercase || $0 == "-" } }.map(String.init)
    }
}
