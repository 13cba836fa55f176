import Dispatching
import Foundation
import Interpreting
import Logging
import Sessions

/// On an empty database: an administrator, and a token in a file, so that somebody can let the others in.
struct FirstAdministrator: Sendable {
    /// Days that the first token is valid.
    static let days = 365

    let sequencer: Sequencer
    let secrets: any Secrets
    /// Where the token is written.
    let file: String
    let log: Logger

    /// - Parameter state: as loaded; nothing happens when it holds a credential.
    func makeIfNeeded(_ state: State) async throws {
        var administrator: PrincipalID?
        for row in state.rows {
            switch row {
            case .credential: return
            case .principal(let principal) where principal.role == .admin: administrator = principal.id
            default: continue
            }
        }
        try await issue(to: administrator)
    }

    /// A fresh token for the first active administrator, or for a new one when there is none.
    func renew(_ state: State) async throws {
        let administrators = state.rows.compactMap { row in
            if case .principal(let principal) = row, principal.role == .admin, principal.isActive { principal.id } else { nil }
        }
        try await issue(to: administrators.min())
    }

    private func issue(to administrator: PrincipalID?) async throws {
        let id: PrincipalID
        if let administrator { id = administrator } else { id = try await addAdministrator() }
        let (secret, digest) = secrets.mint()
        // Written first: a file without a credential is harmless and replaced at the next start, the reverse locks everybody out.
        try write(secret)
        let issue = Command.addCredential(id, kind: .token, digest: digest, scope: .full, days: FirstAdministrator.days)
        _ = try await done(issue)
        log.notice(
            "administrator's token written", metadata: ["file": "\(file)", "user": "\(id)", "days": "\(FirstAdministrator.days)"])
    }

    private func addAdministrator() async throws -> PrincipalID {
        let reply = try await done(.addUser(role: .admin, label: "first administrator", organisation: nil, interpreter: nil, agency: nil))
        guard let id = reply.rows.lazy.compactMap({ PrincipalID($0.subject) }).first else {
            throw Refusal(.badValue, "the engine did not say who the first administrator is")
        }
        return id
    }

    private func done(_ command: Command) async throws -> Reply {
        let reply = await sequencer.ask(.command(command, from: .system, key: nil))
        if case .refused(let refusal) = reply.result { throw refusal }
        return reply
    }

    private func write(_ secret: String) throws(FileProblem) {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        try DataFolder.prepare(folder)
        try SecretFile.write(secret, to: file)
    }
}
