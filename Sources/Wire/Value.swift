/// What a parameter carries: a text in one of three spellings, or a list.
///
/// The spelling has no meaning: `ti`, `"ti"` and the literal `{2}` of the same octets are equal and hash alike, octet by
/// octet (so, unlike `String`, an `é` of one scalar differs from an `é` of two). The encoder picks the shortest spelling.
public enum Value: Sendable {
    /// A bare word, such as `R17` or `2026-12-01T10:00+01:00`.
    case atom(String)
    /// A text between double quotes, its escapes resolved.
    case quoted(String)
    /// Counted octets; not necessarily UTF-8.
    case literal([UInt8])
    /// Values between parentheses.
    case list([Value])

    /// A text; the encoder chooses how to spell it.
    public init(_ text: String) { self = .quoted(text) }

    /// A number in decimal digits.
    public init(_ number: some BinaryInteger) { self = .atom(String(number)) }

    /// A list of texts.
    public init(_ texts: some Sequence<String>) { self = .list(texts.map { Value($0) }) }

    /// The text, whatever its spelling; nothing for a list and for a literal that is not UTF-8.
    public var text: String? {
        switch self {
        case .atom(let text), .quoted(let text): text
        case .literal(let octets): String(validating: octets, as: UTF8.self)
        case .list: nil
        }
    }

    /// The elements of a list; nothing for a text.
    public var items: [Value]? {
        if case .list(let items) = self { items } else { nil }
    }
}

extension Value: Hashable {
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.list(let left), .list(let right)): left == right
        case (.list, _), (_, .list): false
        default: left.withOctets { left in right.withOctets { right in left.elementsEqual(right) } }
        }
    }

    public func hash(into hasher: inout Hasher) {
        if case .list(let items) = self {
            hasher.combine(1)
            hasher.combine(items)
        } else {
            hasher.combine(0)
            withOctets { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// Runs `body` on the octets of a text; on none for a list.
    private func withOctets<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        switch self {
        case .atom(let text), .quoted(let text): text.withOctets(body)
        case .literal(let octets): octets.withUnsafeBufferPointer(body)
        case .list: body(UnsafeBufferPointer(start: nil, count: 0))
        }
    }
}

extension Value: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral number: Int64) { self.init(number) }
}

extension Value: ExpressibleByArrayLiteral {
    public init(arrayLiteral items: Value...) { self = .list(items) }
}
