import Crypto
import Dispatching

/// One number for a whole state: two states are the same exactly when their digests are.
public enum StateDigest {
    /// SHA-256, as 64 hexadecimal digits, of `head` and each row in canonical order as canonical JSON, a line each.
    public static func of(_ state: State) throws -> String {
        var hasher = SHA256()
        hasher.update(data: Array("\(state.head)\n".utf8))
        for row in state.rows {
            hasher.update(data: try CanonicalJSON.bytes(row))
            hasher.update(data: [UInt8(ascii: "\n")])
        }
        return Hexadecimal.text(hasher.finalize())
    }
}
