/// What each option costs at the present prices, compared with the best path of its shift: 0 when it lies on one.
///
/// The best path through an option is the best one to it and the best one from it. Limits of minutes are left out: regrets guide
/// the search, they prove nothing.
struct Regrets {
    private let model: PlanModel
    private let view: PlanView
    /// Of each option, in units of price.
    let regret: Slab<Int32>
    private let forward: Slab<Int32>
    private let backward: Slab<Int32>
    private let gain: Slab<Int32>
    private let sites: Slab<Int32>
    /// The best value of being at home by a slot, or from a slot on: before anything, and before something remote.
    private let home: Slab<Int32>
    private let homeBeforeRemote: Slab<Int32>

    private static let nothing = Int32.min / 4
    /// What is worth less than this is as good as worth this little: sums stay within their numbers.
    private static let worst = Int(Int32.min / 8)

    /// - Parameter regret: takes the regrets; those who compute parts of them side by side share it.
    init(_ model: PlanModel, into regret: Slab<Int32>) {
        self.model = model
        self.regret = regret
        view = model.view
        let most = (0..<model.shiftCount).map { Int(model.firstOfShift[$0 + 1] - model.firstOfShift[$0]) }.max() ?? 0
        let slots = (model.slots.array.max().map(Int.init) ?? 0) + 2
        forward = Slab(most + 1, filledWith: 0)
        backward = Slab(most + 1, filledWith: 0)
        gain = Slab(most + 1, filledWith: 0)
        sites = Slab(most + 1, filledWith: 0)
        home = Slab(slots, filledWith: 0)
        homeBeforeRemote = Slab(slots, filledWith: 0)
    }

    /// Computes the regrets of the shifts in `range`.
    func compute(_ range: Range<Int>, prices: UnsafePointer<Int32>, minutePrices: UnsafePointer<Int32>) {
        for shift in range {
            let first = view.firstOfShift[shift]
            let count = Int(view.firstOfShift[shift + 1] &- first)
            let minutePrice = Int(minutePrices[Int(view.week[shift])])
            for place in 0..<count {
                let option = Int(first) + place
                let job = Int(view.job[option])
                let worth = view.worth(option, of: job) &- Int(prices[job]) &- minutePrice &* Int(view.minutes[job])
                gain.base[place] = Int32(truncatingIfNeeded: max(Regrets.worst, worth))
            }
            runForward(shift, first, count)
            runBackward(shift, first, count)
            var best: Int32 = 0
            for place in 0..<count { best = max(best, forward.base[place] &+ backward.base[place]) }
            for place in 0..<count {
                regret.base[Int(first) + place] = best &- forward.base[place] &- backward.base[place]
            }
        }
    }

    private func runForward(_ shift: Int, _ first: Int32, _ count: Int) {
        let (home, forward, sites, gain) = (home.base, forward.base, sites.base, gain.base)
        let slots = Int(model.slots.base[shift]) + 1
        for slot in 0...slots { home[slot] = 0 }
        var siteCount = 0
        var filled = 0
        for place in 0..<count {
            let option = first &+ Int32(place)
            let job = Int(view.job[Int(option)])
            let isRemote = view.site[job] < 0
            let slot = Int(view.startSlot[job] &- view.firstSlot[shift])
            while filled < slot {
                filled += 1
                home[filled] = max(home[filled], home[filled - 1])
            }
            var value = isRemote ? 0 : 0 &- view.beginning(option) &* view.unit
            let ready = isRemote ? slot : view.slotLeaving(option) &- Int(view.firstSlot[shift])
            if ready >= 0 { value = value &+ home[ready] }
            for index in 0..<(isRemote ? 0 : siteCount) {
                let other = sites[index]
                let cost = view.passage(first &+ other, option)
                if cost != PlanView.blocked { value = max(value, forward[Int(other)] &- cost &* view.unit) }
            }
            forward[place] = value &+ gain[place]
            if gain[place] <= 0 { continue }
            var ends = Int(view.endSlot[job] &- view.firstSlot[shift])
            if !isRemote {
                ends = view.slotHome(option) &- Int(view.firstSlot[shift])
                sites[siteCount] = Int32(place)
                siteCount += 1
            }
            if ends <= slots { home[ends] = max(home[ends], forward[place] &- (isRemote ? 0 : view.ending(option) &* view.unit)) }
        }
    }

    /// `backward` is what comes after the option, the ways included, the option itself not.
    private func runBackward(_ shift: Int, _ first: Int32, _ count: Int) {
        let (home, remote, backward, sites, gain) = (home.base, homeBeforeRemote.base, backward.base, sites.base, gain.base)
        let slots = Int(model.slots.base[shift]) + 1
        for slot in 0...slots {
            home[slot] = 0
            remote[slot] = Regrets.nothing
        }
        var siteCount = 0
        var filled = slots
        for place in stride(from: count - 1, through: 0, by: -1) {
            let option = first &+ Int32(place)
            let job = Int(view.job[Int(option)])
            let isRemote = view.site[job] < 0
            let ends = Int(view.endSlot[job] &- view.firstSlot[shift])
            while filled > ends {
                filled -= 1
                home[filled] = max(home[filled], home[filled + 1])
                remote[filled] = max(remote[filled], remote[filled + 1])
            }
            var value: Int32
            if isRemote {
                value = home[ends]
            } else {
                value = 0 &- view.ending(option) &* view.unit
                let ready = view.slotHome(option) &- Int(view.firstSlot[shift])
                if ready <= slots { value = max(value, remote[ready] &+ value) }
                for index in 0..<siteCount {
                    let other = sites[index]
                    let cost = view.passage(option, first &+ other)
                    if cost != PlanView.blocked { value = max(value, backward[Int(other)] &+ gain[Int(other)] &- cost &* view.unit) }
                }
            }
            backward[place] = value
            if gain[place] <= 0 { continue }
            let starts = Int(view.startSlot[job] &- view.firstSlot[shift])
            if isRemote {
                home[starts] = max(home[starts], value &+ gain[place])
                remote[starts] = max(remote[starts], value &+ gain[place])
            } else {
                let leaves = view.slotLeaving(option) &- Int(view.firstSlot[shift])
                if leaves >= 0 { home[leaves] = max(home[leaves], value &+ gain[place] &- view.beginning(option) &* view.unit) }
                sites[siteCount] = Int32(place)
                siteCount += 1
            }
        }
    }
}
