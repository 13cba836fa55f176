/// Randomness and hashing, which belong to the caller: the system's in a server, seeded in a simulation.
public protocol Secrets: Sendable {
    /// A new token, `tb_` and 43 characters of base64url (32 random octets), with its ``digest(of:)``.
    func mint() -> (secret: String, digest: String)

    /// An idempotency key for a change that came without one: `s-` and 22 characters of base64url (16 random octets).
    func mintKey() -> String

    /// SHA-256 of the UTF-8 of `text`: 64 lower-case hexadecimal digits.
    func digest(of text: String) -> String
}
