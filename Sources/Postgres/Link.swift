import CLibPQ
import Foundation

/// One `PGconn`, always in non-blocking mode: the only file beside ``Dial`` that calls libpq's connection functions.
///
/// Non-blocking, because a pipeline of megabytes would otherwise stop both sides: the server waits until we read its
/// answers while we wait until it reads our statements. All waiting happens in ``wait(toWrite:)``, and has an end.
final class Link {
    private let connection: OpaquePointer
    private let notices = Notices()
    private let plug: Plug
    /// Of the present call; nil: it may wait as long as it takes.
    private var deadline: Deadline?
    /// A deadline has passed, and the connection is given up.
    private(set) var isOverdue = false

    /// Connects.
    /// - Parameters:
    ///   - patience: for each host of the URL.
    ///   - plug: by which other threads can end the connection.
    /// - Throws: `usage` for a URL that cannot be read, otherwise `cannotConnect`.
    init(url: String, applicationName: String, patience: Duration, plug: Plug) throws(PostgresError) {
        connection = try Dial(url, applicationName: applicationName, patience: patience).connect()
        self.plug = plug
        guard PQsetnonblocking(connection, 1) == 0 else {
            throw PostgresError(kind: .cannotConnect, message: lastMessage)
        }
        PQsetNoticeReceiver(connection, Notices.receive, Unmanaged.passUnretained(notices).toOpaque())
        plug.attach(PQsocket(connection))
    }

    deinit {
        plug.detach()
        PQfinish(connection)
    }

    /// Begins a call, whose waiting altogether has an end.
    func begin(within span: Duration?) { deadline = span.map { Deadline(in: $0) } }

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

    /// What the server warned of during the present call, as far as it was read.
    var warnings: [PostgresError] { notices.warnings }

    /// The error for a connection that broke, in the server's own words when it said goodbye.
    /// - Parameter lastWords: what it answered to a statement.
    func loss(commitSent: Bool, lastWords: PostgresError? = nil) -> PostgresError {
        var error = lastWords ?? notices.farewell ?? PostgresError(kind: .rejected, message: reasonOfLoss)
        error.kind = .connectionLost(commitSent: commitSent)
        if let warning = notices.warnings.last { error.message += "; before that the server warned: \(warning.message)" }
        return error
    }

    private var reasonOfLoss: String {
        if isOverdue, let deadline { return "no answer within \(deadline.span); the connection was given up" }
        return plug.isPulled ? "the connection was ended by this process" : lastMessage
    }

    /// Whether the server can still be expected to read what we send: notices an end that came while nobody was asking.
    func isAlive() -> Bool {
        var isConnected: Bool
        // Until nothing is left to read: the end of the connection may stand behind a last warning.
        repeat {
            isConnected = PQconsumeInput(connection) == 1
        } while isConnected && traffic(Int16(POLLIN)) { 0 } != 0
        // Parses what came in, which calls the notice receiver.
        _ = PQisBusy(connection)
        // What it warned of while nobody was asking concerns no call.
        notices.forgetWarnings()
        return isConnected && notices.farewell == nil
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
    /// False when the connection is broken or the call's deadline has passed; answers that came before can still be taken.
    func wait(toWrite: Bool) -> Bool {
        let readable = Int16(POLLIN)
        let writable = Int16(POLLOUT)
        let seen = traffic(toWrite ? readable | writable : readable) { deadline?.milliseconds ?? -1 }
        if seen == 0 { isOverdue = true }
        return seen == writable || (seen != 0 && PQconsumeInput(connection) == 1)
    }

    /// Which of `events`, or a break, the socket shows within `patience` milliseconds (-1: however long it takes); 0 for none.
    private func traffic(_ events: Int16, _ patience: () -> Int32) -> Int16 {
        var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
        while poll(&descriptor, 1, patience()) < 0 {
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
