import Dispatching
import Logging
import Postgres

/// The journal in PostgreSQL: each batch is one transaction that writes the journal, the tables and the kept answers.
///
/// Batches are committed one after another in the order of the calls. The connection is opened at the first batch, and
/// again when it broke; nothing is retried here, since only the caller knows what has become stale meanwhile.
public final class PostgresJournal: Journal {
    private struct Work: Sendable {
        let batch: Batch
        let verdict: @Sendable (Result<Void, JournalFailure>) -> Void
    }

    private let queue: AsyncStream<Work>.Continuation
    private let worker: Task<Void, Never>

    /// - Parameter url: `postgresql://…` of the server that takes writes.
    public init(url: String, logger: Logger) {
        let (stream, queue) = AsyncStream.makeStream(of: Work.self)
        self.queue = queue
        worker = Task {
            var writer: JournalWriter?
            for await work in stream {
                work.verdict(await Self.append(work.batch, with: &writer, url, logger))
            }
            await writer?.close()
        }
    }

    deinit {
        queue.finish()
    }

    public func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
        if case .terminated = queue.yield(Work(batch: batch, verdict: verdict)) {
            verdict(.failure(.notCommitted("the journal is closed")))
        }
    }

    /// Takes no more batches, and returns when all those taken have their verdict and the connection is closed.
    public func close() async {
        queue.finish()
        await worker.value
    }

    private static func append(
        _ batch: Batch, with writer: inout JournalWriter?, _ url: String, _ logger: Logger
    ) async -> Result<Void, JournalFailure> {
        do throws(JournalFailure) {
            try await opened(&writer, url).append(batch)
            return .success(())
        } catch {
            logger.error("batch not confirmed", metadata: ["events": "\(batch.events.count)", "failure": "\(error)"])
            return .failure(error)
        }
    }

    private static func opened(_ writer: inout JournalWriter?, _ url: String) async throws(JournalFailure) -> JournalWriter {
        if let writer, await writer.isUsable { return writer }
        do throws(PostgresError) {
            let fresh = try await JournalWriter.open(url)
            writer = fresh
            return fresh
        } catch {
            throw JournalFailure(error)
        }
    }
}
