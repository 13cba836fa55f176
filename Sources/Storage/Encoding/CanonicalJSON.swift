import Foundation

/// JSON with one spelling for each value: what is hashed or compared is written like this.
enum CanonicalJSON {
    static func bytes(_ value: some Encodable) throws -> [UInt8] { try JSONWriter.bytes(value) }

    static func text(_ value: some Encodable) throws -> String { String(decoding: try bytes(value), as: UTF8.self) }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }

    private static let decoder = JSONDecoder()
}
