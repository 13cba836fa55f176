import Dispatching
import Postgres

/// One number for a whole state: two states are the same exactly when their digests are.
public enum StateDigest {
    /// SHA-256, as 64 hexadecimal digits, of `head` and each row in canonical order as canonical JSON, a line each.
    public static func of(_ state: State) throws -> String {
        let hash = SHA256()
        hash.add("\(state.head)\n")
        for row in state.rows {
            hash.add(try CanonicalJSON.bytes(row))
            hash.add("\n")
        }
        return Hexadecimal.text(hash.digest())
    }
}
