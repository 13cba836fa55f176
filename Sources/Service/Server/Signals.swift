import Dispatch
import Foundation

/// SIGHUP reads the certificates again. SIGTERM and SIGINT drain, which is the service group's business; the second of them ends the
/// process at once, which is here.
public final class Signals: Sendable {
    /// Exit status after an impatient second signal, as a shell reports SIGINT.
    static let impatientStatus: Int32 = 130

    /// Kept so that they go on; never touched again.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - onHangUp: SIGHUP.
    ///   - onImpatience: the second SIGTERM or SIGINT, just before the process ends.
    public init(onHangUp: @escaping @Sendable () -> Void, onImpatience: @escaping @Sendable () -> Void = {}) {
        let queue = DispatchQueue(label: "signals")
        // Clients and PostgreSQL may go away while we write; that is an error of the write, not a signal.
        signal(SIGPIPE, SIG_IGN)
        let hangUp = Signals.source(SIGHUP, queue) { onHangUp() }
        let count = Counter()
        let endings = [SIGTERM, SIGINT].map { number in
            Signals.source(number, queue) {
                guard count.next() >= 2 else { return }
                onImpatience()
                _exit(Signals.impatientStatus)
            }
        }
        sources = [hangUp] + endings
    }

    private static func source(
        _ number: Int32, _ queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler(handler: handler)
        source.resume()
        return source
    }

    /// Used on the queue of the signals only.
    private final class Counter: @unchecked Sendable {
        private var count = 0
        func next() -> Int {
            count += 1
            return count
        }
    }
}
