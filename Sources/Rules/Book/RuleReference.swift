import Interpreting

/// The row of a rule file that decided something: where it stands, why it is so, and who says so.
///
/// Behind one reference, because rulings are passed about for every candidate of every decision, and five texts would be counted each time.
public struct RuleReference: Hashable, Sendable, Codable {
    private struct Contents: Hashable, Sendable, Codable {
        let file: String
        let line: Int
        let id: String
        let reason: String
        let source: String
    }

    private final class Box: Sendable {
        let contents: Contents
        init(_ contents: Contents) { self.contents = contents }
    }

    private let box: Box

    public init(file: String, line: Int, id: String, reason: String, source: String) {
        box = Box(Contents(file: file, line: line, id: id, reason: reason, source: source))
    }

    /// The file as it is cited, for instance `rules/working.yaml`.
    public var file: String { box.contents.file }
    /// Counts from 1.
    public var line: Int { box.contents.line }
    /// Names the row for ever, for instance `modality.complex-over-60`; it is what the journal keeps.
    public var id: String { box.contents.id }
    /// One clause that can follow "because": `complex talks over an hour are interpreted on site`.
    public var reason: String { box.contents.reason }
    /// Who says so: a published guideline, a measurement, or `policy` for a choice of ours.
    public var source: String { box.contents.source }

    public init(from decoder: any Decoder) throws { box = Box(try Contents(from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try box.contents.encode(to: encoder) }

    public static func == (left: RuleReference, right: RuleReference) -> Bool {
        left.box === right.box || left.box.contents == right.box.contents
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(box.contents) }

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
