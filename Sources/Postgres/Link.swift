import CLibPQ
import Foundation

/// One `PGconn`, always in non-blocking mode: the only file that calls libpq's connection functions.
///
/// Non-blocking, because a pipeline of megabytes would otherwise stop both sides: the server waits until we read its
/// answers while we wait until it reads our statements. All waiting happens in ``wait(toWrite:)``.
final class Link {
    private let connection: OpaquePointer
    private let farewell = Farewell()

    /// Connects, for at most the URL's `connect_timeout`.
    /// - Throws: `usage` for a URL that cannot be read, otherwise `cannotConnect`.
    init(url: String, applicationName: String) throws(PostgresError) {
        try ConnectionURL.check(url)
        // Later keywords win over the URL, which stands in `dbname`; only the application name is ours to suggest.
        let options = [("dbname", url), ("fallback_application_name", applicationName), ("client_encoding", "UTF8")]
        let keys = options.map { strdup($0.0) }
        let values = options.map { strdup($0.1) }
        defer { (keys + values).forEach { free($0) } }
        let made = PQconnectdbParams(keys.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
        guard let made else {
            throw PostgresError(kind: .cannotConnect, message: "out of memory")
        }
        connection = made
        guard PQstatus(made) == CONNECTION_OK, PQsetnonblocking(made, 1) == 0 else {
            throw PostgresError(kind: .cannotConnect, message: lastMessage)
        }
        PQsetNoticeReceiver(made, Farewell.receive, Unmanaged.passUnretained(farewell).toOpaque())
    }

    deinit {
        PQfinish(connection)
    }

    private var isBroken: Bool { PQstatus(connection) == CONNECTION_BAD }
    /// Connected, and no statement or pipeline is under way.
    var isInOrder: Bool {
        let state = PQtransactionStatus(connection)
        let isQuiet = state != PQTRANS_ACTIVE && state != PQTRANS_UNKNOWN
        return !isBroken && isQuiet && PQpipelineStatus(connection) == PQ_PIPELINE_OFF
    }
    /// No transaction is open.
    var isIdle: Bool { PQtransactionStatus(connection) == PQTRANS_IDLE }
    var processID: Int32 { PQbackendPID(connection) }
    var lastMessage: String { String(cString: PQerrorMessage(connection)).trimmedEnd() }

    /// The error for a connection that broke, in the server's own words when it said goodbye.
    func loss(commitSent: Bool) -> PostgresError {
        let kind = PostgresError.Kind.connectionLost(commitSent: commitSent)
        guard var error = farewell.error else { return PostgresError(kind: kind, message: lastMessage) }
        error.kind = kind
        return error
    }

    /// Whether the server can still be expected to read what we send: notices an end that came while nobody was asking.
    func isAlive() -> Bool {
        var isConnected: Bool
        // Until nothing is left to read: the end of the connection may stand behind a last warning.
        repeat {
            isConnected = PQconsumeInput(connection) == 1
        } while isConnected && traffic(Int16(POLLIN), timeout: 0) != 0
        // Parses what came in, which calls the notice receiver.
        _ = PQisBusy(connection)
        return isConnected && farewell.error == nil
    }

    // MARK: Sending. False when the connection is broken.

    func send(script: String) -> Bool {
        PQsendQuery(connection, script) == 1
    }

    func send(prepare sql: String, as name: String) -> Bool {
        PQsendPrepare(connection, name, sql, 0, nil) == 1
    }

    func send(prepared name: String, _ parameters: EncodedParameters) -> Bool {
        parameters.withPointers { PQsendQueryPrepared(connection, name, $0, $1, $2, $3, 0) } == 1
    }

    func send(sql: String, _ parameters: EncodedParameters) -> Bool {
        parameters.withPointers { PQsendQueryParams(connection, sql, $0, nil, $1, $2, $3, 0) } == 1
    }

    func sendSync() -> Bool {
        PQpipelineSync(connection) == 1
    }

    func enterPipeline() -> Bool {
        PQenterPipelineMode(connection) == 1
    }

    func exitPipeline() -> Bool {
        PQexitPipelineMode(connection) == 1
    }

    // MARK: Moving bytes

    /// Gives the kernel what it takes without waiting; true when something is left.
    func flush() -> Bool {
        PQflush(connection) == 1
    }

    /// Waits until there is something to read, or with `toWrite` room to write, and reads what is there.
    /// False when the connection is broken; answers that came before the break can still be taken.
    func wait(toWrite: Bool) -> Bool {
        let readable = Int16(POLLIN)
        let writable = Int16(POLLOUT)
        return traffic(toWrite ? readable | writable : readable, timeout: -1) == writable || PQconsumeInput(connection) == 1
    }

    /// Which of `events`, or a break, the socket shows within `timeout` milliseconds (-1: however long it takes); 0 for none.
    private func traffic(_ events: Int16, timeout: Int32) -> Int16 {
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        while poll(&descriptor, 1, timeout) < 0 {
            // Whatever else is wrong with the socket, reading it will tell.
            guard errno == EINTR else { return events }
        }
        return descriptor.revents
    }

    /// Whether ``nextAnswer()`` would block.
    var isAwaitingAnswer: Bool { PQisBusy(connection) == 1 }

    /// The next answer of the present statement, nil after its last.
    func nextAnswer() -> Answer? {
        PQgetResult(connection).map { Answer($0) }
    }
}

/// Keeps the last words of the server: a FATAL error that arrives while no statement is under way reaches libpq's
/// notice receiver only, and would otherwise be lost. Ordinary notices are dropped; libpq would print them.
private final class Farewell {
    private(set) var error: PostgresError?

    static let receive: PQnoticeReceiver = { context, result in
        guard let context else { return }
        let error = Answer.error(result, .rejected)
        if error.severity == "FATAL" || error.severity == "PANIC" {
            Unmanaged<Farewell>.fromOpaque(context).takeUnretainedValue().error = error
        }
    }
}
