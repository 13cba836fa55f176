/// One parameter of a line: `key=value`, or a value that is known by its place.
public struct Parameter: Hashable, Sendable {
    /// The name, in lower case; nothing for a positional value. Names are compared without regard to case.
    public let key: String?

    /// What the parameter says.
    public let value: Value

    /// - Parameters:
    ///   - key: a letter, then letters, digits or `-`; lower-cased here. Nothing makes the value positional.
    ///   - value: what the parameter says.
    public init(key: String? = nil, value: Value) {
        if let key, key.withOctets({ $0.contains(where: \.isUpper) }) {
            self.key = String(decoding: key.utf8.map(\.lowered), as: UTF8.self)
        } else {
            self.key = key
        }
        self.value = value
    }

    /// `Parameter("language", "ti")`: a named parameter.
    public init(_ key: String, _ value: Value) { self.init(key: key, value: value) }
}

extension Sequence<Parameter> {
    /// The values without a name, in order.
    public var positional: [Value] { compactMap { $0.key == nil ? $0.value : nil } }

    /// The value named `key` (in lower case), if it was given.
    @inlinable
    public func value(_ key: String) -> Value? { first { $0.key == key }?.value }
}
