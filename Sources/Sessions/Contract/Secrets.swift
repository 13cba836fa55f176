/// Randomness and hashing, which belong to the caller: the system's in a server, seeded in a simulation.
public protocol Secrets: Sendable {
    /// A new token, `tb_` and 43 characters of base64url (32 random octets), with its ``digest(of:)``.
    func mint() -> (secret: String, digest: String)

    /// SHA-256 of the UTF-8 of `text`: 64 lower-case hexadecimal digits.
    func digest(of text: String) -> String
}
