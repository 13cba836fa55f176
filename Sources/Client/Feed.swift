import Synchronization
import Wire

/// The pushes of all connections of a client, one after the other, made into one stream without gap or repetition.
final class Feed: Sendable {
    /// Pushes that may wait for their reader; then the stream ends, and ``cursor`` tells where to go on.
    static let limit = 65_536

    /// Where a new connection goes on.
    struct Place: Hashable {
        /// The last event put into the stream, or passed over as not subscribed to.
        var cursor: Int64?
        /// Of the server that told the events up to the cursor; nil before the first subscription, and when the caller has named the place.
        var epoch: Int64?
    }

    private struct State {
        var place = Place()
        /// The last event that there is, as far as the server has said.
        var head: Int64?
        /// The number of the connection that counts now.
        var source = 0
        /// Whether that connection has been subscribed.
        var isLive = false
    }

    let pushes: AsyncStream<Push>
    private let continuation: AsyncStream<Push>.Continuation
    private let state = Mutex(State())

    init(limit: Int = Feed.limit) {
        (pushes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(limit))
    }

    var place: Place { state.withLock { $0.place } }

    /// The last event put into the stream, or passed over as not subscribed to: a new connection goes on after it.
    var cursor: Int64? { place.cursor }

    /// The last event that the present connection has named, in its answer to `AUTH` or in `HEAD`.
    var head: Int64? { state.withLock { $0.head } }

    /// Only events after `seq` are wanted, wherever the caller has that number from.
    func start(after seq: Int64) {
        state.withLock { state in
            if seq > state.place.cursor ?? -1 { state.place = Place(cursor: seq) }
        }
    }

    /// As before a subscription that was refused.
    func goBack(to place: Place) { state.withLock { $0.place = place } }

    /// From now on the connection of this number is listened to, and no other.
    func listen(to source: Int, head: Int64?) {
        state.withLock {
            $0.source = source
            $0.head = head
            $0.isLive = false
        }
    }

    /// The connection has answered `SUBSCRIBE`: what it says now is about the subscription, and of this epoch.
    func goLive(_ source: Int, epoch: Int64? = nil) {
        state.withLock { state in
            guard state.source == source else { return }
            state.isLive = true
            state.place.epoch = epoch ?? state.place.epoch
        }
    }

    /// What was told before counts no more: `snapshot` is handed on, and the events behind `head`.
    func startAnew(after head: Int64, with snapshot: Answer, from source: Int, epoch: Int64?) {
        state.withLock { state in
            guard state.source == source else { return }
            // Whoever does not read is told nothing more, and goes on where it stopped.
            if case .dropped = continuation.yield(.startedAnew(snapshot)) { return continuation.finish() }
            state.place = Place(cursor: head, epoch: epoch)
        }
    }

    /// Takes a push of the connection of this number.
    func take(_ push: Push, from source: Int) {
        // The stream is filled under the lock, so that its order is that of the numbers.
        state.withLock { state in
            guard source == state.source else { return }
            let seq: Int64
            switch push {
            case .event(let number, _):
                guard number > state.place.cursor ?? -1 else { return }
                seq = number
            case .head(let number):
                state.head = number
                seq = number
            // No server says that.
            case .startedAnew: return
            }
            // Before that a heartbeat is about all events, not about those subscribed to.
            guard state.isLive else { return }
            switch continuation.yield(push) {
            case .enqueued: state.place.cursor = max(state.place.cursor ?? seq, seq)
            case .dropped: continuation.finish()
            case .terminated: break
            @unknown default: break
            }
        }
    }

    func finish() { continuation.finish() }
}
