import Dispatching

extension JournalFailure {
    /// For metrics.
    var kind: String {
        switch self {
        case .notCommitted: "not-committed"
        case .rejected: "rejected"
        case .alone: "alone"
        case .unknown: "unknown"
        case .fenced: "fenced"
        }
    }
}
