import Interpreting

/// A costly query, with the decider as it was when the query had its turn: its owner finds the answer when and where it likes.
///
/// As long as it is kept, changes of the decider copy what they touch.
public final class DeferredQuery<Deciding: Decider>: Sendable {
    private let input: Input
    private let snapshot: Deciding
    private let moment: Timestamp

    init(_ input: Input, on snapshot: Deciding, at moment: Timestamp) {
        self.input = input
        self.snapshot = snapshot
        self.moment = moment
    }

    /// Takes perhaps milliseconds; may be called on any thread.
    public func answer() -> Reply {
        var decider = snapshot
        return decider.handle(input, at: moment).reply ?? .noAnswer
    }
}

extension Input {
    /// A query that takes perhaps milliseconds where other inputs take microseconds.
    public var isCostly: Bool {
        guard case .query(let query, _) = self else { return false }
        return switch query {
        case .board, .candidates, .explain, .list, .plan, .snapshot, .stats: true
        case .advise, .authenticate, .outcome, .quote, .rules, .show, .whoAmI: false
        }
    }
}

extension Reply {
    static var noAnswer: Reply { .refused(Refusal(.storeBusy, "the engine had no answer; send it again")) }
}
