import Interpreting
import Matching
import Planning
import Rules

/// A snapshot for the planner: everything that a plan needs, taken from an engine, and with it no longer connected. It takes seconds
/// of another thread; what comes of it goes back as ``Input/planComputed(_:)``.
public struct PlanningSnapshot: Sendable {
    public let horizon: Horizon
    private let matcher: Matcher
    /// The prices of the plan in force.
    private let known: [HorizonPlan.Marginal]

    init(horizon: Horizon, matcher: Matcher, known: [HorizonPlan.Marginal]) {
        self.horizon = horizon
        self.matcher = matcher
        self.known = known
    }

    /// Requests that take part.
    public var count: Int { horizon.questions.count }

    /// - Parameters:
    ///   - workers: how many parts of the work may be done at the same time.
    ///   - perform: does so many, and returns when all are done.
    ///   - spent: what part of the budget is spent after so much work.
    public func run(
        seed: UInt64 = 1, workers: Int, perform: @escaping @Sendable (Int, @Sendable (Int) -> Void) -> Void,
        spent: @escaping @Sendable (_ work: Int) -> Double
    ) -> HorizonPlan {
        HorizonPlanner(horizon, matcher: matcher).run(
            PlanBudget(spent: spent), seed: seed, workers: PlanWorkers(count: workers, run: perform), known: known)
    }

    /// The same on the caller's thread, in so many steps: the same plan in every process.
    public func run(steps: Int, seed: UInt64 = 1) -> HorizonPlan {
        HorizonPlanner(horizon, matcher: matcher).run(.steps(steps), seed: seed, known: known)
    }
}

extension Engine {
    /// The planned requests that begin within `days`, and everybody's calendar, as they are at `now`. What a coordinator holds back
    /// and what is asked for at once takes no part. A request with offers out does take part: most wait so, and the plan must know
    /// that their hours are wanted; it never takes an offer back.
    public func planning(days: Int, at now: Timestamp) -> PlanningSnapshot {
        var copy = self
        copy.begin(at: now)
        return copy.planning(days: days)
    }

    private func planning(days: Int) -> PlanningSnapshot {
        let basis = HorizonPlan.Basis(at: turn.now, head: state.head)
        let end = turn.now + .days(days)
        let requests = state.index.liveRequests.compactMap { state.requests[$0] }.filter { request in
            request.isSearching && !request.need.isOnDemand && !request.progress.isHeld && request.need.start > turn.now
                && request.need.start < end
        }
        let questions = requests.map { request in
            Horizon.Question(
                id: request.id, job: job(request), served: interpretersWhoServed(caseOf: request),
                asked: liveOffers(for: request.id).compactMap { state.offers[$0]?.interpreter }.sorted())
        }
        let candidates = state.interpreters.all().filter(\.isActive).compactMap { candidate($0.id, isContinuity: false) }
        return PlanningSnapshot(
            horizon: Horizon(basis: basis, questions: questions, candidates: Array(candidates)), matcher: matcher,
            known: held?.plan.marginals ?? [])
    }
}
