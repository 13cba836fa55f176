import Interpreting
import Wire

/// What a session is told about the server it belongs to.
public struct SessionEnvironment: Sendable {
    /// Name and version for the greeting: `tolkbrug/0.1.0`.
    public let server: String
    /// Announced in the answer to `HELLO`.
    public let limits: Limits
    /// By whose clock events are told.
    public let zone: ZoneTable
    public let secrets: any Secrets

    public init(server: String, limits: Limits = .standard, zone: ZoneTable, secrets: any Secrets) {
        self.server = server
        self.limits = limits
        self.zone = zone
        self.secrets = secrets
    }
}
