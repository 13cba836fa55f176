import Interpreting
import RuleFiles
import Rules

/// Languages in scenarios: by every code and name that the service takes, with its own resolver.
extension FieldReader {
    /// A language, by its tag.
    func language(_ key: String, _ context: EventContext) -> String? {
        locatedText(key).flatMap { tag($0.value, key, $0.place, context) }
    }

    /// Values whose keys are languages, by tag in the order of the rule book; a key that names no language is reported.
    func byLanguage<Value>(_ context: EventContext, _ read: (String) -> Value?) -> [(tag: String, value: Value)] {
        var values: [String: Value] = [:]
        var keysByTag: [String: String] = [:]
        for key in keys {
            let value = optional(key) { _ in read(key) }
            guard let tag = tag(key, "language", place, context) else { continue }
            if let earlier = keysByTag.updateValue(key, forKey: tag) {
                report("\(key) and \(earlier) are both \(tag), expected each language once")
            }
            values[tag] = value
        }
        return context.languages.all.compactMap { language in values[language.tag.text].map { (tag: language.tag.text, value: $0) } }
    }

    /// Weights by language, at least one of them above 0.
    func languageWeights(_ context: EventContext) -> [(name: String, weight: Double)]? {
        let found = byLanguage(context) { number($0, 0...1_000_000) }.map { (name: $0.tag, weight: $0.value) }
        if found.contains(where: { $0.weight > 0 }) { return found }
        report("no weight above 0, expected a language and its weight, such as \(context.languages.all.first?.tag.text ?? "ti"): 10")
        return nil
    }

    private func tag(_ text: String, _ key: String, _ place: Place, _ context: EventContext) -> String? {
        do throws(LanguageProblem) {
            return try context.languages.named(text).tag.text
        } catch {
            report("\(key) \"\(text)\" \(error.phrase)", at: place)
            return nil
        }
    }
}
