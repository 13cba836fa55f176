import Foundation

/// A value for a `$n` of a statement. The server decides the type from the place where `$n` stands.
public enum Parameter: Sendable, Hashable {
    case null
    /// Must not contain U+0000, which PostgreSQL cannot store in a text.
    case text(String)
    case int(Int64)
    case bool(Bool)
    case double(Double)
    /// For `bytea`.
    case bytes([UInt8])
    /// For `text[]`; nil is NULL, unlike the empty array.
    case textArray([String]?)
    /// For `timestamptz`: milliseconds since 1970-01-01T00:00Z, in the years 1 to 9999; nil is NULL.
    case timestamp(milliseconds: Int64?)

    /// The parameter that `make` builds, or NULL: `.optional(note, Parameter.text)`.
    public static func optional<Value>(_ value: Value?, _ make: (Value) -> Parameter) -> Parameter {
        value.map(make) ?? .null
    }
}

extension Parameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Parameter {
    /// How a value travels: as text, as raw bytes, or not at all.
    enum Encoded: Equatable {
        case null
        case text(String)
        case binary([UInt8])
    }

    /// - Throws: `usage` for what PostgreSQL could not store.
    func encoded() throws(PostgresError) -> Encoded {
        switch self {
        case .null, .textArray(nil), .timestamp(milliseconds: nil):
            return .null
        case .text(let text):
            return .text(try Self.withoutNUL(text))
        case .int(let value):
            return .text(String(value))
        case .bool(let value):
            return .text(value ? "t" : "f")
        case .double(let value):
            return .text(String(value))
        case .bytes(let bytes):
            return .binary(bytes)
        case .textArray(.some(let elements)):
            return .text(try Self.withoutNUL(ArrayLiteral.text(elements)))
        case .timestamp(milliseconds: .some(let milliseconds)):
            return .text(try TimestampLiteral.text(milliseconds: milliseconds))
        }
    }

    /// libpq takes a C string, so a NUL would silently cut the text short.
    static func withoutNUL(_ text: String) throws(PostgresError) -> String {
        var text = text
        guard !text.withUTF8({ octets in octets.baseAddress.map { memchr($0, 0, octets.count) != nil } ?? false }) else {
            throw .usage("a text holds the character U+0000, which PostgreSQL cannot store; remove it or send bytes")
        }
        return text
    }
}
