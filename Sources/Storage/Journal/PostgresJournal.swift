import Dispatching
import Logging
import Postgres
import Synchronization

/// The journal in PostgreSQL: each batch is one transaction that writes the journal, the tables and the kept answers.
///
/// Batches are committed one after another in the order of the calls. The connection is opened at the first batch, and
/// again when it broke; nothing is retried here, since only the caller knows what has become stale meanwhile.
public final class PostgresJournal: Journal {
    private enum Work: Sendable {
        case append(Batch, verdict: @Sendable (Result<Void, JournalFailure>) -> Void)
        case recovery(KnownJournal, answer: @Sendable (Result<Recovery, JournalFailure>) -> Void)
        case look(KnownJournal, answer: @Sendable (Result<Void, JournalFailure>) -> Void)
    }

    private let queue: AsyncStream<Work>.Continuation
    private let worker: Task<Void, Never>
    private let current: CurrentWriter

    /// - Parameter url: `postgresql://…` of the server that takes writes.
    public init(url: String, logger: Logger) {
        let (stream, queue) = AsyncStream.makeStream(of: Work.self)
        self.queue = queue
        let current = CurrentWriter(url: url, logger: logger)
        self.current = current
        worker = Task {
            for await work in stream {
                switch work {
                case .append(let batch, let verdict): verdict(await current.append(batch))
                case .recovery(let known, let answer): answer(await current.recovery(after: known))
                case .look(let known, let answer): answer(await current.look(for: known))
                }
            }
            await current.close()
        }
    }

    deinit {
        queue.finish()
    }

    public func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
        if case .terminated = queue.yield(.append(batch, verdict: verdict)) { verdict(.failure(.closed)) }
    }

    /// What the journal holds behind an event, once it is as durable as commits have to be.
    public func recovery(after known: KnownJournal) async throws(JournalFailure) -> Recovery {
        let result = await withCheckedContinuation { continuation in
            let work = Work.recovery(known) { continuation.resume(returning: $0) }
            if case .terminated = queue.yield(work) { continuation.resume(returning: .failure(.closed)) }
        }
        return try result.get()
    }

    /// Looks whether the journal is still the one that a server knows, and its epoch not over.
    /// - Throws: ``JournalFailure/fenced(_:)`` when it is another.
    public func look(for known: KnownJournal) async throws(JournalFailure) {
        let result = await withCheckedContinuation { continuation in
            let work = Work.look(known) { continuation.resume(returning: $0) }
            if case .terminated = queue.yield(work) { continuation.resume(returning: .failure(.closed)) }
        }
        try result.get()
    }

    /// Ends the connection in use, whatever it waits for: a batch under way is of unknown fate, and the next opens a fresh one.
    public func reconnect() { current.reconnect() }

    /// Takes no more batches, and returns when all those taken have their verdict and the connection is closed: of what the store has
    /// not confirmed by then the verdict is that nobody knows.
    public func close(within limit: Duration = .seconds(3)) async {
        queue.finish()
        let watchdog = Task { [current] in
            try await Task.sleep(for: limit)
            current.abort()
        }
        await worker.value
        watchdog.cancel()
    }
}

/// The writer in use, replaced when its connection broke.
private actor CurrentWriter {
    private let url: String
    private let logger: Logger
    private let writerInUse = Mutex<JournalWriter?>(nil)
    private let isAborted = Mutex(false)
    /// The end of the journal as the writer before knew it.
    private var known: JournalWriter.ChainEnd?
    /// Its connection, which may live on at the server's end.
    private var predecessor: WriterSession?

    init(url: String, logger: Logger) {
        self.url = url
        self.logger = logger
    }

    func append(_ batch: Batch) async -> Result<Void, JournalFailure> {
        await run("batch not confirmed", events: batch.events.count) { writer throws(JournalFailure) in try await writer.append(batch) }
    }

    func recovery(after server: KnownJournal) async -> Result<Recovery, JournalFailure> {
        await run("journal not read", events: 0) { writer throws(JournalFailure) in try await writer.recovery(after: server) }
    }

    func look(for server: KnownJournal) async -> Result<Void, JournalFailure> {
        await run("journal not compared", events: 0) { writer throws(JournalFailure) in try await writer.look(for: server) }
    }

    func close() async { await writerInUse.withLock { $0 }?.close() }

    /// Ends what is under way, and begins nothing any more.
    nonisolated func abort() {
        isAborted.withLock { $0 = true }
        reconnect()
    }

    nonisolated func reconnect() { writerInUse.withLock { $0 }?.abort() }

    private func run<Value: Sendable>(
        _ trouble: String, events: Int, _ body: (JournalWriter) async throws(JournalFailure) -> Value
    ) async -> Result<Value, JournalFailure> {
        do throws(JournalFailure) {
            return .success(try await body(try await opened()))
        } catch {
            logger.error("\(trouble)", metadata: ["events": "\(events)", "failure": "\(error)"])
            // Whoever holds what the next batch needs as well has fallen silent.
            if await writerInUse.withLock({ $0 })?.wasBlocked == true { await Blockers(url: url, log: logger).terminate() }
            return .failure(error)
        }
    }

    private func opened() async throws(JournalFailure) -> JournalWriter {
        guard !isAborted.withLock({ $0 }) else { throw .closed }
        if let writer = writerInUse.withLock({ $0 }) {
            if await writer.isUsable { return writer }
            known = await writer.known
            predecessor = writer.session
        }
        do throws(PostgresError) {
            let fresh = try await JournalWriter.open(url, known: known, after: predecessor)
            writerInUse.withLock { $0 = fresh }
            return fresh
        } catch {
            throw .notCommitted(error.description)
        }
    }
}

extension JournalFailure {
    fileprivate static let closed = JournalFailure.notCommitted("the journal is closed")
}
