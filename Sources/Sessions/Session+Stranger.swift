import Interpreting
import Wire

/// What somebody who has not logged in may use up.
extension Session {
    /// A line has come.
    mutating func countStranger() {
        strangerCommands += 1
        guard stage == .open, strangerCommands > limits.stranger.commands else { return }
        stage = .ending(.authRequired, "\(limits.stranger.commands) commands and no AUTH among them; connect again and send AUTH first")
    }

    /// A command was refused, and would be again.
    mutating func countStrangerRefusal() {
        strangerRefusals += 1
        guard stage == .open, strangerRefusals >= limits.stranger.refusals else { return }
        stage = .ending(.authRequired, "\(strangerRefusals) commands were refused; connect again and send AUTH TOKEN tb_… first")
    }

    /// How much of the time to log in is left.
    public func timeToLogIn(at now: Timestamp) -> Span {
        max(.zero, connectedAt + .seconds(limits.stranger.seconds) - now)
    }

    /// Ends the connection when nobody has logged in for too long. An `AUTH` that is being looked up gets as much again; the answer to a
    /// wrong one is not kept back for longer than ``timeToLogIn(at:)``.
    mutating func expelStranger(at now: Timestamp) {
        guard stage != .new, stage != .closed, identity == nil else { return }
        let seconds = limits.stranger.seconds
        guard now - connectedAt >= .seconds(barrier == nil ? seconds : 2 * seconds) else { return }
        leave(.idle, "nobody has logged in for \(seconds) seconds; connect again and send AUTH at once")
    }
}
