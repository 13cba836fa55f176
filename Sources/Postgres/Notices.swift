import CLibPQ

/// What the server says beside its answers.
///
/// A FATAL error that arrives while no statement is under way reaches libpq's notice receiver only, and would otherwise be lost. A
/// warning may say that a commit is not what it seems. libpq would print both.
final class Notices {
    /// The last words of the server.
    private(set) var farewell: PostgresError?
    /// Of the present call, in order.
    private(set) var warnings: [PostgresError] = []

    func forgetWarnings() { warnings = [] }

    static let receive: PQnoticeReceiver = { context, result in
        guard let context else { return }
        Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue().take(Answer.error(result, .rejected))
    }

    private func take(_ notice: PostgresError) {
        switch notice.severity {
        case "FATAL", "PANIC": farewell = notice
        case "WARNING": warnings.append(notice)
        default: break
        }
    }
}
