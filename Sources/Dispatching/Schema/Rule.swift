import Interpreting

/// A condition on one column, as a CHECK constraint has it and as Swift decides it: made together, so that they say the same.
struct Rule<Value>: Sendable {
    /// The condition, given the column's name.
    let sql: @Sendable (String) -> String
    /// Nil where Swift's types leave nothing to decide. Like in SQL, a value that is not there meets every condition.
    let holds: (@Sendable (Value) -> Bool)?

    init(_ sql: @escaping @Sendable (String) -> String, holds: (@Sendable (Value) -> Bool)? = nil) {
        self.sql = sql
        self.holds = holds
    }
}

extension Rule where Value: FixedWidthInteger & Sendable {
    static var positive: Rule { Rule({ "\($0) > 0" }) { $0 > 0 } }
    static func atLeast(_ least: Value) -> Rule { Rule({ "\($0) >= \(least)" }) { $0 >= least } }
    static func within(_ range: ClosedRange<Value>) -> Rule {
        Rule({ "\($0) BETWEEN \(range.lowerBound) AND \(range.upperBound)" }) { range.contains($0) }
    }
}

extension Rule<String> {
    static func characters(_ range: ClosedRange<Int>) -> Rule {
        Rule({ "char_length(\($0)) BETWEEN \(range.lowerBound) AND \(range.upperBound)" }) { range.contains($0.characterCount) }
    }
    static func characters(atMost limit: Int) -> Rule {
        Rule({ "char_length(\($0)) <= \(limit)" }) { !$0.isLonger(than: limit) }
    }
    static let noLineEnd = Rule({ "\($0) !~ '\\n'" }) { !$0.utf8.contains(UInt8(ascii: "\n")) }
    /// SHA-256 as lower-case hexadecimal digits.
    static let digest = Rule({ "\($0) ~ '^[0-9a-f]{64}$'" }) { text in
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
