import Foundation
import Synchronization

/// What a program has started, and is taken down when an end is asked for, wherever the program is then: by Ctrl-C, by a terminal that
/// closes, or by `kill`.
final class Takedown: Sendable {
    /// How often an end was asked for. Set by the handler, which may touch nothing else.
    private static let asked = Atomic<Int>(0)

    private let steps = Mutex<[@Sendable () -> Void]>([])
    /// Of the process; 130 as a shell reports SIGINT.
    private let status = Atomic<Int32>(130)

    /// From now on signals are only heard.
    init() {
        // Made here, so that the handler need not.
        _ = Self.asked.load(ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { _ in Takedown.asked.wrappingAdd(1, ordering: .relaxed) }
        }
        Interruption.unblock([SIGINT, SIGTERM, SIGHUP])
        Thread.detachNewThread { self.wait() }
    }

    /// Starts something that `stop` ends. Nobody is between the two: what is begun when an end is asked for is there when it comes.
    func start<Thing: Sendable>(_ make: () throws -> Thing, stop: @escaping @Sendable (Thing) -> Void) rethrows -> Thing {
        try steps.withLock { steps in
            let thing = try make()
            steps.append { stop(thing) }
            return thing
        }
    }

    /// Whether somebody who asked for an end cannot wait for it.
    static var isUrgent: Bool { asked.load(ordering: .relaxed) > 1 }

    /// From now on being ended is success.
    func expectEnd() { status.store(0, ordering: .relaxed) }

    /// Goes on, unless an end was asked for: then whatever just failed did so because of it, and the process ends here.
    func goOnUnlessAsked() {
        while Self.asked.load(ordering: .relaxed) > 0 { sleep(1) }
    }

    /// The last started is the first to go.
    private func wait() {
        while Self.asked.load(ordering: .relaxed) == 0 { usleep(50_000) }
        steps.withLock { steps in
            for step in steps.reversed() { step() }
            _exit(status.load(ordering: .relaxed))
        }
    }
}
