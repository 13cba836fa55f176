import Dispatch
import Foundation
import Synchronization

/// Whether Ctrl-C was pressed: the first time asks for an end, the second time is one.
final class Interruption: @unchecked Sendable {
    private let flag: Flag
    /// Kept as long as somebody asks.
    private let source: any DispatchSourceSignal

    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    init() {
        let flag = Flag()
        self.flag = flag
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            if flag.isSet.exchange(true, ordering: .relaxed) { exit(130) }
        }
        source.resume()
        self.source = source
    }

    var hasCome: Bool { flag.isSet.load(ordering: .relaxed) }
}
