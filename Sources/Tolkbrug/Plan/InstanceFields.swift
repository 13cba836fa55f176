import Interpreting

/// What is wrong with one field of an instance.
struct FieldProblem: Error {
    let path: [any CodingKey]
    let text: String
}

/// A whole number; `155.5` is refused with its field, which the decoder alone would not name.
struct WholeNumber: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let field = try decoder.singleValueContainer()
        do { value = try field.decode(Int.self) } catch {
            // A number that is not whole is an error of Foundation's own here, and becomes "not valid JSON" on its way out.
            if case DecodingError.typeMismatch = error { throw error }
            if case DecodingError.valueNotFound = error { throw error }
            guard let number = try? field.decode(Double.self) else { throw error }
            throw FieldProblem(path: decoder.codingPath, text: "is \(number); a whole number is needed")
        }
    }
}

extension KeyedDecodingContainer {
    func whole(_ key: Key) throws -> Int { try decode(WholeNumber.self, forKey: key).value }

    /// One word of a closed list, which a refusal names.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type, _ key: Key) throws -> Choice where Choice.RawValue == String {
        let word = try decode(String.self, forKey: key)
        if let choice = Choice(rawValue: word) { return choice }
        let all = Choice.allCases.map(\.rawValue)
        let hint = Suggestion.phrase(for: word, among: all)
        let text = "is \"\(word.prefix(40))\"; one of \(all.joined(separator: ", ")) is needed\(hint)"
        throw FieldProblem(path: codingPath + [key], text: text)
    }
}

extension Decoder {
    /// The fields of an object, which has no others but such as begin with `x-`.
    func container<Name: CodingKey & CaseIterable>(naming names: Name.Type) throws -> KeyedDecodingContainer<Name> {
        for key in try container(keyedBy: AnyField.self).allKeys
        where Name(stringValue: key.stringValue) == nil && !key.stringValue.hasPrefix("x-") {
            let known = Name.allCases.map(\.stringValue)
            let hint = Suggestion.phrase(for: key.stringValue, among: known)
            throw FieldProblem(
                path: codingPath + [key],
                text: "is not a field here; known are \(known.joined(separator: ", "))\(hint); what is your own is named x-…")
        }
        return try container(keyedBy: names)
    }
}

private struct AnyField: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
