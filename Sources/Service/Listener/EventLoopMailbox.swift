import Dispatching
import NIOCore
import Sessions
import Synchronization

/// What the service tells a connection.
enum ConnectionMessage: Sendable {
    case session(SessionInput)
    /// The engine's answer to `AUTH`, for a credential of this digest.
    case login(Ticket, digest: String, Reply)
    /// Nobody has logged in here, and others want the place.
    case displaced
    /// Somebody's rights were taken away: ask whether it was this session's.
    case recheck
    /// The engine's answer to that question.
    case rechecked(Refusal)
    /// Time is up: close without further ado.
    case cut
}

/// Where a connection is told things from other threads.
struct ConnectionAddress: Sendable {
    /// Unique in the process.
    let id: UInt64
    let mailbox: EventLoopMailbox

    func post(_ message: ConnectionMessage) { mailbox.post(message, to: id) }
}

/// All connections of one event loop, and the messages to them. Messages that come close together cost one hop to the loop, and
/// what they cause to be written is flushed once for each connection.
final class EventLoopMailbox: Sendable {
    private enum Recipient { case one(UInt64), all }

    let eventLoop: any EventLoop
    private let messages = Mutex<[(Recipient, ConnectionMessage)]>([])
    private let handlers: NIOLoopBoundBox<[UInt64: ConnectionHandler]>

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        handlers = NIOLoopBoundBox.makeBoxSendingValue([:], eventLoop: eventLoop)
    }

    func post(_ message: ConnectionMessage, to id: UInt64) { post(message, .one(id)) }

    func postToAll(_ message: ConnectionMessage) { post(message, .all) }

    private func post(_ message: ConnectionMessage, _ recipient: Recipient) {
        let isFirst = messages.withLock { messages in
            messages.append((recipient, message))
            return messages.count == 1
        }
        if isFirst { eventLoop.execute { self.deliver() } }
    }

    private func deliver() {
        let batch = messages.withLock { messages in
            let taken = messages
            messages = []
            return taken
        }
        var touched: [ConnectionHandler] = []
        for (recipient, message) in batch {
            switch recipient {
            case .one(let id):
                guard let handler = handlers.value[id] else { continue }
                handler.receive(message)
                touched.append(handler)
            case .all:
                for handler in handlers.value.values {
                    handler.receive(message)
                    touched.append(handler)
                }
            }
        }
        for handler in touched { handler.flush() }
    }

    // MARK: On the event loop only

    func add(_ handler: ConnectionHandler) { handlers.value[handler.id] = handler }

    func remove(_ handler: ConnectionHandler) { handlers.value[handler.id] = nil }

    /// Begins to tell every connection the time, once a second.
    func startTicking(head: @escaping @Sendable () -> Int64) -> RepeatedTask {
        eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak self] _ in
            guard let self else { return }
            let head = head()
            for handler in handlers.value.values {
                handler.tick(head: head)
                handler.flush()
            }
        }
    }
}
