/// Makes plans: as good as its budget allows, with a proven bound.
///
/// A first plan by value; shadow prices from it by incremental subgradient steps, which prove the bound; then plans made out of the
/// prices by diving, where there is time for it, and annealing over the options that lay on some shift's best path at late prices.
/// That last restriction is what makes annealing good: the relaxation is all but whole, so that the best plans are made almost only of
/// such options, and annealing over four of them per job finds plans that annealing over fifty does not (measured on the J1000 family:
/// 0.03 to 0.1 % instead of 0.2 to 0.3 % below the optimum after the same steps).
public final class Planner {
    let model: PlanModel
    let roster: Roster
    let best: Roster
    private var bestValue = 0
    let prices: ShadowPrices
    /// One for each worker, all into one.
    private let regrets: [Regrets]
    private let regret: Slab<Int32>
    private let lists: OptionLists
    private let merge: RosterMerge
    let workers: PlanWorkers
    private let searches: [Search]
    var work = 0
    let tuning: PlanTuning
    let seed: UInt64

    /// - Parameters:
    ///   - seed: the same seed, steps and number of workers give the same plan.
    ///   - prices: shadow prices of an earlier plan to begin with, one for each job.
    public init(
        _ model: PlanModel, seed: UInt64 = 1, workers: PlanWorkers = .one, prices known: [Int]? = nil, tuning: PlanTuning = .init()
    ) {
        self.model = model
        self.workers = workers
        self.tuning = tuning
        self.seed = seed
        roster = Roster(model)
        best = Roster(model)
        prices = ShadowPrices(model, workers: workers, seed: seed &+ 1)
        let regret = Slab<Int32>(model.optionCount, filledWith: 0)
        self.regret = regret
        regrets = (0..<workers.count).map { _ in Regrets(model, into: regret) }
        lists = OptionLists(model)
        merge = RosterMerge(model)
        let lists = lists
        searches = (0..<workers.count).map {
            Search(Roster(model), lists: lists, seed: seed &+ 10 &+ UInt64($0))
        }
        if let known, known.count == model.jobCount {
            // No price above its value is of use, and a greater one could not be counted.
            for job in 0..<model.jobCount { prices.job[job] = Int32(clamping: max(0, min(known[job], Int(model.value[job])))) * model.unit }
            hasPrices = true
        }
    }

    private var hasPrices = false
    /// What part of the budget a pass of pricing took.
    var spentPerPass = 0.0

    /// Works until the budget is spent.
    /// - Parameter report: hears from time to time how far it is.
    public func run(_ budget: PlanBudget, report: @escaping (PlanProgress) -> Void = { _ in }) -> PlanResult {
        Greedy.fill(roster)
        startAll(from: roster)
        keepBest(of: roster)
        if model.optionCount > 0 {
            var phase = Phase(budget: budget, report: report)
            anneal(&phase, until: tuning.warmUp, from: 400, to: 20)
            if !hasPrices { PriceGuess.fill(prices.job, from: roster) }
            priceJobs(&phase, until: tuning.pricing)
            if phase.budget.spent(work) < 1 { improve(&phase) }
        } else {
            prices.evaluate()
        }
        let unit = model.unit
        return PlanResult(
            shifts: (0..<model.jobCount).map { job in
                let option = best.filledBy[job]
                return option >= 0 ? Int(model.shift[Int(option)]) : nil
            },
            value: bestValue, bound: prices.bound, prices: prices.bestJob.array.map { Int($0 / unit) },
            rivals: rivals(), travel: best.travel, work: work)
    }

    /// Plans made out of the prices where there is time for that, and annealing over the options that the prices recommend.
    private func improve(_ phase: inout Phase) {
        findRegrets()
        for search in searches {
            search.worth = prices.bestJob
            search.mostShifts = tuning.mostShifts
            search.mostJobs = tuning.mostJobs
            search.blink = model.optionCount <= tuning.smallOptions ? 10 : tuning.blink
        }
        let most = tuning.mostRegret * model.unit
        let isSmall = model.optionCount <= tuning.smallOptions
        if !isSmall { lists.restrict(leastUse: max(2, prices.usePasses * tuning.leastUse / 100), prices.use, to: most, regret, roster) }
        let hasDived = dive(&phase)
        anneal(&phase, until: tuning.annealing, from: hasDived ? tuning.warm : tuning.hot, to: tuning.cold)
        returnToBest()
        if !isSmall { lists.restrict(leastUse: 0, prices.use, to: most, regret, roster) }
        anneal(&phase, until: 1, from: tuning.cold, to: 0.3)
        returnToBest()
    }

    /// Of every job that is not filled. Of tens of thousands that takes seconds.
    private func rivals() -> [Rivals?] {
        let (count, jobs) = (workers.count, model.jobCount)
        let nearest = Slab<Int32>(jobs, filledWith: -1)
        let shared = Shared((best, nearest))
        workers.run(count) { worker in
            let (best, nearest) = shared.value
            for job in jobs * worker / count..<jobs * (worker + 1) / count where best.filledBy[job] < 0 {
                nearest[job] = best.nearest(to: job) ?? -1
            }
        }
        return nearest.array.map { $0 < 0 ? nil : best.rivals(of: $0) }
    }

    private func findRegrets() {
        let shared = Shared((regrets, prices))
        let (count, shifts) = (workers.count, model.shiftCount)
        workers.run(count) { worker in
            let (regrets, prices) = shared.value
            let range = shifts * worker / count..<shifts * (worker + 1) / count
            regrets[worker].compute(range, prices: prices.bestJob.base, minutePrices: prices.bestMinute.base)
        }
    }

    /// The budget as a run spends it.
    struct Phase {
        let budget: PlanBudget
        let report: (PlanProgress) -> Void
        var nextReport = 0.0
    }

    func tell(_ phase: inout Phase, _ spent: Double) {
        guard spent >= phase.nextReport else { return }
        phase.nextReport = spent + 0.05
        phase.report(PlanProgress(spent: min(1, spent), value: bestValue, bound: prices.bound))
    }

    func keepBest(of other: Roster) {
        let value = other.value
        guard value > bestValue else { return }
        bestValue = value
        best.copy(from: other)
    }

    func returnToBest() { startAll(from: best) }

    private func startAll(from other: Roster) {
        if other !== roster { roster.copy(from: other) }
        for search in searches { search.roster.copy(from: other) }
    }

    /// Annealing by all workers from one temperature to another. On large instances they meet after each round, so that each builds
    /// on what the others did; on small ones, where everything hangs together, they meet at the end.
    private func anneal(_ phase: inout Phase, until end: Double, from hot: Double, to cold: Double) {
        let meets = model.shiftCount >= tuning.meetingShifts
        let steps = meets ? model.shiftCount * tuning.stepsPerShift / 100 : max(10, min(2_000, 2 * model.jobCount))
        let begin = phase.budget.spent(work)
        let depth = CoolingTable.logarithm(cold / hot)
        let searches = Shared(searches)
        for search in self.searches { search.enter() }
        while true {
            let spent = phase.budget.spent(work)
            if spent >= end { break }
            let part = (spent - begin) / (end - begin)
            let temperature = Float(hot * CoolingTable.exponential(depth * part))
            workers.run(workers.count) { index in
                if meets { searches.value[index].enter() }
                searches.value[index].run(steps: steps, temperature: temperature)
            }
            work += steps * workers.count
            if meets { merge.merge(self.searches, into: roster) }
            if !meets {
                for search in self.searches { keepBest(of: search.roster) }
            } else if temperature < Float(cold * 4) {
                keepBest(of: roster)
            }
            tell(&phase, spent)
        }
        if !meets { merge.merge(self.searches, into: roster) }
        keepBest(of: roster)
    }

    /// Passes over all shifts with smaller and smaller steps; the later half shows which options are used.
    private func priceJobs(_ phase: inout Phase, until end: Double) {
        let begin = phase.budget.spent(work)
        let passes = max(1, min(20, 4_000 / max(1, model.shiftCount)))
        let effort = max(1, model.optionCount / 100)
        let depth = CoolingTable.logarithm(tuning.lastStep / tuning.firstStep)
        var since = 0
        var count = 0
        while true {
            let spent = phase.budget.spent(work)
            if spent >= end { break }
            let part = (spent - begin) / (end - begin)
            let step = tuning.firstStep * CoolingTable.exponential(depth * part)
            if part < 0.5 { prices.forgetUse() }
            let isExact = model.optionCount < tuning.exactPricing || part > 0.8
            for _ in 0..<passes { prices.pass(step: step, exact: isExact) }
            work += passes * effort
            count += passes
            since += passes
            if since >= 40, part > 0.5 {
                since = 0
                evaluate(phase)
            }
            tell(&phase, spent)
        }
        evaluate(phase)
        spentPerPass = (phase.budget.spent(work) - begin) / Double(max(1, count))
    }

    /// Proving takes long on instances of tens of thousands of jobs: it must leave time for the search.
    private func evaluate(_ phase: Phase) {
        let (budget, work, end) = (phase.budget, work, tuning.proving)
        prices.evaluate { budget.spent(work) >= end }
    }
}
