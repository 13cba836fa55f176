import Postgres

/// One PostgreSQL server of those that a URL may lead to, as long as it runs.
public struct DatabaseServer: Sendable, Hashable, CustomStringConvertible {
    /// Address and port as the server knows them; `socket` when reached through a Unix socket.
    public let address: String
    /// Of the cluster; the same on a primary and its standbys.
    public let systemIdentifier: String
    /// When its server process was started, which tells a primary from its standbys.
    public let startedAt: String

    public var description: String { "\(address), cluster \(systemIdentifier), started at \(startedAt)" }

    /// Asks which server it is.
    static let question = Statement("""
        SELECT coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'socket') AS address,
            (SELECT system_identifier::text FROM pg_control_system()) AS system, pg_postmaster_start_time()::text AS started
        """)

    /// - Parameter answer: to ``question``.
    init(_ answer: Rows) throws(PostgresError) {
        let row = try answer.only()
        address = try row.string("address")
        systemIdentifier = try row.string("system")
        startedAt = try row.string("started")
    }
}
