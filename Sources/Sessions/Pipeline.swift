import Interpreting
import NIOCore
import Wire

/// The commands of a session that wait for their answers, in the order in which they came.
///
/// Answers may come in any order; they leave in the order of the commands.
struct Pipeline: Sendable {
    /// What else has to be done with an answer.
    enum Purpose: Hashable, Sendable {
        case plain
        /// The answer says who the session is.
        case authentication
        /// The answer may be shown with this new secret.
        case token(secret: String, digest: String)
        /// The first page of a subscription answers it.
        case subscription
    }

    /// An idempotency key.
    struct Key: Sendable {
        let text: String
        let isOurs: Bool
    }

    struct Slot: Sendable {
        let ticket: Ticket
        let tag: Tag
        let verb: String
        let purpose: Purpose
        /// Of a change, and whether the server chose it.
        let key: Key?
        let isCostly: Bool
        var answer: Answer?

        var command: OpenCommand { OpenCommand(tag: tag, key: key?.text, isKeyOurs: key?.isOurs ?? false) }
    }

    private var slots: [Slot] = []
    private var lastTicket: UInt64 = 0

    /// How many wait, those answered behind an unanswered one included.
    var count: Int { slots.count }
    var isEmpty: Bool { slots.isEmpty }

    /// Takes the next place. An answer that is known already is given at once.
    /// - Parameters:
    ///   - key: under which the answer is kept, when something is to be changed.
    ///   - isCostly: the answer may come after events that it does not show.
    mutating func enter(
        _ tag: Tag, _ verb: String, purpose: Purpose = .plain, key: Key? = nil, isCostly: Bool = false, answer: Answer? = nil
    ) -> Ticket {
        lastTicket += 1
        let ticket = Ticket(lastTicket)
        slots.append(Slot(ticket: ticket, tag: tag, verb: verb, purpose: purpose, key: key, isCostly: isCostly, answer: answer))
        return ticket
    }

    func command(of ticket: Ticket) -> OpenCommand? { slots.first { $0.ticket == ticket }?.command }

    /// Whether the command of `ticket` has not got its answer yet.
    func contains(_ ticket: Ticket) -> Bool { slots.contains { $0.ticket == ticket } }

    /// Whether a costly query has not got its answer yet.
    var awaitsCostly: Bool { slots.contains { $0.isCostly && $0.answer == nil } }

    /// What the answer to `ticket` is for; nil when it has been answered or was never asked.
    func purpose(of ticket: Ticket) -> Purpose? {
        slots.first { $0.ticket == ticket && $0.answer == nil }?.purpose
    }

    mutating func answer(_ ticket: Ticket, _ answer: Answer) {
        guard let place = slots.firstIndex(where: { $0.ticket == ticket && $0.answer == nil }) else { return }
        slots[place].answer = answer
    }

    /// Takes out the next answer that may leave: one before which none is missing.
    mutating func takeAnswered() -> (Slot, Answer)? {
        guard let slot = slots.first, let answer = slot.answer else { return nil }
        slots.removeFirst()
        return (slot, answer)
    }

    /// Takes out everything, answered or not.
    mutating func takeAll() -> [Slot] {
        defer { slots = [] }
        return slots
    }
}
