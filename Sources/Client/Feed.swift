import Synchronization
import Wire

/// The pushes of all connections of a client, one after the other, made into one stream without gap or repetition.
final class Feed: Sendable {
    /// Pushes that may wait for their reader; then the stream ends, and ``cursor`` tells where to go on.
    static let limit = 65_536

    private struct State {
        var cursor: Int64?
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

    /// The last event put into the stream, or passed over as not subscribed to: a new connection goes on after it.
    var cursor: Int64? { state.withLock { $0.cursor } }

    /// The last event that the present connection has named, in its answer to `AUTH` or in `HEAD`.
    var head: Int64? { state.withLock { $0.head } }

    /// Only events after `seq` are wanted.
    func start(after seq: Int64) {
        state.withLock { $0.cursor = max($0.cursor ?? seq, seq) }
    }

    /// As before a subscription that was refused.
    func goBack(to cursor: Int64?) { state.withLock { $0.cursor = cursor } }

    /// From now on the connection of this number is listened to, and no other.
    func listen(to source: Int, head: Int64?) {
        state.withLock {
            $0.source = source
            $0.head = head
            $0.isLive = false
        }
    }

    /// The connection has answered `SUBSCRIBE`: what it says now is about the subscription.
    func goLive(_ source: Int) {
        state.withLock { if $0.source == source { $0.isLive = true } }
    }

    /// Takes a push of the connection of this number.
    func take(_ push: Push, from source: Int) {
        // The stream is filled under the lock, so that its order is that of the numbers.
        state.withLock { state in
            guard source == state.source else { return }
            let seq: Int64
            switch push {
            case .event(let number, _):
                guard number > state.cursor ?? -1 else { return }
                // Only who has subscribed is told events: the answer was there, also when nobody has heard of it yet.
                state.isLive = true
                seq = number
            case .head(let number):
                state.head = number
                seq = number
            }
            // Before that a heartbeat is about all events, not about those subscribed to.
            guard state.isLive else { return }
            switch continuation.yield(push) {
            case .enqueued: state.cursor = max(state.cursor ?? seq, seq)
            case .dropped: continuation.finish()
            case .terminated: break
            @unknown default: break
            }
        }
    }

    func finish() { continuation.finish() }
}
