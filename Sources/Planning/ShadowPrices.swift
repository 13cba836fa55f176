/// Prices of jobs and of minutes of a week, and the bound that they prove.
///
/// For any prices π ≥ 0 of jobs and ρ ≥ 0 of the minutes of a week, Σ π + Σ ρ · limit + Σ over shifts of the best path at these
/// prices is at least the value of every feasible plan (Lagrangian relaxation of "each job at most once" and of the week's limit;
/// Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science 27, 1981). All of it is
/// computed in whole numbers, so that it is a proof. The prices are lowered towards the least bound by incremental subgradient
/// steps, one shift after another (Nedić, Bertsekas: "Incremental subgradient methods for nondifferentiable optimization",
/// SIAM J. Optim. 12, 2001): a step after each shift takes far fewer passes than a step after all. On large instances workers
/// step through parts of a block side by side and meet after it.
final class ShadowPrices {
    private let model: PlanModel
    private let view: PlanView
    private let workers: PlanWorkers
    private let pricing: [PricingWorker]
    /// Of jobs, in units of price.
    let job: Slab<Int32>
    /// Of a minute of each week, in units of price.
    private let minute: Slab<Int32>
    /// The prices of the least bound so far.
    let bestJob: Slab<Int32>
    let bestMinute: Slab<Int32>
    /// The least bound so far, in points.
    private(set) var bound = Int.max
    private let order: Slab<Int32>
    private var random: PlanRandom
    private let weekUsed: Slab<Int32>
    /// What ``lower(alpha:shifts:)`` has yet to lower: parts of a price unit.
    private var lowerLeft = 0
    let hasWeeks: Bool
    /// Of a minute of each shift, in units of price: guides the steps; the bound is computed with the limit itself.
    private let shiftMinute: Slab<Int32>
    /// How often each option lay on the best path of its shift, in how many passes.
    let use: Slab<Int32>
    private(set) var usePasses: Int32 = 0

    /// A shift so many minutes over its limit makes its minutes dearer by a step; a week the same per hour and step.
    static let minutesPerStep = 1_200
    private static let minutesPerWeekStep = 3_600
    private static let blocks = 20

    init(_ model: PlanModel, workers: PlanWorkers, seed: UInt64) {
        self.model = model
        self.workers = workers
        view = model.view
        pricing = (0..<workers.count).map { _ in PricingWorker(model) }
        job = Slab(model.jobCount, filledWith: 0)
        minute = Slab(model.weekCount, filledWith: 0)
        bestJob = Slab(model.jobCount, filledWith: 0)
        bestMinute = Slab(model.weekCount, filledWith: 0)
        order = Slab((0..<Int32(model.shiftCount)).map { $0 })
        random = PlanRandom(seed: seed)
        weekUsed = Slab(model.weekCount, filledWith: 0)
        shiftMinute = Slab(model.shiftCount, filledWith: 0)
        use = Slab(model.optionCount, filledWith: 0)
        hasWeeks = model.weekLimit.array.contains { Int($0) < PlanModel.unlimited }
    }

    /// The bound that the present prices prove; kept when it is the least.
    /// - Parameter isTimeUp: from then on it is made in a hurry, and may be higher.
    func evaluate(isTimeUp: @escaping @Sendable () -> Bool = { false }) {
        var total = 0
        for index in 0..<model.jobCount { total += Int(job.base[index]) }
        for index in 0..<model.weekCount where minute.base[index] > 0 {
            total += Int(minute.base[index]) * Int(view.weekLimit[index])
        }
        let sums = Slab(workers.count, filledWith: 0)
        let shared = Shared((pricing, job, minute, sums))
        let (count, shifts) = (workers.count, model.shiftCount)
        workers.run(count) { worker in
            let (pricing, job, minute, sums) = shared.value
            let range = shifts * worker / count..<shifts * (worker + 1) / count
            sums.base[worker] = pricing[worker].total(range, prices: job, minutes: minute, isTimeUp: isTimeUp)
        }
        // Every plan's value is a whole number of points.
        let points = (total + sums.array.reduce(0, +)) / Int(model.unit)
        guard points < bound else { return }
        bound = points
        bestJob.copy(from: job)
        bestMinute.copy(from: minute)
    }

    /// Counts the use of options anew.
    func forgetUse() {
        use.base.update(repeating: 0, count: use.count)
        usePasses = 0
    }

    /// One pass over all shifts in random order with steps of `step` points.
    /// - Parameter exact: whether paths keep to the shifts' limits exactly, or pay for their minutes.
    func pass(step: Double, exact: Bool) {
        let alpha = max(1, Int32((step * Double(model.unit)).rounded()))
        let count = model.shiftCount
        random.shuffle(order.base, count)
        for index in 0..<model.weekCount { weekUsed.base[index] = 0 }
        for block in 0..<ShadowPrices.blocks {
            let range = count * block / ShadowPrices.blocks..<count * (block + 1) / ShadowPrices.blocks
            walk(range, alpha: alpha, exact: exact)
            lower(alpha: Int(alpha), shifts: range.count)
        }
        usePasses += 1
        if hasWeeks { moveMinutePrices(alpha) }
    }

    private func walk(_ range: Range<Int>, alpha: Int32, exact: Bool) {
        // A few shifts are priced before a second worker has woken up.
        let count = model.optionCount >= ShadowPrices.sharedFrom ? workers.count : 1
        let shared = Shared((pricing, job, minute, shiftMinute, order, view))
        let body: @Sendable (Int) -> Void = { worker in
            let (pricing, job, minute, shiftMinute, order, view) = shared.value
            pricing[worker].begin(with: job)
            let first = range.lowerBound + range.count * worker / count
            for index in first..<range.lowerBound + range.count * (worker + 1) / count {
                let shift = Int(order.base[index])
                pricing[worker].step(
                    shift, alpha: alpha, weekMinute: minute.base[Int(view.week[shift])], shiftMinutes: shiftMinute, exact: exact)
            }
        }
        if count == 1 { body(0) } else { workers.run(count, body) }
        for worker in 0..<count {
            for place in 0..<pricing[worker].takenCount {
                let option = Int(pricing[worker].taken.base[place])
                let taken = Int(view.job[option])
                job.base[taken] &+= alpha
                use.base[option] &+= 1
                weekUsed.base[Int(view.week[Int(view.shift[option])])] &+= view.minutes[taken]
            }
        }
    }

    private static let sharedFrom = 100_000

    /// Each job is wanted once: what is not wanted gets cheaper, by one step in a whole pass.
    private func lower(alpha: Int, shifts: Int) {
        // What does not divide is left for the next block, so that small steps still lower everything in the mean.
        let due = alpha * shifts + lowerLeft
        let amount = Int32(due / model.shiftCount)
        lowerLeft = due % model.shiftCount
        let job = job.base
        for index in 0..<model.jobCount { job[index] = max(0, job[index] &- amount) }
    }

    /// A week asked for more than its limit gets dearer, one asked for less cheaper: in proportion to the minutes.
    private func moveMinutePrices(_ alpha: Int32) {
        for index in 0..<model.weekCount where Int(view.weekLimit[index]) < PlanModel.unlimited {
            let over = Int(weekUsed.base[index]) - Int(view.weekLimit[index])
            let price = Int(minute.base[index]) + Int(alpha) * over / ShadowPrices.minutesPerWeekStep
            minute.base[index] = Int32(clamping: max(0, price))
        }
    }
}
