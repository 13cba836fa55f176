/// What went wrong between us and PostgreSQL, in the words of the server where it spoke.
///
/// ``kind`` answers the question a journal must ask: can the work have been committed?
public struct PostgresError: Error, Sendable, Equatable {
    /// What the caller may conclude.
    public enum Kind: Sendable, Hashable {
        /// The server answered "no" and rolled back: nothing of the call was committed. The connection is usable.
        case rejected
        /// The connection broke and is closed. With `commitSent: false` nothing of the call was committed; with `true`
        /// nobody can know, since the server may have committed before its answer was lost.
        case connectionLost(commitSent: Bool)
        /// The server answered that it committed, with a warning: it may be alone with it, for instance because its wait for a
        /// standby was cancelled. A failover can take it back. The connection is usable; `message` and the rest are the warning's.
        case commitDoubtful
        /// No connection was made.
        case cannotConnect
        /// The call itself is wrong (a NUL in a text, an unreadable URL); nothing was sent.
        case usage
        /// The answer came, but a value is NULL or not of the type that was asked for.
        case unreadable
    }

    public var kind: Kind
    /// In English or the server's language, without a trailing full stop or line end.
    public var message: String
    /// Five characters, see the appendix "PostgreSQL Error Codes" of its manual; nil when the server said nothing.
    public var sqlState: String?
    /// `ERROR`, `FATAL` or `PANIC`, never translated; nil when the server said nothing.
    public var severity: String?
    /// May quote values of the row concerned: not for logs.
    public var detail: String?
    public var hint: String?
    public var constraint: String?
    public var table: String?
    /// Which of the caller's statements failed, counted from 0; nil when it was none of them (for instance the COMMIT).
    public var statementIndex: Int?

    public init(
        kind: Kind, message: String, sqlState: String? = nil, severity: String? = nil, detail: String? = nil,
        hint: String? = nil, constraint: String? = nil, table: String? = nil, statementIndex: Int? = nil
    ) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.severity = severity
        self.detail = detail
        self.hint = hint
        self.constraint = constraint
        self.table = table
        self.statementIndex = statementIndex
    }

    /// SQLSTATE 23505.
    public var isUniqueViolation: Bool { sqlState == "23505" }
    /// SQLSTATE 23P01, what an `EXCLUDE` constraint answers to a double booking.
    public var isExclusionViolation: Bool { sqlState == "23P01" }
    /// SQLSTATE 23514.
    public var isCheckViolation: Bool { sqlState == "23514" }
    /// SQLSTATE 23503.
    public var isForeignKeyViolation: Bool { sqlState == "23503" }
    /// SQLSTATE 40001: the same transaction may succeed when it is tried again.
    public var isSerializationFailure: Bool { sqlState == "40001" }

    /// SQLSTATE 55P03: another transaction held a lock for longer than `lock_timeout`.
    public var isLockTimeout: Bool { sqlState == "55P03" }
    /// SQLSTATE 25006: the server takes no writes, as a standby or a primary that was stood down.
    public var isReadOnly: Bool { sqlState == "25006" }

    /// Whether the connection that threw this is closed.
    public var isConnectionLost: Bool {
        if case .connectionLost = kind { true } else { false }
    }

    static func usage(_ message: String) -> PostgresError {
        PostgresError(kind: .usage, message: message)
    }
}

extension PostgresError: CustomStringConvertible {
    /// One line for logs. ``detail`` is left out, because it quotes row values.
    public var description: String {
        var text = message
        if let sqlState { text += " [\(sqlState)]" }
        if let constraint { text += ", constraint \(constraint)" }
        if let table { text += ", table \(table)" }
        if let statementIndex { text += ", statement \(statementIndex)" }
        if let hint { text += "; \(hint)" }
        return "\(beginning): \(text)"
    }

    /// What happened, before what was said about it.
    private var beginning: String {
        switch kind {
        case .rejected, .usage, .unreadable: "PostgreSQL"
        case .connectionLost(commitSent: false): "the connection with PostgreSQL broke"
        case .connectionLost(commitSent: true): "the connection with PostgreSQL broke after COMMIT was sent"
        case .commitDoubtful: "PostgreSQL committed with a warning"
        case .cannotConnect: "cannot connect to PostgreSQL"
        }
    }
}
