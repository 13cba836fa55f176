import Dispatching
import Interpreting

/// What a line asks for, bound to who has to do it.
enum Order: Hashable, Sendable {
    /// The engine, with an idempotency key.
    case command(Command)
    /// The engine.
    case query(Query)
    /// The engine, after a secret was made.
    case issueToken(PrincipalID, scope: Credential.Scope, days: Int)
    /// The service.
    case service(ServiceCommand)
    /// The session itself.
    case session(Errand)

    /// Whether the answer is kept under an idempotency key.
    var isKept: Bool {
        switch self {
        case .command, .issueToken: true
        case .query, .service, .session: false
        }
    }

    /// Whether something changes: refused to tokens that may only read, and to everybody while the server stops.
    var isChange: Bool {
        switch self {
        case .command, .issueToken, .service(.drain): true
        case .query, .service(.audit), .service(.plan), .session: false
        }
    }
}

/// What the session does by itself, with at most a look-up by the engine.
enum Errand: Hashable, Sendable {
    case hello(version: Int, client: String?)
    /// By token.
    case authenticate(token: String)
    /// By client certificate.
    case authenticateExternally
    case ping
    case help(String?)
    case quit
    case subscribe(name: String, topics: [Topic], since: Int64?, epoch: Int64?)
    case unsubscribe(String?)
    case acknowledge(Int64)
}
