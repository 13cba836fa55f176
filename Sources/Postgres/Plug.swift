import Foundation
import Synchronization

/// A link's socket as other threads may use it: to end the connection, nothing else.
///
/// It holds a descriptor of its own for the same socket. libpq closes its descriptor whenever a connection breaks, and the number
/// may then belong to a file of somebody else.
final class Plug: Sendable {
    private struct State {
        var socket: Int32?
        var isPulled = false
    }

    private let state = Mutex(State())

    deinit { detach() }

    var isPulled: Bool { state.withLock { $0.isPulled } }

    /// - Parameter socket: of a connection just made.
    func attach(_ socket: Int32) {
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        state.withLock { state in
            state.socket = copy >= 0 ? copy : nil
            if state.isPulled { shutdown(copy, Int32(SHUT_RDWR)) }
        }
    }

    /// Ends the connection, now or as soon as there is one: whoever waits for it is told that it broke.
    func pull() {
        state.withLock { state in
            state.isPulled = true
            if let socket = state.socket { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// The connection is gone.
    func detach() {
        state.withLock { state in
            if let socket = state.socket { close(socket) }
            state.socket = nil
        }
    }
}
