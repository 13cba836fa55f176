/// What only the service can answer.
public enum ServiceCommand: String, Hashable, Sendable, CaseIterable {
    /// Verify the hash chain of the journal.
    case audit
    /// Stop the server as SIGTERM does; answered first.
    case drain
    /// Compute a new plan of the horizon; answered at once.
    case plan
}
