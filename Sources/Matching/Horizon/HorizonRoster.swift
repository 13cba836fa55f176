import Interpreting
import Rules

/// The calendars as they would be with the plan, kept by the matcher: nothing lies in them that it would not accept.
struct HorizonRoster {
    private let model: HorizonModel
    private var calendars: [Candidate]
    /// By question: who does it, at which choice.
    private(set) var filled: [HorizonModel.Choice?]
    /// By question: how it lies in the calendar.
    private var fits: [Fit?]

    init(_ model: HorizonModel) {
        self.model = model
        calendars = model.horizon.candidates
        filled = Array(repeating: nil, count: model.jobs.count)
        fits = filled.map { _ in nil }
    }

    /// Puts a job into somebody's calendar, if the matcher finds that possible as it stands now.
    mutating func place(_ question: Int, with choice: HorizonModel.Choice) -> Bool {
        guard let fit = fit(question, with: choice) else { return false }
        filled[question] = choice
        fits[question] = fit
        let job = model.jobs[question]
        let commitment = Commitment(
            assignment: HorizonRoster.assignment(question), talk: job.talk, during: fit.during, place: job.place, modality: job.modality)
        var commitments = calendars[choice.candidate].commitments
        if let moved = fit.successor, let index = commitments.firstIndex(where: { $0.assignment == moved.assignment }) {
            commitments[index].during = moved.during
        }
        commitments.insert(commitment, at: Itinerary.position(of: job.talk.start, in: commitments))
        calendars[choice.candidate].commitments = commitments
        return true
    }

    /// How a job would lie in somebody's calendar now; nil when it does not fit.
    func fit(_ question: Int, with choice: HorizonModel.Choice) -> Fit? {
        var candidate = calendars[choice.candidate]
        guard model.limits.haveRoom(for: model.jobs[question], choice.candidate, candidate.commitments) else { return nil }
        model.horizon.adapt(&candidate, to: model.horizon.questions[question])
        return model.matcher.score(model.jobs[question], candidate, at: model.horizon.basis.at)?.fit
    }

    /// Points that a filled job is worth.
    func worth(_ question: Int) -> Int {
        guard let choice = filled[question] else { return 0 }
        return worth(question, choice, travel: fits[question]?.travelMinutes ?? choice.travel)
    }

    func worth(_ question: Int, _ choice: HorizonModel.Choice, travel: Int) -> Int {
        max(0, model.values[question] - choice.cost - travel * model.travelPrice)
    }

    /// Negative: these assignments exist in the plan only.
    private static func assignment(_ question: Int) -> AssignmentID { AssignmentID(-Int64(question) - 1) }

    // MARK: What it says

    /// - Parameter question: a filled one.
    func proposal(_ question: Int) -> HorizonPlan.Proposal? {
        guard let choice = filled[question], let fit = fits[question] else { return nil }
        // The time from departure may have changed since: what was placed later lies before it.
        let during = calendars[choice.candidate].commitments.first { $0.assignment == HorizonRoster.assignment(question) }?.during
        let own = worth(question)
        var next: Int?
        for other in model.choices[question] where other.candidate != choice.candidate {
            guard let fit = self.fit(question, with: other) else { continue }
            next = worth(question, other, travel: fit.travelMinutes)
            break
        }
        let asked = model.horizon.questions[question]
        return HorizonPlan.Proposal(
            request: asked.id, interpreter: model.horizon.candidates[choice.candidate].interpreter.id, job: asked.job.essence,
            during: during ?? fit.during, travelMinutes: fit.travelMinutes, points: model.values[question] - own,
            worth: max(0, own - (next ?? 0)), isReplaceable: next != nil)
    }

    /// - Parameter question: one that nobody does.
    func unfilled(_ question: Int) -> HorizonPlan.Unfilled {
        let asked = model.horizon.questions[question]
        let hours = model.jobs[question].hours(by: model.matcher.rules)
        var idle: [InterpreterID] = []
        var rivals: Set<RequestID> = []
        for choice in model.choices[question] {
            let planned = calendars[choice.candidate].commitments.filter { $0.assignment.number < 0 && $0.during.overlaps(hours) }
            if planned.isEmpty { idle.append(model.horizon.candidates[choice.candidate].interpreter.id) }
            for commitment in planned { rivals.insert(model.horizon.questions[Int(-commitment.assignment.number) - 1].id) }
        }
        let best = model.choices[question].first
        return HorizonPlan.Unfilled(
            request: asked.id, job: asked.job.essence,
            reason: best == nil ? .nobodyEligible(against(question)) : .outbid(by: rivals.sorted()),
            worth: best.map { worth(question, $0, travel: $0.travel) } ?? model.values[question], idle: idle.sorted(), hours: hours)
    }

    private func against(_ question: Int) -> [HorizonPlan.Unfilled.Against] {
        let asked = model.horizon.questions[question]
        let languages = [asked.job.language] + model.matcher.rules.languages.substitutes(for: asked.job.language).map(\.offered)
        let pool = model.horizon.candidates.indices.filter { index in
            let interpreter = model.horizon.candidates[index].interpreter
            return model.matcher.mayServe(interpreter, asked.job.agency)
                && interpreter.competences.contains { languages.contains($0.language) }
        }
        let ranking = model.matcher.rank(
            model.jobs[question], pool.map { model.horizon.candidate($0, for: asked) }, at: model.horizon.basis.at)
        var counts: [HardConstraint: Int] = [:]
        for excluded in ranking.excluded {
            if let first = excluded.violations.first { counts[first.constraint, default: 0] += 1 }
        }
        return counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            .map { HorizonPlan.Unfilled.Against(constraint: $0.key, count: $0.value) }
    }
}
