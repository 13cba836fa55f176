/// The names under which this protocol is found.
public enum ProtocolVersion {
    /// The name in the TLS application-layer negotiation (RFC 7301), and the first word of the greeting.
    public static let alpn = "tbp/1"

    /// What a client says in `HELLO`.
    public static let number = 1

    /// The TCP port where a server listens unless told otherwise.
    public static let defaultPort = 7639
}
