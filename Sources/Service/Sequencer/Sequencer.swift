import Dispatching
import Foundation
import Interpreting
import Logging
import Synchronization

/// Brings the inputs of all sessions into one order, has the engine decide them, and lets an answer out only when its events
/// are durable.
///
/// A thread of its own: a decision takes microseconds and must never wait for a free thread of a pool. While one batch commits,
/// the next is decided on the state that the first will leave; its answers wait for its own commit.
public final class Sequencer: Sendable {
    /// What the thread is told.
    enum Message: Sendable {
        case question(Question)
        /// Costly queries were answered, and no other is given out.
        case costlyAnswered
        /// A session of a user has begun or ended.
        case session(PrincipalID, isOpen: Bool)
        case verdict(Result<Void, JournalFailure>)
        case begin(SequencerStart)
        case recovered(Recovery)
        case recoveryFailed(any Error)
        case check
        /// Gives a copy of the engine away; nil while nothing is decided.
        case lend(@Sendable (Engine?) -> Void)
        /// Decides no more; `done` when everything decided before is durable and answered.
        case drain(done: @Sendable () -> Void)
        case stop
    }

    private let inbox = Inbox()
    private let shares: QueueShares
    private let limit: Int
    private let metrics: Metrics

    /// - Parameters:
    ///   - proofPatience: a store that has refused something is believed to commit again when it has kept something, or when an empty
    ///     batch commits and nothing was refused for so long.
    ///   - publish: called on the sequencer's thread with durable events, in order, after the answers of their batch.
    ///   - fenced: another process decides now; this one must end.
    ///   - began: called on the sequencer's thread when it begins to decide, and again after each recovery.
    public init(
        limits: Configuration.Limits, proofPatience: Duration = .seconds(60), clock: any ServiceClock, metrics: Metrics, log: Logger,
        publish: @escaping @Sendable ([Event]) -> Void, fenced: @escaping @Sendable (String) -> Void,
        began: @escaping @Sendable () -> Void = {}
    ) {
        limit = limits.queue
        shares = QueueShares(limit: limits.queue)
        self.metrics = metrics
        let inbox = inbox
        let costlyQueries = CostlyQueries { inbox.put(.costlyAnswered) }
        let loop = SequencerLoop(
            batch: limits.batch, costlyQueries: costlyQueries, commitPatience: .seconds(limits.commitSeconds),
            proofPatience: proofPatience, clock: clock, metrics: metrics, log: log, publish: publish, fenced: fenced, began: began
        ) { inbox.put($0) }
        // Handed to its thread, which alone uses it from here on.
        nonisolated(unsafe) let confined = loop
        let thread = Thread {
            var goesOn = true
            while goesOn {
                goesOn = confined.handle(inbox.take(
                    patience: confined.patience, takesQuestions: confined.takesQuestions, takesCostly: confined.takesCostly))
            }
            costlyQueries.end()
        }
        thread.name = "sequencer"
        thread.start()
    }

    /// Asks the engine. The askers have their turns one after the other, whatever each has waiting. Answered `4.7.1` at once when too
    /// much waits.
    /// - Parameters:
    ///   - origin: of whoever has not logged in.
    ///   - presence: whose answer it is; a query of somebody who is gone is not looked at.
    ///   - line: whose turn it takes, if not the caller's.
    ///   - answer: called once, on any thread.
    func ask(
        _ input: Input, from origin: Origin?, presence: Presence?, in line: Line? = nil, answer: @escaping @Sendable (Reply) -> Void
    ) {
        let line = line ?? Line(input, from: origin)
        let refusal: String
        switch shares.enter(line) {
        case .room:
            let asker = Asker(presence: presence) { [shares] reply in
                shares.leave(line)
                answer(reply)
            }
            return inbox.put(Question(input: input, asker: asker), in: line)
        case .ownShareUsed(let share):
            metrics.update { $0.refusedInputs[.share, default: 0] += 1 }
            refusal = "\(share) commands of yours wait already, which is the limit; nothing was changed, send it again in a moment"
        case .full:
            metrics.update { $0.refusedInputs[.full, default: 0] += 1 }
            refusal = "\(limit) commands wait already; nothing was changed, send it again in a moment"
        }
        answer(.refused(Refusal(.storeBusy, refusal)))
    }

    /// The same for the server itself.
    public func ask(_ input: Input, answer: @escaping @Sendable (Reply) -> Void) { ask(input, from: nil, presence: nil, answer: answer) }

    /// The same for callers that can wait.
    public func ask(_ input: Input) async -> Reply {
        await withCheckedContinuation { continuation in ask(input) { continuation.resume(returning: $0) } }
    }

    /// Tells the engine that a session of somebody who answers offers has begun or ended.
    func note(session user: PrincipalID, isOpen: Bool) { inbox.put(.session(user, isOpen: isOpen)) }

    /// How many inputs wait for their answer.
    public var depth: Int { shares.total }

    /// Begins to decide.
    public func begin(_ start: SequencerStart) { inbox.put(.begin(start)) }

    /// Has the invariants of DESIGN.md §4 checked on a copy of the state.
    public func checkInvariants() { inbox.put(.check) }

    /// Has `body` called on the sequencer's thread with a copy of the engine, or nil while it decides nothing. `body` only puts it
    /// somewhere; as long as the copy is kept, each table that changes is copied once.
    public func lendEngine(to body: @escaping @Sendable (Engine?) -> Void) { inbox.put(.lend(body)) }

    /// Decides no more, and returns when everything decided before is durable and answered, or the thread was ended.
    public func drain() async {
        await withCheckedContinuation { continuation in drain { continuation.resume() } }
    }

    /// The same for callers that cannot wait; `done` is called on the sequencer's thread.
    func drain(done: @escaping @Sendable () -> Void) { inbox.put(.drain(done: done)) }

    /// Ends the threads.
    public func stop() { inbox.put(.stop) }
}
