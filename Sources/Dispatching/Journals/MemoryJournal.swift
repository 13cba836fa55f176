import Interpreting
import Synchronization

/// A journal in memory that refuses what the database would refuse: for tests and simulations, and gone with its process.
public final class MemoryJournal: Journal {
    private let contents: Mutex<MemoryContents>

    /// - Parameters:
    ///   - epoch: of the writer that may write at first.
    ///   - agencies: which rows may refer to; nil for any.
    public init(epoch: Int64 = 1, agencies: Set<AgencyCode>? = nil) {
        contents = Mutex(MemoryContents(epoch: epoch, agencies: agencies))
    }

    /// The verdict comes before this returns.
    public func append(_ batch: Batch, verdict: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
        let result: Result<Void, JournalFailure> = contents.withLock { contents in
            do throws(JournalFailure) {
                try contents.append(batch)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        verdict(result)
    }

    /// From now on only a writer with this epoch may write, as when another process takes the lease.
    public func fence(epoch: Int64) {
        contents.withLock { $0.epoch = epoch }
    }

    /// All events, in order.
    public var events: [Event] { contents.withLock { $0.events } }

    /// The answers kept for keys, in the order in which they came.
    public var ledger: [LedgerEntry] { contents.withLock { $0.ledger } }

    /// The state that an engine which starts on this journal begins with.
    public func recover() -> State {
        let (events, ledger) = contents.withLock { ($0.events, $0.ledger) }
        return State(
            rows: events.flatMap(\.changes), head: events.last?.seq ?? 0, at: events.last?.at ?? Timestamp(milliseconds: .min),
            ledger: ledger)
    }
}
