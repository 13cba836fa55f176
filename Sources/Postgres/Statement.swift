/// One SQL statement with the values for its `$1`, `$2`, …
public struct Statement: Sendable, Hashable {
    enum Source: Sendable, Hashable {
        /// Prepared on first use and kept under its text, once per connection.
        case sql(String)
        /// Prepared by ``Connection/prepare(_:as:)``.
        case prepared(String)
    }

    let source: Source
    public let parameters: [Parameter]

    /// - Parameter sql: exactly one statement. Equal texts share one prepared statement, so put values in `parameters`.
    public init(_ sql: String, _ parameters: [Parameter] = []) {
        source = .sql(sql)
        self.parameters = parameters
    }

    /// The SQL; nil for a statement that was prepared under a name.
    public var sql: String? {
        if case .sql(let sql) = source { sql } else { nil }
    }

    /// - Parameter name: the name given to ``Connection/prepare(_:as:)`` on the same connection.
    public init(prepared name: String, _ parameters: [Parameter] = []) {
        source = .prepared(name)
        self.parameters = parameters
    }
}

/// Which texts are prepared on a connection, and under what name.
struct StatementCache {
    /// Texts beyond this many are sent unprepared; a program has a fixed set of statements, so it should not come to that.
    static let limit = 256

    private var names: [String: String] = [:]
    private var namesGiven = 0

    func name(of sql: String) -> String? {
        names[sql]
    }

    /// A name never used before on this connection, nil when the cache is full.
    /// A name is not reused when preparing fails: the server might have got as far as keeping it.
    mutating func freshName() -> String? {
        guard names.count < Self.limit else { return nil }
        namesGiven += 1
        return "cached \(namesGiven)"
    }

    mutating func remember(_ sql: String, as name: String) {
        names[sql] = name
    }

    mutating func forget(_ sql: String) {
        names[sql] = nil
    }
}
