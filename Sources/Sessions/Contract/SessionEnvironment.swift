import Wire

/// What a session is told about the server it belongs to.
public struct SessionEnvironment: Sendable {
    /// Name and version for the greeting: `tolkbrug/0.1.0`.
    public let server: String
    /// Announced in the answer to `HELLO`.
    public let limits: Limits
    public let secrets: any Secrets

    public init(server: String, limits: Limits = .standard, secrets: any Secrets) {
        self.server = server
        self.limits = limits
        self.secrets = secrets
    }
}
