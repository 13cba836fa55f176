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

    /// What a command is answered.
    enum Content: Sendable {
        /// Written out when its turn comes.
        case answer(Answer)
        case written(WrittenAnswer)
    }

    struct Slot: Sendable {
        let ticket: Ticket
        let tag: Tag
        let verb: String
        let purpose: Purpose
        let key: ChangeKey?
        let isCostly: Bool
        var content: Content?

        var command: OpenCommand { OpenCommand(tag: tag, key: key) }
    }

    private var slots: [Slot] = []
    /// Costly queries among them.
    private(set) var costly = 0
    private var lastTicket: UInt64 = 0

    /// How many wait, those answered behind an unanswered one included.
    var count: Int { slots.count }
    var isEmpty: Bool { slots.isEmpty }

    /// Takes the next place. An answer that is known already is given at once.
    /// - Parameters:
    ///   - key: under which the answer is kept, when something is to be changed.
    ///   - isCostly: the answer may come after events that it does not show.
    mutating func enter(
        _ tag: Tag, _ verb: String, purpose: Purpose = .plain, key: ChangeKey? = nil, isCostly: Bool = false, answer: Answer? = nil
    ) -> Ticket {
        lastTicket += 1
        let ticket = Ticket(lastTicket)
        let content = answer.map(Content.answer)
        slots.append(Slot(ticket: ticket, tag: tag, verb: verb, purpose: purpose, key: key, isCostly: isCostly, content: content))
        if isCostly { costly += 1 }
        return ticket
    }

    func command(of ticket: Ticket) -> OpenCommand? { slots.first { $0.ticket == ticket }?.command }

    /// Whether the command of `ticket` has not got its answer yet.
    func contains(_ ticket: Ticket) -> Bool { slots.contains { $0.ticket == ticket } }

    /// The tag of a costly query that has not got its answer yet.
    func tagOfCostly(_ ticket: Ticket) -> Tag? { slots.first { $0.ticket == ticket && $0.isCostly && $0.content == nil }?.tag }

    /// What the answer to `ticket` is for; nil when it has been answered or was never asked.
    func purpose(of ticket: Ticket) -> Purpose? {
        slots.first { $0.ticket == ticket && $0.content == nil }?.purpose
    }

    mutating func answer(_ ticket: Ticket, _ content: Content) {
        guard let place = slots.firstIndex(where: { $0.ticket == ticket && $0.content == nil }) else { return }
        slots[place].content = content
    }

    mutating func answer(_ ticket: Ticket, _ answer: Answer) { self.answer(ticket, .answer(answer)) }

    /// Takes out the next answer that may leave: one before which none is missing.
    mutating func takeAnswered() -> (Slot, Content)? {
        guard let slot = slots.first, let content = slot.content else { return nil }
        slots.removeFirst()
        if slot.isCostly { costly -= 1 }
        return (slot, content)
    }

    /// Takes out everything, answered or not.
    mutating func takeAll() -> [Slot] {
        defer { (slots, costly) = ([], 0) }
        return slots
    }
}
