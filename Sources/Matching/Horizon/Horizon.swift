import Interpreting
import Rules

/// What a planner looks at: the planned requests that begin within some days, and everybody's calendar, at one moment.
public struct Horizon: Hashable, Sendable {
    /// A request that somebody is being looked for.
    public struct Question: Hashable, Sendable {
        public let id: RequestID
        public let job: Job
        /// Who served the case before, ascending.
        public let served: [InterpreterID]
        /// Who has an offer of it open, ascending: these hours are kept free for it, and for nothing else.
        public let asked: [InterpreterID]

        public init(id: RequestID, job: Job, served: [InterpreterID] = [], asked: [InterpreterID] = []) {
            self.id = id
            self.job = job
            self.served = served
            self.asked = asked
        }
    }

    /// The moment and the event after which all this is so.
    public let basis: HorizonPlan.Basis
    /// Ascending by request; planned work only.
    public let questions: [Question]
    /// Ascending by interpreter, with live commitments and open offers, without shadow prices: a plan finds its own.
    public let candidates: [Candidate]

    public init(basis: HorizonPlan.Basis, questions: [Question], candidates: [Candidate]) {
        self.basis = basis
        self.questions = questions.filter { !$0.job.isOnDemand }.sorted { $0.id < $1.id }
        self.candidates = candidates.sorted { $0.interpreter.id < $1.interpreter.id }
    }

    /// The candidate at `index` as the matcher is to see it for one of the questions: the offer of the question itself is no obstacle.
    func candidate(_ index: Int, for question: Question) -> Candidate {
        var candidate = candidates[index]
        adapt(&candidate, to: question)
        return candidate
    }

    func adapt(_ candidate: inout Candidate, to question: Question) {
        let id = candidate.interpreter.id
        candidate.isContinuity = question.served.contains(id)
        if question.asked.contains(id) { candidate.offers.removeAll { $0 == question.job.talk } }
    }
}

extension Job {
    /// What makes it the same job for a plan: everything that the requester may amend, nothing that changes by itself.
    public var essence: Job {
        var job = self
        job.exhausted = []
        job.silences = []
        job.excluded = []
        job.openPools = []
        job.fairMinutes = 0
        return job
    }

    /// The interpreter's time that it takes at least, wherever the interpreter comes from: buffer, conversation and least rest.
    public func hours(by rules: RuleBook) -> Interval {
        let buffer = isOnDemand ? 0 : rules.working.minutesOfBuffer(before: modality)
        let rest = rules.working.leastMinutesOfRest(after: modality)
        return Interval(start: talk.start - .minutes(buffer), end: talk.end + .minutes(rest))
    }
}
