import CLibPQ
import Foundation

/// Makes a connection: tries the hosts of the URL one after the other, each for a limited time.
///
/// libpq can do both by itself, but its `connect_timeout` is a whole number of seconds and at least two, which is too long for
/// whoever has to renew a lease of a few.
struct Dial {
    /// Given after the URL, so that they hold whatever it says: a peer that vanished is noticed after 5 + 3 · 2 s while we wait, and
    /// 10 s after we sent what it does not acknowledge.
    private static let liveness = [
        ("keepalives", "1"), ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
        ("tcp_user_timeout", "10000"),
    ]

    let url: ConnectionURL
    let applicationName: String
    /// For each host.
    let patience: Duration

    init(_ url: String, applicationName: String, patience: Duration) throws(PostgresError) {
        self.url = try ConnectionURL(url)
        self.applicationName = applicationName
        self.patience = min(self.url.connectTimeout ?? patience, patience)
    }

    /// - Returns: a connection that the caller must finish.
    /// - Throws: `cannotConnect`, with what each host said.
    func connect() throws(PostgresError) -> OpaquePointer {
        var refusals: [PostgresError] = []
        for host in url.hosts {
            switch attempt(host) {
            case .success(let connection): return connection
            case .failure(let refusal): refusals.append(refusal)
            }
        }
        // A code says what to do only if it holds for all.
        let states = Set(refusals.map(\.sqlState))
        throw PostgresError(
            kind: .cannotConnect, message: refusals.map(\.message).joined(separator: "; "),
            sqlState: states.count == 1 ? states.first ?? nil : nil)
    }

    private func attempt(_ host: [(keyword: String, value: String)]) -> Result<OpaquePointer, PostgresError> {
        let deadline = Deadline(in: patience)
        guard let connection = start(host) else { return .failure(PostgresError(kind: .cannotConnect, message: "out of memory")) }
        // Otherwise libpq keeps the server's code to itself.
        PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
        // As libpq's manual has it: begin as if it had asked to write.
        var need = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        var isLate = false
        while need != PGRES_POLLING_OK, need != PGRES_POLLING_FAILED, !isLate {
            isLate = !wait(connection, Int16(need == PGRES_POLLING_READING ? POLLIN : POLLOUT), deadline)
            if !isLate { need = PQconnectPoll(connection) }
        }
        guard need == PGRES_POLLING_OK else {
            let name = host.first { $0.keyword == "host" }.map { " from \($0.value)" } ?? ""
            let failure = ConnectFailure(verbose: String(cString: PQerrorMessage(connection)).trimmedEnd())
            PQfinish(connection)
            guard !isLate else {
                return .failure(PostgresError(kind: .cannotConnect, message: "no answer\(name) within \(deadline.span)"))
            }
            return .failure(PostgresError(kind: .cannotConnect, message: failure.message, sqlState: failure.sqlState))
        }
        PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
        return .success(connection)
    }

    /// Looks the host up, which may take its time, and begins to connect; nil when memory is out.
    private func start(_ host: [(keyword: String, value: String)]) -> OpaquePointer? {
        // Later keywords win over the URL, which stands in `dbname`; only the application name is ours to suggest.
        let options = [("dbname", url.text), ("fallback_application_name", applicationName), ("client_encoding", "UTF8")]
            + host.map { ($0.keyword, $0.value) } + Self.liveness
            // Of several hosts that one is meant which takes writes, unless the URL says otherwise.
            + (url.hosts.count > 1 && url.target == nil ? [("target_session_attrs", "read-write")] : [])
        let keys = options.map { strdup($0.0) }
        let values = options.map { strdup($0.1) }
        defer { (keys + values).forEach { free($0) } }
        return PQconnectStartParams(keys.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// False when the deadline passes before the socket shows one of `events`, or a break.
    private func wait(_ connection: OpaquePointer, _ events: Int16, _ deadline: Deadline) -> Bool {
        // Another one for each address that is tried.
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        while true {
            let count = poll(&descriptor, 1, deadline.milliseconds)
            if count >= 0 || errno != EINTR { return count != 0 }
        }
    }
}
