/// Plans made out of the prices.
extension Planner {
    /// Plans made out of the prices, when there is time to make them slowly: one by each worker, and then once more, with the jobs
    /// about which all these plans agree left as they are. Without journeys annealing alone finds better ones in the same time.
    func dive(_ phase: inout Phase) -> Bool {
        let time = tuning.diving - phase.budget.spent(work)
        guard model.hasJourneys, !prices.hasWeeks, time > 0, time >= Double(tuning.divingPasses) * spentPerPass else { return false }
        var agreed = [Int32](repeating: -1, count: model.jobCount)
        for (turn, end) in [tuning.diving, tuning.divingAgain].enumerated() {
            // A lone worker's plan is compared with the best one before it.
            var plans = workers.count > 1 ? [] : [best.filledBy.array]
            for dive in runDives(phase.budget, until: end, agreed: agreed, turn: UInt64(turn)) {
                roster.take(dive.plan)
                Greedy.fill(roster)
                keepBest(of: roster)
                plans.append(roster.filledBy.array)
            }
            for job in agreed.indices { agreed[job] = plans.allSatisfy { $0[job] == plans[0][job] } ? plans[0][job] : -1 }
            tell(&phase, phase.budget.spent(work))
        }
        returnToBest()
        return true
    }

    private func runDives(_ budget: PlanBudget, until end: Double, agreed: [Int32], turn: UInt64) -> [Dive] {
        let (count, before, begin) = (workers.count, work, budget.spent(work))
        let dives = (0..<count).map {
            Dive(model, prices: prices.bestJob, agreed: agreed, seed: seed &+ 1_000 &* (UInt64(count) &* turn &+ UInt64($0) &+ 1))
        }
        let shared = Shared(dives)
        workers.run(count) { index in
            shared.value[index].run { end > begin ? (budget.spent(before + $0 * count) - begin) / (end - begin) : 1 }
        }
        work += dives.reduce(0) { $0 + $1.work }
        return dives
    }
}
