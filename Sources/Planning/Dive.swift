/// Makes a plan out of prices: some passes of pricing, then the jobs that are all but decided are left to the shift that asked for
/// them most, and again, until each job is left to one shift and every shift takes its best path.
///
/// How often an option lies on best paths while prices move is the solution of the relaxation (Anbil, Barahona: "The volume
/// algorithm: producing primal solutions with a subgradient method", Mathematical Programming 87, 2000), and rounding it little by
/// little, with new prices in between, is diving (Sadykov, Vanderbeck, Pessoa, Tahiri, Uchoa: "Primal heuristics for
/// branch-and-price: the assets of diving methods", INFORMS J. Computing 31, 2019). No option is dropped because it was not used
/// for a while: what it takes to mend one job's rounding is seldom in use before.
final class Dive: @unchecked Sendable {
    private let whole: PlanModel
    private let seed: UInt64
    /// Of the jobs of the whole.
    private var prices: [Int32]
    private var excerpt: Excerpt
    private var openAtFirst = 0
    private var round: UInt64 = 0
    /// The options of the plan, in ascending order when the dive is over.
    private(set) var plan: [Int32] = []
    /// Steps that it took, as ``PlanBudget`` counts them.
    private(set) var work = 0

    /// Passes of a round; the prices settle in the first third, the others count.
    private static let passes = 24
    /// Points by which a pass moves prices.
    private static let step = 6.0
    /// A job is left to a shift that asked for it in so many of a hundred passes, whatever the time.
    private static let decided: Int32 = 90
    /// A price above the value of any job.
    private static let outOfReach = Int32.max / 2

    /// - Parameter agreed: of each job the option that is not in question, or -1.
    init(_ model: PlanModel, prices: Slab<Int32>, agreed: [Int32], seed: UInt64) {
        whole = model
        self.seed = seed
        self.prices = prices.array
        excerpt = Excerpt(
            model,
            options: (0..<Int32(model.optionCount)).filter {
                let only = agreed[Int(model.job[Int($0)])]
                return only < 0 || only == $0
            })
    }

    /// - Parameter spent: which part of its time is spent after so much of its own work. The slower, the better the plan.
    func run(_ spent: (_ work: Int) -> Double) {
        while excerpt.model.optionCount > 0 {
            let priced = price()
            decide(priced, left: max(0, 1 - spent(work)))
        }
        plan.sort()
    }

    private func price() -> ShadowPrices {
        let priced = ShadowPrices(excerpt.model, workers: .one, seed: seed &+ round)
        for (index, job) in excerpt.jobs.enumerated() { priced.job[index] = prices[Int(job)] }
        for pass in 0..<Dive.passes {
            if pass == Dive.passes / 3 { priced.forgetUse() }
            priced.pass(step: Dive.step, exact: true)
        }
        for (index, job) in excerpt.jobs.enumerated() { prices[Int(job)] = priced.job[index] }
        // Pricing a hundred options is a step; short shifts cost more by the option than long ones.
        work += max(1, Dive.passes * (excerpt.model.optionCount + 40 * excerpt.model.shiftCount) / 100)
        round += 1
        return priced
    }

    /// Leaves jobs to shifts, the clearest first and at least one, until so many are open as go with the part of the time that is
    /// left: ever fewer at a time, as the last ones decide most.
    private func decide(_ priced: ShadowPrices, left: Double) {
        let model = excerpt.model
        var wanted: [(use: Int32, option: Int32)] = []
        for job in 0..<model.jobCount {
            let range = Int(model.firstOfJob[job])..<Int(model.firstOfJob[job + 1])
            if range.count < 2 { continue }
            var most: (use: Int32, option: Int32) = (-1, 0)
            for index in range {
                let option = model.optionsOfJob[index]
                if priced.use[Int(option)] > most.use { most = (priced.use[Int(option)], option) }
            }
            wanted.append(most)
        }
        if round == 1 { openAtFirst = wanted.count }
        let open = Int(Double(openAtFirst) * left * left)
        wanted.sort { (0 - $0.use, $0.option) < (0 - $1.use, $1.option) }
        let clear = priced.usePasses * Dive.decided / 100
        var chosen = [Int32](repeating: -1, count: model.jobCount)
        for (rank, entry) in wanted.enumerated() where rank == 0 || rank < wanted.count - open || entry.use >= clear {
            chosen[Int(model.job[Int(entry.option)])] = entry.option
        }
        leave(chosen)
    }

    /// Keeps of each chosen job its option alone. A shift in which nothing is open any more takes its best path and is done.
    private func leave(_ chosen: [Int32]) {
        let model = excerpt.model
        var pricer = Pricer(model)
        var kept: [Int32] = []
        // What is left to a shift costs nothing in the end: nobody else can have it. All else is out of reach.
        var ends = [Int32](repeating: Dive.outOfReach, count: model.jobCount)
        for shift in 0..<model.shiftCount {
            var isOpen = false
            var own: [Int] = []
            for option in Int(model.firstOfShift[shift])..<Int(model.firstOfShift[shift + 1]) {
                let job = Int(model.job[option])
                if chosen[job] >= 0, chosen[job] != Int32(option) { continue }
                own.append(option)
                if chosen[job] < 0, model.firstOfJob[job + 1] - model.firstOfJob[job] > 1 { isOpen = true }
            }
            if isOpen {
                kept += own.map { excerpt.options[$0] }
                continue
            }
            for option in own { ends[Int(model.job[option])] = 0 }
            _ = pricer.price(shift, prices: ends, minutePrice: 0)
            for place in 0..<pricer.pathCount { plan.append(excerpt.options[Int(pricer.path[place])]) }
            for option in own { ends[Int(model.job[option])] = Dive.outOfReach }
        }
        excerpt = Excerpt(whole, options: kept)
    }
}
