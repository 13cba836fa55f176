/// The options of each job that the search tries, in the order in which it tries them.
final class OptionLists: @unchecked Sendable {
    let first: Slab<Int32>
    let options: Slab<Int32>
    /// The least cost of an option of each job: nothing better can be found.
    let leastCost: Slab<Int32>
    private let model: PlanModel

    /// All options.
    init(_ model: PlanModel) {
        self.model = model
        first = Slab(model.jobCount + 1, filledWith: 0)
        options = Slab(model.optionCount, filledWith: 0)
        leastCost = Slab(model.jobCount, filledWith: 0)
        first.copy(from: model.firstOfJob)
        options.copy(from: model.optionsOfJob)
        findLeastCosts()
    }

    /// Keeps the options that were used at least `leastUse` times and have at most `limit` of regret, and those in the roster; the
    /// most used first, or those of least regret when use does not count.
    func restrict(leastUse: Int32, _ use: Slab<Int32>, to limit: Int32, _ regrets: Slab<Int32>, _ roster: Roster) {
        var count = 0
        for job in 0..<model.jobCount {
            let range = Int(model.firstOfJob.base[job])..<Int(model.firstOfJob.base[job + 1])
            first.base[job] = Int32(count)
            let used = roster.filledBy.base[job]
            var kept: [(rank: Int32, option: Int32)] = []
            for index in range {
                let option = model.optionsOfJob.base[index]
                let (uses, regret) = (use.base[Int(option)], regrets.base[Int(option)])
                guard uses >= leastUse && regret <= limit || option == used else { continue }
                kept.append((leastUse > 0 ? 0 - uses : regret, option))
            }
            kept.sort { ($0.rank, $0.option) < ($1.rank, $1.option) }
            for entry in kept {
                options.base[count] = entry.option
                count += 1
            }
        }
        first.base[model.jobCount] = Int32(count)
        findLeastCosts()
    }

    private func findLeastCosts() {
        for job in 0..<model.jobCount {
            var least = Int32.max
            for index in first.base[job]..<first.base[job + 1] { least = min(least, model.cost.base[Int(options.base[Int(index)])]) }
            leastCost.base[job] = least
        }
    }
}
