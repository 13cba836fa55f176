import Interpreting

/// One line of an answer, or what a push says: a kind, a subject and named values, ready for the wire but free of its grammar.
public struct Row: Hashable, Codable, Sendable {
    /// Upper-case word, for instance `REQUEST`.
    public var kind: String
    /// What the row is about, `R17`; empty when it is about nothing that has a name.
    public var subject: String
    public var fields: [Field]

    public init(_ kind: String, _ subject: String = "", _ fields: [Field] = []) {
        self.kind = kind
        self.subject = subject
        self.fields = fields
    }

    public init<Thing>(_ kind: String, _ subject: Identifier<Thing>, _ fields: [Field] = []) {
        self.init(kind, subject.description, fields)
    }

    /// The value of the first field called `name`.
    public subscript(name: String) -> FieldValue? { fields.first { $0.name == name }?.value }
}

/// A named value of a row.
public struct Field: Hashable, Codable, Sendable {
    /// Lower-case word with hyphens, for instance `answer-by`.
    public var name: String
    public var value: FieldValue

    public init(_ name: String, _ value: FieldValue) {
        self.name = name
        self.value = value
    }
    public init(_ name: String, _ value: String) { self.init(name, .text(value)) }
    public init(_ name: String, _ value: some CustomStringConvertible) { self.init(name, .text(value.description)) }
    public init(_ name: String, _ value: Bool) { self.init(name, .text(value ? "yes" : "no")) }
    public init(_ name: String, _ values: [some CustomStringConvertible]) { self.init(name, .list(values.map(\.description))) }

    /// Moments are shown by the service's clock alone: warnings are errors here.
    @available(*, deprecated, message: "a moment is shown by the service's clock: Field(name, local(moment))")
    public init(_ name: String, _ value: Timestamp) { self.init(name, value.description) }

    /// The field, or nothing when there is no value: for building lists of fields.
    public static func optional(_ name: String, _ value: (some CustomStringConvertible)?) -> [Field] {
        value.map { [Field(name, $0)] } ?? []
    }

    @available(*, deprecated, message: "a moment is shown by the service's clock: Field.optional(name, moment.map(local))")
    public static func optional(_ name: String, _ value: Timestamp?) -> [Field] {
        value.map { [Field(name, $0.description)] } ?? []
    }
}

/// Text or a list of texts; the wire chooses how to write each.
public enum FieldValue: Hashable, Codable, Sendable {
    case text(String)
    case list([String])
}
