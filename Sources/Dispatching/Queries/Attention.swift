import Interpreting

/// Confirmed work that would not be arranged now: whoever watches the board has to look at it, for nothing ends it by itself.
extension Engine {
    /// For the coordinators of the agencies that answer for the requests, and of the pools of the interpreters; the earliest first.
    func attention(for viewer: Principal?) -> [Row] {
        var found: [Misfit] = []
        for interpreter in state.interpreters.all() where !state.index.liveAssignments[interpreter.id].isEmpty {
            let isOwn = maySee(interpreter, viewer)
            found += misfits(of: interpreter.id, for: viewer).filter { isOwn || maySee($0.assignment, viewer) }
        }
        return found.sorted { ($0.assignment.talk.start, $0.assignment.id) < ($1.assignment.talk.start, $1.assignment.id) }
            .map { row($0, for: viewer) }
    }

    func attentionPhrase(_ count: Int) -> String {
        count == 1 ? "1 confirmed assignment needs attention" : "\(count) confirmed assignments need attention"
    }

    /// What the work is stays with the agency that answers for it; a pool learns that somebody of its own has work that does not fit.
    func row(_ misfit: Misfit, for viewer: Principal?) -> Row {
        let assignment = misfit.assignment
        guard maySee(assignment, viewer) else {
            return Row("ATTENTION", assignment.interpreter, [
                Field("from", local(assignment.during.start)), Field("until", local(assignment.during.end)),
            ])
        }
        return Row("ATTENTION", assignment.id, [
            Field("request", assignment.request), Field("interpreter", assignment.interpreter),
        ] + Field.optional("name", state.interpreters[assignment.interpreter]?.name) + [
            Field("start", local(assignment.talk.start)), Field("because", misfit.violations.map(\.constraint.rawValue)),
            Field("text", misfit.violations.map { words($0, about: assignment.interpreter, for: viewer) }.joined(separator: "; ")),
        ])
    }
}
