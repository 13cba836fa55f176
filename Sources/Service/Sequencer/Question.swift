import Dispatching
import Interpreting
import Synchronization

/// Whose turn an input takes.
enum Line: Hashable, Sendable {
    /// The server's own.
    case process
    case principal(PrincipalID)
    /// Those who have not logged in.
    case origin(Origin)

    init(_ input: Input, from origin: Origin?) {
        switch input {
        case .command(_, .principal(let id, _), _), .query(_, .principal(let id, _)): self = .principal(id)
        default: self = origin.map(Line.origin) ?? .process
        }
    }
}

/// Whether somebody is still there to be answered; set once, read from any thread.
final class Presence: Sendable {
    private let hasLeft = Atomic<Bool>(false)

    var isGone: Bool { hasLeft.load(ordering: .relaxed) }
    func leave() { hasLeft.store(true, ordering: .relaxed) }
}

/// Whoever is to have an answer.
struct Asker: Sendable {
    /// Whose answer it is; nil when that does not matter.
    let presence: Presence?
    /// Called once, on any thread, when the answer may leave.
    let answer: @Sendable (Reply) -> Void

    /// Nobody would read the answer.
    var isGone: Bool { presence?.isGone ?? false }
}

/// An input that waits for its answer.
struct Question: Sendable {
    let input: Input
    let asker: Asker

    var isQuery: Bool {
        if case .query = input { true } else { false }
    }

    /// Nobody would read the answer, and there is nothing but the answer to it.
    var isPointless: Bool { isQuery && asker.isGone }
}

extension Reply {
    /// For nobody.
    static var connectionGone: Reply { .refused(Refusal(.storeBusy, "the connection is gone")) }
}
