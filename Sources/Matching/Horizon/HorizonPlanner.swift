import Interpreting
import Planning
import Rules

/// Plans a horizon: reads it into the planner's model, has it planned, checks every choice with the matcher, and works out what whose
/// hours are worth.
///
/// Prices are read from the finished plan, not from the multipliers of its bound: where one interpreter stands for one request, any
/// division of its worth between the two is an optimal multiplier, and it is the interpreter's part that decisions need. What a
/// plan loses without somebody's hours is found by asking who else in it has time for the same (a single exchange, so at most what
/// a new plan would lose).
public struct HorizonPlanner {
    private let model: HorizonModel
    private let parts: HorizonParts

    /// Requests to plan.
    public var count: Int { model.jobs.count }

    public init(_ horizon: Horizon, matcher: Matcher) {
        model = HorizonModel(horizon, matcher: matcher)
        parts = HorizonParts(model)
    }

    /// - Parameters:
    ///   - known: ``HorizonPlan/marginals`` of an earlier plan.
    ///   - report: hears from time to time how far it is.
    public func run(
        _ budget: PlanBudget, seed: UInt64 = 1, workers: PlanWorkers = .one, known: [HorizonPlan.Marginal] = [],
        report: @escaping (PlanProgress) -> Void = { _ in }
    ) -> HorizonPlan {
        let planner = Planner(parts.parts.model, seed: seed, workers: workers, prices: prices(known))
        let result = planner.run(budget, report: report)
        var roster = HorizonRoster(model)
        let mended = fill(&roster, from: result)
        var proposals: [HorizonPlan.Proposal] = []
        var unfilled: [HorizonPlan.Unfilled] = []
        for question in model.jobs.indices {
            if let proposal = roster.proposal(question) { proposals.append(proposal) } else { unfilled.append(roster.unfilled(question)) }
        }
        let value = model.jobs.indices.reduce(0) { $0 + roster.worth($1) }
        return HorizonPlan(
            basis: model.horizon.basis, proposals: proposals, unfilled: unfilled, value: value,
            bound: max(result.bound * parts.grain, value), mended: mended,
            marginals: zip(model.horizon.questions, result.prices).map { HorizonPlan.Marginal(request: $0.id, points: $1 * parts.grain) })
    }

    /// Prices to begin with, when most requests have one: a new request counts as if nobody had more than enough time for it.
    private func prices(_ known: [HorizonPlan.Marginal]) -> [Int]? {
        let points = Dictionary(known.map { ($0.request, $0.points) }, uniquingKeysWith: { first, _ in first })
        let found = model.horizon.questions.map { points[$0.id] }
        guard found.count(where: { $0 != nil }) * 4 > found.count * 3 else { return nil }
        return zip(found, model.values).map { ($0 ?? $1 / 2) / parts.grain }
    }

    /// Takes over the planner's choices in order of time, as far as the matcher confirms them, then whatever else there is time for,
    /// the most valuable first.
    /// - Returns: how many choices the matcher did not confirm.
    private func fill(_ roster: inout HorizonRoster, from result: PlanResult) -> Int {
        let byTime = model.jobs.indices.sorted { (model.jobs[$0].talk.start, $0) < (model.jobs[$1].talk.start, $1) }
        var mended = 0
        for question in byTime {
            guard let shift = result.shifts[question] else { continue }
            let candidate = parts.candidates[shift]
            guard let choice = model.choices[question].first(where: { $0.candidate == candidate }) else { continue }
            if !roster.place(question, with: choice) { mended += 1 }
        }
        let byValue = byTime.filter { roster.filled[$0] == nil }.sorted { (model.values[$1], $0) < (model.values[$0], $1) }
        for question in byValue {
            for choice in model.choices[question] where roster.place(question, with: choice) { break }
        }
        return mended
    }
}
