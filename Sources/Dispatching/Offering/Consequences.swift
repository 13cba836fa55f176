import Interpreting
import Matching
import Rules

/// What follows from a change of an interpreter, of a calendar or of who may log in: offers that no longer hold are taken back, what
/// waits is looked at again, and confirmed work that no longer fits is named. Nothing that is confirmed ends by it.
extension Engine {
    /// Takes back the offers to the interpreter that the rules no longer allow, and goes on with their requests; then looks again at the
    /// requests that wait for somebody.
    /// - Parameters:
    ///   - before: what did not fit before the change.
    ///   - gained: the waiting requests for which the change may have made the interpreter somebody who can.
    mutating func reconsider(
        _ id: InterpreterID, since before: [AssignmentID: [HardConstraint]], gained: (Request) -> Bool = { _ in true }
    ) throws(Refusal) {
        try moveJourneys(of: id)
        try tellAttention(of: id, since: before)
        var causes: [(reason: String, offers: [OfferID])] = []
        for offer in state.index.diaries.offers(to: id) {
            guard let reason = obstacle(to: offer, of: id)?.withdrawal else { continue }
            if let place = causes.firstIndex(where: { $0.reason == reason }) {
                causes[place].offers.append(offer)
            } else {
                causes.append((reason, [offer]))
            }
        }
        for (reason, offers) in causes { try withdrawOffers(offers, because: reason) }
        try advanceWaiting(for: id, where: gained)
    }

    /// What keeps the interpreter from taking up an offer now; nil when nothing does.
    private func obstacle(to offer: OfferID, of id: InterpreterID) -> HardConstraint? {
        guard let request = state.offers[offer].flatMap({ state.requests[$0.request] }), let candidate = chooser(id, for: request) else {
            return nil
        }
        var job = job(request)
        job.exhausted.removeSorted(id)
        job.silences = []
        if let ends = state.offers[offer]?.expiresAt { job.ring = max(.zero, ends - turn.now) }
        return matcher.obstacle(job, candidate, at: turn.now)
    }

    /// The interpreter as somebody who chooses among open offers and rings: they do not stand in each other's way.
    private func chooser(_ id: InterpreterID, for request: Request) -> Candidate? {
        guard var candidate = candidate(id, for: request) else { return nil }
        candidate.isBusyWithOffer = false
        candidate.offers = []
        return candidate
    }

    // MARK: Confirmed work that no longer fits

    /// What is confirmed of the interpreter's and would not be arranged now, ascending.
    /// - Parameter viewer: whoever reads the words.
    func misfits(of id: InterpreterID, for viewer: Principal?) -> [Misfit] {
        state.index.liveAssignments[id].compactMap { state.assignments[$0].flatMap { misfit($0, for: viewer) } }
    }

    /// What speaks against each of them.
    func unfit(of id: InterpreterID) -> [AssignmentID: [HardConstraint]] {
        Dictionary(uniqueKeysWithValues: misfits(of: id, for: nil).map { ($0.assignment.id, $0.violations.map(\.constraint)) })
    }

    /// Tells the agency that answers for it, which need not be one of the interpreter's, that confirmed work no longer fits, or does again.
    private mutating func tellAttention(of id: InterpreterID, since before: [AssignmentID: [HardConstraint]]) throws(Refusal) {
        let now = unfit(of: id)
        for assignment in state.index.liveAssignments[id].compactMap({ state.assignments[$0] }) {
            let constraints = now[assignment.id] ?? []
            guard constraints != before[assignment.id] ?? [] else { continue }
            var scope = scope(of: assignment)
            scope.organisation = nil
            try record(
                .assignmentAttention, assignment.id.description, scope: scope,
                fields: [
                    Field("request", assignment.request), Field("interpreter", id), Field("start", local(assignment.talk.start)),
                    Field("because", constraints.map(\.rawValue)),
                ], changes: [])
        }
    }

    /// Journeys of confirmed work begin where the interpreter lives now, as soon as that is possible. Where that cannot be, the work stays
    /// as it is and no longer fits.
    private mutating func moveJourneys(of id: InterpreterID) throws(Refusal) {
        let live = state.index.liveAssignments[id].compactMap { state.assignments[$0] }
        let onSite = live.filter { $0.state == .confirmed && $0.place != nil }
        for var assignment in onSite.sorted(by: { ($0.talk.start, $0.id) < ($1.talk.start, $1.id) }) {
            guard let request = state.requests[assignment.request], let candidate = chooser(id, for: request) else { continue }
            var job = Job(request, modality: assignment.modality, start: assignment.talk.start)
            job.exhausted = []
            guard case .eligible(_, let fit, _) = matcher.verdict(job, candidate, at: min(turn.now, assignment.during.start)),
                fit.during != assignment.during || fit.travelMinutes != assignment.travelMinutes
                    || fit.travelMetres != assignment.travelMetres
            else { continue }
            assignment.during = fit.during
            assignment.travelMinutes = fit.travelMinutes
            assignment.travelMetres = fit.travelMetres
            assignment.version += 1
            try record(
                .assignmentMoved, assignment.id.description, scope: scope(of: assignment),
                fields: [
                    Field("request", assignment.request), Field("interpreter", id), Field("v", assignment.version),
                    Field("busy-from", local(assignment.during.start)), Field("travel", assignment.travelMinutes),
                ], changes: [.assignment(assignment)])
        }
    }

    /// The same examination by which it was arranged. What about the search speaks against somebody does not count any more, nor does
    /// time that has passed since the interpreter had to leave.
    private func misfit(_ assignment: Assignment, for viewer: Principal?) -> Misfit? {
        guard assignment.state == .confirmed, let request = state.requests[assignment.request],
            let candidate = chooser(assignment.interpreter, for: request)
        else { return nil }
        var job = Job(request, modality: assignment.modality, start: assignment.talk.start)
        job.exhausted = []
        let moment = min(turn.now, assignment.during.start)
        guard matcher.obstacle(job, candidate, at: moment) != nil,
            case .excluded(let all) = matcher.verdict(
                job, candidate, at: moment, discretion: discretion(about: [candidate], for: viewer))
        else { return nil }
        let isInPool = matcher.mayServe(candidate.interpreter, request.agency)
        let lasting = all.filter { $0.constraint.lastsWhenConfirmed && !($0.constraint == .pool && isInPool) }
        return lasting.isEmpty ? nil : Misfit(assignment: assignment, violations: lasting)
    }

    // MARK: Telling

    /// What this turn has brought about for the interpreters.
    func consequences(for ids: [InterpreterID], to viewer: Principal?) -> Consequences {
        var consequences = Consequences(misfits: ids.flatMap { misfits(of: $0, for: viewer) })
        for event in turn.events {
            for case .offer(let offer) in event.changes {
                switch (event.kind, ids.contains(offer.interpreter)) {
                case (.offerWithdrawn, true): consequences.withdrawn.append(offer.id)
                case (.offerMade, true): consequences.offered.append(offer.id)
                case (.offerMade, false): consequences.asked += 1
                default: continue
                }
            }
            if event.kind == .assignmentMoved { consequences.moved.append(event.subject) }
        }
        for id in ids where state.interpreters[id]?.isActive != true || state.loginEnds(of: id) <= turn.now {
            consequences.unreported += state.index.liveAssignments[id].filter { state.assignments[$0]?.state == .started }
        }
        return consequences
    }

    /// The answer to a change of the interpreter: what was done, and what follows from it.
    func told(
        _ confirmation: Confirmation, _ text: String, rows: [Row], _ consequences: Consequences, to viewer: Principal?
    ) -> Reply {
        let isOwn = viewer?.role == .interpreter || viewer?.role == .gateway
        let story = isOwn ? consequences.toInterpreter(isItself: viewer?.role == .interpreter) : consequences.toStaff
        return .done(
            confirmation, ([text] + story).joined(separator: "; "), rows: rows + consequences.misfits.map { row($0, for: viewer) })
    }
}

/// Confirmed work that would not be arranged now.
struct Misfit {
    let assignment: Assignment
    /// Not empty.
    let violations: [Violation]

    /// `A5 (absence)`.
    fileprivate var brief: String { "\(assignment.id) (\(violations.map(\.constraint.rawValue).joined(separator: ", ")))" }
}

/// What a change brought about besides what was asked for.
struct Consequences {
    var withdrawn: [OfferID] = []
    /// What waited for somebody, to the interpreter.
    var offered: [OfferID] = []
    /// Offers to others.
    var asked = 0
    var misfits: [Misfit]
    /// Confirmed work to which the journey begins at another time.
    var moved: [String] = []
    /// Work that goes on, of which the interpreter may not report the end.
    var unreported: [AssignmentID] = []

    private func counted(_ count: Int, _ one: String, _ many: String) -> String { count == 1 ? "1 \(one)" : "\(count) \(many)" }
    private func listed(_ ids: [some CustomStringConvertible]) -> String { ids.map(\.description).joined(separator: ", ") }

    /// Nothing of how the search goes on elsewhere.
    /// - Parameter isItself: the reader is the interpreter, who can give work back, and no gateway.
    fileprivate func toInterpreter(isItself: Bool) -> [String] {
        var story: [String] = []
        if !withdrawn.isEmpty { story.append("no longer offered to you: \(listed(withdrawn))") }
        if !offered.isEmpty { story.append("now offered to you: \(listed(offered))") }
        if !misfits.isEmpty {
            let names = misfits.map(\.brief).joined(separator: ", ")
            story.append(
                isItself
                    ? "what is confirmed stays yours, although it no longer fits: \(names); RELEASE what you cannot do"
                    : "what is confirmed stays, although it no longer fits: \(names); the interpreter or the agency ends what cannot be")
        }
        return story
    }

    fileprivate var toStaff: [String] {
        var story: [String] = []
        if !withdrawn.isEmpty {
            story.append("\(counted(withdrawn.count, "offer is", "offers are")) withdrawn: \(listed(withdrawn))")
        }
        if asked > 0 { story.append("\(counted(asked, "offer goes", "offers go")) to others instead") }
        if !offered.isEmpty { story.append("\(counted(offered.count, "offer is", "offers are")) made: \(listed(offered))") }
        if !misfits.isEmpty {
            let names = misfits.map(\.brief).joined(separator: ", ")
            let what = counted(
                misfits.count, "confirmed assignment no longer fits and stays", "confirmed assignments no longer fit and stay")
            story.append("\(what): \(names); BOARD shows it to the agency, UNASSIGN looks for somebody else")
        }
        if !moved.isEmpty { story.append("the journey to \(listed(moved)) begins at another time, as LIST assignments shows") }
        if !unreported.isEmpty {
            story.append("\(listed(unreported)) goes on now, and counts as completed after the agreed time when nobody reports its end")
        }
        return story
    }
}

extension HardConstraint {
    /// Why an offer is taken back, in the word of its event.
    fileprivate var withdrawal: String {
        switch self {
        case .absence: "absent"
        case .duty: "off-duty"
        case .inactive: "interpreter-retired"
        default: rawValue
        }
    }

    /// Whether it speaks against work that is agreed, too.
    fileprivate var lastsWhenConfirmed: Bool {
        switch self {
        case .duty, .offered, .declinedBefore, .excluded: false
        default: true
        }
    }
}
