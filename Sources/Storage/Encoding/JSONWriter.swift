/// Writes `Encodable` values as JSON, fields in the order of their declaration, without spaces.
///
/// Foundation's encoder builds a tree of the whole value first, which for an event costs more than everything else the
/// journal does with it; this one appends to one array of bytes. It writes what the project's rows consist of: objects,
/// arrays, texts, whole numbers and truth values. Floating-point numbers, of which we have none, it refuses.
struct JSONWriter: Encoder {
    let output: JSONOutput
    /// How many containers enclose what is written here.
    let depth: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let output = JSONOutput()
        try JSONWriter(output: output, depth: 0).write(value)
        output.closeContainers(deeperThan: 0)
        return output.bytes
    }

    func write(_ value: some Encodable) throws {
        let start = output.bytes.count
        try value.encode(to: self)
        // A value without any field asks for no container.
        if output.bytes.count == start { output.append("{}") }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        output.open("{", closedBy: "}")
        return KeyedEncodingContainer(JSONObjectWriter(writer: JSONWriter(output: output, depth: depth + 1)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        output.open("[", closedBy: "]")
        return JSONArrayWriter(writer: JSONWriter(output: output, depth: depth + 1))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    static func refusal(_ value: Any) -> EncodingError {
        EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "rows hold no floating-point numbers"))
    }
}

extension JSONWriter: SingleValueEncodingContainer {
    func encodeNil() { output.append("null") }
    func encode(_ value: Bool) { output.append(value ? "true" : "false") }
    func encode(_ value: String) { output.appendQuoted(value) }
    func encode(_ value: Double) throws { throw Self.refusal(value) }
    func encode(_ value: Float) throws { throw Self.refusal(value) }
    func encode(_ value: Int) { output.append(String(value)) }
    func encode(_ value: Int8) { output.append(String(value)) }
    func encode(_ value: Int16) { output.append(String(value)) }
    func encode(_ value: Int32) { output.append(String(value)) }
    func encode(_ value: Int64) { output.append(String(value)) }
    func encode(_ value: UInt) { output.append(String(value)) }
    func encode(_ value: UInt8) { output.append(String(value)) }
    func encode(_ value: UInt16) { output.append(String(value)) }
    func encode(_ value: UInt32) { output.append(String(value)) }
    func encode(_ value: UInt64) { output.append(String(value)) }
    func encode(_ value: some Encodable) throws { try write(value) }
}

/// The fields of an object.
private struct JSONObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter

    var codingPath: [any CodingKey] { [] }

    private func field(_ key: Key) -> JSONWriter {
        writer.output.beginElement(depth: writer.depth)
        writer.output.appendQuoted(key.stringValue)
        writer.output.append(":")
        return writer
    }

    func encodeNil(forKey key: Key) { field(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { field(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { field(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { field(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { field(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try field(key).write(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        field(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { field(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { writer }
    func superEncoder(forKey key: Key) -> any Encoder { field(key) }
}

/// The elements of an array.
private struct JSONArrayWriter: UnkeyedEncodingContainer {
    let writer: JSONWriter
    private(set) var count = 0

    var codingPath: [any CodingKey] { [] }

    init(writer: JSONWriter) { self.writer = writer }

    private mutating func element() -> JSONWriter {
        count += 1
        writer.output.beginElement(depth: writer.depth)
        return writer
    }

    mutating func encodeNil() { element().encodeNil() }
    mutating func encode(_ value: String) { element().encode(value) }
    mutating func encode(_ value: some Encodable) throws { try element().write(value) }
    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        element().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { element() }
}
