import Interpreting
import Wire

/// One of a few words; capitals do not matter.
extension Kind {
    /// - Parameter placeholder: for usage lines, where all words would be too many.
    static func choice(_ placeholder: String? = nil) -> Kind where Result: CaseIterable & RawRepresentable<String> {
        let words = Result.allCases.map(\.rawValue)
        return Kind(placeholder ?? words.joined(separator: "|"), alternatives(words), example: words.first ?? "") {
            value throws(Misreading) in
            try Result.read(value)
        }
    }

    /// Several of a few words; the order stays, repetitions do not.
    static func choices<Word>() -> Kind where Result == [Word], Word: CaseIterable & RawRepresentable<String> & Equatable & Sendable {
        let words = Word.allCases.map(\.rawValue)
        let expectation = "a list of \(words.joined(separator: ", "))"
        return Kind("(\(words.joined(separator: "|")) …)", expectation, example: "(\(words.prefix(2).joined(separator: " ")))") {
            value throws(Misreading) in
            var chosen: [Word] = []
            for item in try value.readItems(atMost: 16) {
                let word = try Word.read(item)
                if !chosen.contains(word) { chosen.append(word) }
            }
            return chosen
        }
    }
}

extension Kind where Result == Bool {
    static let flag = Kind.either("yes", "no")
    static let onOff = Kind.either("on", "off")

    private static func either(_ yes: String, _ no: String) -> Kind {
        Kind("\(yes)|\(no)", "\(yes) or \(no)", example: yes) { value throws(Misreading) in
            switch try value.readText().lowercased() {
            case yes: true
            case no: false
            default: throw Misreading()
            }
        }
    }
}

extension RawRepresentable<String> where Self: CaseIterable {
    fileprivate static func read(_ value: Value) throws(Misreading) -> Self {
        let text = try value.readText()
        if let word = Self(rawValue: text) ?? Self(rawValue: text.lowercased()) { return word }
        throw Misreading(suggestion: Wire.Suggestion.nearest(to: text, among: allCases.map(\.rawValue)))
    }
}

/// `telephone, video or onsite`.
func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
}

/// `did you mean video?`, or `otherwise` when no word is near.
func didYouMean(_ word: String, among words: [String], otherwise: String) -> String {
    Wire.Suggestion.nearest(to: word, among: words).map { "did you mean \($0)?" } ?? otherwise
}
