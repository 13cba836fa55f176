import Dispatching
import NIOCore
import Sessions
import Synchronization

/// What the service tells a connection.
enum ConnectionLetter: Sendable {
    case session(SessionInput)
    /// The engine's answer to `AUTH`, for a credential of this digest.
    case login(Ticket, digest: String, Reply)
    /// Nobody has logged in here, and others want the place.
    case crowdedOut
    /// Somebody's rights were taken away: ask whether it was this session's.
    case recheck
    /// The engine's answer to that question.
    case rechecked(isValid: Bool)
    /// Time is up: close without further ado.
    case cut
}

/// Where a connection is told things from other threads.
struct ConnectionAddress: Sendable {
    /// Unique in the process.
    let id: UInt64
    let postbox: Postbox

    func post(_ letter: ConnectionLetter) { postbox.post(letter, to: id) }
}

/// All connections of one event loop, and the letters to them. Letters that come close together cost one hop to the loop, and
/// what they cause to be written is flushed once for each connection.
final class Postbox: Sendable {
    private enum Recipient { case one(UInt64), all }

    let eventLoop: any EventLoop
    private let letters = Mutex<[(Recipient, ConnectionLetter)]>([])
    private let residents: NIOLoopBoundBox<[UInt64: ConnectionHandler]>

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        residents = NIOLoopBoundBox.makeBoxSendingValue([:], eventLoop: eventLoop)
    }

    func post(_ letter: ConnectionLetter, to id: UInt64) { post(letter, .one(id)) }

    func postToAll(_ letter: ConnectionLetter) { post(letter, .all) }

    private func post(_ letter: ConnectionLetter, _ recipient: Recipient) {
        let isFirst = letters.withLock { letters in
            letters.append((recipient, letter))
            return letters.count == 1
        }
        if isFirst { eventLoop.execute { self.deliver() } }
    }

    private func deliver() {
        let batch = letters.withLock { letters in
            let taken = letters
            letters = []
            return taken
        }
        var touched: [ConnectionHandler] = []
        for (recipient, letter) in batch {
            switch recipient {
            case .one(let id):
                guard let handler = residents.value[id] else { continue }
                handler.receive(letter)
                touched.append(handler)
            case .all:
                for handler in residents.value.values {
                    handler.receive(letter)
                    touched.append(handler)
                }
            }
        }
        for handler in touched { handler.flush() }
    }

    // MARK: On the event loop only

    func moveIn(_ handler: ConnectionHandler) { residents.value[handler.id] = handler }

    func moveOut(_ handler: ConnectionHandler) { residents.value[handler.id] = nil }

    /// Begins to tell every connection the time, once a second.
    func startTicking(head: @escaping @Sendable () -> Int64) -> RepeatedTask {
        eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [weak self] _ in
            guard let self else { return }
            let head = head()
            for handler in residents.value.values {
                handler.tick(head: head)
                handler.flush()
            }
        }
    }
}
