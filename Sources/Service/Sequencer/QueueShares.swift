import Synchronization

/// How much of the queue each has in use, from asking to the answer.
///
/// Whoever has many waiting is refused long before the queue is full; and when it is full nevertheless, whoever has few is still let in.
final class QueueShares: Sendable {
    enum Verdict { case room, ownShareUsed(Int), full }

    private struct Use {
        var total = 0
        var lines: [Line: Int] = [:]
    }

    private let limit: Int
    /// The most of one line.
    private let share: Int
    /// So many have room in a full queue too.
    private static let few = 16
    private let use = Mutex(Use())

    init(limit: Int) {
        self.limit = limit
        share = max(64, limit / 16)
    }

    var total: Int { use.withLock { $0.total } }

    func enter(_ line: Line) -> Verdict {
        use.withLock { use in
            let own = use.lines[line] ?? 0
            if own >= share, line != .process { return .ownShareUsed(share) }
            if use.total >= limit, own >= QueueShares.few || use.total >= 2 * limit { return .full }
            use.total += 1
            use.lines[line] = own + 1
            return .room
        }
    }

    func leave(_ line: Line) {
        use.withLock { use in
            use.total -= 1
            let left = (use.lines[line] ?? 1) - 1
            use.lines[line] = left > 0 ? left : nil
        }
    }
}
