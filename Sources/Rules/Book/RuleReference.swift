import Interpreting

/// The row of a rule file that decided something: where it stands, why it is so, and who says so.
public struct RuleReference: Hashable, Sendable, Codable {
    /// The file as it is cited, for instance `rules/working.yaml`.
    public let file: String
    /// Counts from 1.
    public let line: Int
    /// Names the row for ever, for instance `modality.complex-over-60`; it is what the journal keeps.
    public let id: String
    /// One clause that can follow "because": `complex talks over an hour are interpreted on site`.
    public let reason: String
    /// Who says so: a published guideline, a measurement, or `policy` for a choice of ours.
    public let source: String

    public init(file: String, line: Int, id: String, reason: String, source: String) {
        self.file = file
        self.line = line
        self.id = id
        self.reason = reason
        self.source = source
    }

    /// `rules/working.yaml:12`.
    public var citation: String { "\(file):\(line)" }
}

/// A decision with the row that made it.
public struct Ruling<Value> {
    public let value: Value
    public let rule: RuleReference

    public init(_ value: Value, _ rule: RuleReference) {
        self.value = value
        self.rule = rule
    }

    /// The same row, with another value that follows from this one.
    public func map<Other>(_ transform: (Value) -> Other) -> Ruling<Other> { Ruling<Other>(transform(value), rule) }
}

extension Ruling: Sendable where Value: Sendable {}
extension Ruling: Equatable where Value: Equatable {}
extension Ruling: Hashable where Value: Hashable {}
