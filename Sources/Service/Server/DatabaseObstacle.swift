import Postgres
import Storage

/// Why the database cannot be used now.
enum DatabaseObstacle: Error, Sendable, Hashable, CustomStringConvertible {
    /// It may be different in a moment.
    case passing(State, String)
    /// Only a person can change it; the text says how.
    case lasting(String)

    /// What is waited for, in a word for the log.
    enum State: String, Sendable {
        /// Nobody answers, or the connection broke.
        case unreachable
        /// It is starting, recovering or stopping.
        case starting
        /// It takes no writes: a standby, or `default_transaction_read_only`.
        case readOnly = "read-only"
        /// All its connections are in use.
        case crowded
        /// Its disk or its memory is full.
        case full
        /// A lock or a serialization failure is in the way.
        case busy
    }

    var description: String {
        switch self {
        case .passing(let state, let text): "the database is \(state.rawValue): \(text)"
        case .lasting(let text): text
        }
    }

    init(_ error: any Error) {
        switch error {
        case let obstacle as DatabaseObstacle: self = obstacle
        case let error as PostgresError: self.init(error, said: "\(error)")
        case let problem as MigrationProblem:
            if let cause = problem.cause { self.init(cause, said: "\(problem)") } else { self = .lasting("\(problem)") }
        default: self = .lasting("\(error)")
        }
    }

    /// - Parameter text: what to tell of it.
    private init(_ error: PostgresError, said text: String) {
        if let state = DatabaseObstacle.state(error) {
            self = .passing(state, text)
        } else if let advice = DatabaseObstacle.advice(error) {
            self = .lasting("\(text); \(advice)")
        } else {
            self = .lasting(text)
        }
    }

    /// nil when waiting does not help.
    private static func state(_ error: PostgresError) -> State? {
        switch error.sqlState {
        case "57P03", "57P01", "57P02": .starting
        case "25006": .readOnly
        case "53300": .crowded
        case "53100", "53200": .full
        case "55P03", "57014", "40001", "40P01": .busy
        case let state? where state.hasPrefix("08"): .unreachable
        case .some: nil
        case nil: silentState(error)
        }
    }

    /// Of an error that no server worded.
    private static func silentState(_ error: PostgresError) -> State? {
        switch error.kind {
        // libpq's own messages have no codes.
        case .cannotConnect: (tls + [noPassword]).contains { error.message.contains($0) } ? nil : .unreachable
        case .connectionLost, .commitDoubtful: .unreachable
        case .usage, .rejected, .unreadable: nil
        }
    }

    private static let tls = ["SSL", "certificate"]
    private static let noPassword = "no password supplied"

    private static func advice(_ error: PostgresError) -> String? {
        switch error.sqlState {
        case "28P01", "28000": "check the user and the password in the database's URL, and the server's pg_hba.conf"
        case "3D000": "make it, for instance with createdb, or name another in the database's URL"
        case "42501" where error.message.contains("extension"): extensionAdvice
        case "42501": "the user of the database's URL must own the database: ALTER DATABASE … OWNER TO …"
        case "0A000", "58P01": error.message.contains("extension") ? extensionAdvice : nil
        case nil where error.message.contains(noPassword):
            "put the password into the database's URL (postgresql://user:password@host/database), or name a file of passwords in PGPASSFILE"
        case nil where error.kind == .cannotConnect: "check sslmode, sslrootcert and the like in the database's URL"
        default: nil
        }
    }

    private static let extensionAdvice =
        "install PostgreSQL's contrib modules (Debian: apt-get install postgresql), "
        + "and have its superuser say in this database: CREATE EXTENSION btree_gist"
}
