import Interpreting
import Rules

/// One line of a table, its cells by the names of the header.
struct TableRow {
    let file: String
    let line: Int
    let cells: [String: String]

    func problem(_ text: String) -> ScenarioProblem { ScenarioProblem(file: file, line: line, text: text) }

    func text(_ column: String) throws(ScenarioProblem) -> String {
        if let cell = cells[column] { return cell }
        throw problem("there is no column \(column)")
    }

    func filled(_ column: String) throws(ScenarioProblem) -> String {
        let text = try text(column)
        if text.isEmpty { throw problem("\(column) is empty, expected text") }
        if let hidden = InvisibleCharacter.first(in: text) {
            throw problem("\(column) holds \(hidden), which nobody sees and which changes what others read; leave it out")
        }
        return text
    }

    func number(_ column: String, _ limits: ClosedRange<Int>? = nil) throws(ScenarioProblem) -> Int {
        let text = try text(column)
        guard let number = Int(text) else { throw problem("\(column)=\(text) is not a whole number") }
        if let limits, !limits.contains(number) {
            throw problem("\(column)=\(number) is out of range; from \(limits.lowerBound) to \(limits.upperBound)")
        }
        return number
    }

    func words(_ column: String) throws(ScenarioProblem) -> [String] {
        try text(column).split(separator: " ").map(String.init)
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ column: String, of type: Choice.Type) throws(ScenarioProblem) -> Choice
    where Choice.RawValue == String { try choice(try text(column), column, of: type) }

    /// Words with spaces between, each once.
    func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ column: String, of type: Choice.Type
    ) throws(ScenarioProblem) -> [Choice] where Choice.RawValue == String {
        var choices: [Choice] = []
        for word in try words(column) {
            let choice = try choice(word, column, of: type)
            if choices.contains(choice) { throw problem("\(column) names \(word) twice; name each once") }
            choices.append(choice)
        }
        return choices
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ word: String, _ column: String, of type: Choice.Type
    ) throws(ScenarioProblem) -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: word) { return choice }
        let all = Choice.allCases.map(\.rawValue)
        throw problem("\(column) is \"\(word)\", expected one of \(all.joined(separator: ", "))\(Suggestion.phrase(for: word, among: all))")
    }
}

// MARK: What the rule book knows

extension TableRow {
    /// As it is written, when the service takes it.
    func place(_ column: String, _ book: RuleBook) throws(ScenarioProblem) -> String {
        let text = try text(column)
        if book.gazetteer.resolve(text) != nil { return text }
        if let elsewhere = book.gazetteer.elsewhere(text) {
            throw problem("\(column) is \"\(text)\", which is \(elsewhere), outside Flanders and Brussels")
        }
        let near = book.gazetteer.suggestions(for: text).first.map { "; did you mean \"\($0.dutch)\"?" } ?? ""
        throw problem("\(column) is \"\(text)\", expected a municipality of Flanders or Brussels by NIS code, postal code or name\(near)")
    }

    func agency(_ column: String, _ text: String, _ book: RuleBook) throws(ScenarioProblem) -> String {
        let all = book.agencies.all.map(\.code.text)
        if all.contains(text) { return text }
        throw problem("\(column) is \"\(text)\", expected one of \(all.joined(separator: ", "))\(Suggestion.phrase(for: text, among: all))")
    }

    /// A language by any code or name that the service takes; its tag.
    func language(_ column: String, _ book: RuleBook) throws(ScenarioProblem) -> String { try tag(try text(column), column, book) }

    /// Languages with spaces between, or with | where a name is of several words; each may be followed by its level and dialects, as
    /// `INTERPRETER add` takes them: `ti:trained`.
    func competences(_ column: String, _ book: RuleBook) throws(ScenarioProblem) -> [String] {
        let text = try text(column)
        let parts: [String]
        if text.contains("|") {
            parts = text.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
        } else {
            // The name of one language, such as Levantijns Arabisch.
            let name = String(text.prefix { $0 != ":" })
            parts = book.languages.resolve(name) == nil ? try words(column) : [text]
        }
        var found: [(tag: String, text: String)] = []
        for part in parts {
            let pieces = part.split(separator: ":", omittingEmptySubsequences: false).map { String($0).trimmed }
            let advice = parts.count > 1 && !text.contains("|") ? "; put | between languages where a name is of several words" : ""
            let tag = try tag(pieces[0], column, book, advice: advice)
            if found.contains(where: { $0.tag == tag }) { throw problem("\(column) names \(tag) twice; name each language once") }
            for (place, piece) in pieces.dropFirst().enumerated() where place > 0 || CertificateLevel(rawValue: piece) == nil {
                try checkDialect(piece, of: tag, column, book)
            }
            found.append((tag, ([tag] + pieces.dropFirst()).joined(separator: ":")))
        }
        if found.isEmpty { throw problem("\(column) is empty, expected at least one language") }
        return found.map(\.text)
    }

    private func tag(_ text: String, _ column: String, _ book: RuleBook, advice: String = "") throws(ScenarioProblem) -> String {
        do throws(LanguageProblem) {
            return try book.languages.named(text).tag.text
        } catch {
            throw problem("\(column) \"\(text)\" \(error.phrase)\(advice)")
        }
    }

    private func checkDialect(_ text: String, of tag: String, _ column: String, _ book: RuleBook) throws(ScenarioProblem) {
        let all = book.languages.language(LanguageTag(tag))?.dialects ?? []
        if all.contains(text.lowercased()) { return }
        let levels = CertificateLevel.allCases.map(\.rawValue).joined(separator: " or ")
        let dialects = all.isEmpty ? "" : ", or a dialect: \(all.joined(separator: ", "))"
        throw problem("\(column) has \"\(tag):\(text)\", expected its level behind it, \(levels)\(dialects)")
    }

    /// Two times of day, the earlier first, as they are written.
    func hours(
        _ first: String, _ from: String, _ second: String, _ until: String
    ) throws(ScenarioProblem) -> (from: String, until: String) {
        for (column, text) in [(first, from), (second, until)] where ClockText.minutes(text) == nil {
            throw problem("\(column) is \"\(text)\", expected a time from 00:00 to 24:00 such as 08:30")
        }
        guard let begin = ClockText.minutes(from), let end = ClockText.minutes(until), begin < end else {
            throw problem("\(first) is \(from), not before \(until), expected the earlier time of one day first")
        }
        return (from, until)
    }
}
