import Foundation
import Synchronization

/// Whether Ctrl-C was pressed: the first time asks for an end, the second time is one.
///
/// A plain handler that sets a flag, and no dispatch source: a source begins to listen some time after it was made, and what comes before
/// is lost.
struct Interruption: Sendable {
    /// Set by the handler, which may touch nothing else.
    private static let isSet = Atomic<Bool>(false)

    /// From now on Ctrl-C is only heard.
    init() {
        // Made here, so that the handler need not.
        _ = Self.isSet.load(ordering: .relaxed)
        signal(SIGINT) { _ in
            if Interruption.isSet.exchange(true, ordering: .relaxed) { _exit(130) }
        }
        Self.unblock([SIGINT])
    }

    /// Whoever starts a program may have signals blocked, and the program inherits that: on this thread they come through.
    static func unblock(_ numbers: [Int32]) {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    var hasCome: Bool { Self.isSet.load(ordering: .relaxed) }
}
