/// Finds the best path of one shift at given prices: what its time would be worth if every job had to be bought.
///
/// A dynamic programme over the options in order of time. A remote job is done at home, so that of all paths that are at home at a
/// moment only the best counts: a running maximum over slots answers for all of them at once, and only from one on-site job to
/// another predecessors are looked at one by one. Minutes of work are limited too; the programme over (option, minutes used) runs
/// only for shifts whose best path breaks the limit.
///
/// Prices and values are in ``PlanModel/unit``; all arithmetic is in whole numbers that no path makes wrap, so that bounds made of them
/// are proven.
struct Pricer {
    private let view: PlanView
    private let model: PlanModel
    // Of the options that are worth more than their price.
    private let active: Slab<Int32>
    private let gain: Slab<Int32>
    private let best: Slab<Int32>
    private let previous: Slab<Int32>
    private let sites: Slab<Int32>
    /// The best value of a path that is at home and free at a slot, and its last option.
    private let homeValue: Slab<Int32>
    private let homeLast: Slab<Int32>
    /// The options of the last path found, last first.
    let path: Slab<Int32>
    private(set) var pathCount = 0
    /// Minutes of work of the last path found without regard to the limit.
    private(set) var used: Int32 = 0
    private var activeCount = 0
    private var limited: LimitedPricer

    init(_ model: PlanModel) {
        self.model = model
        view = model.view
        let counts = (0..<model.shiftCount).map { Int(model.firstOfShift[$0 + 1] - model.firstOfShift[$0]) }
        let most = (counts.max() ?? 0) + 1
        let slots = (model.slots.array.max().map(Int.init) ?? 0) + 2
        active = Slab(most, filledWith: 0)
        gain = Slab(most, filledWith: 0)
        best = Slab(most, filledWith: 0)
        previous = Slab(most, filledWith: 0)
        sites = Slab(most, filledWith: 0)
        path = Slab(most, filledWith: 0)
        homeValue = Slab(slots, filledWith: 0)
        homeLast = Slab(slots, filledWith: 0)
        limited = LimitedPricer(model, most: most, slots: slots)
    }

    /// The value of the best path of `shift`, 0 for staying at home; the path is left in ``path``.
    /// - Parameters:
    ///   - prices: of jobs.
    ///   - minutePrice: what a minute of the shift's week costs.
    mutating func price(_ shift: Int, prices: UnsafePointer<Int32>, minutePrice: Int) -> Int32 {
        let value = relaxed(shift, prices: prices, minutePrice: minutePrice)
        if used <= view.limit[shift] { return value }
        let found = limited.price(shift, options: active.base, gains: gain.base, count: activeCount, path: path.base)
        pathCount = found.count
        return found.value
    }

    /// The same without regard to the shift's limit; ``used`` says how many minutes the path takes.
    mutating func relaxed(_ shift: Int, prices: UnsafePointer<Int32>, minutePrice: Int) -> Int32 {
        pathCount = 0
        used = 0
        let count = collect(shift, prices, minutePrice)
        activeCount = count
        if count == 0 { return 0 }
        let (value, last) = unlimited(shift, count)
        if last < 0 { return 0 }
        var place = last
        while place >= 0 {
            let option = active.base[Int(place)]
            path.base[pathCount] = option
            pathCount += 1
            used += view.minutes[Int(view.job[Int(option)])]
            place = previous.base[Int(place)]
        }
        return value
    }

    /// The options of `shift` that are worth having at these prices.
    private func collect(_ shift: Int, _ prices: UnsafePointer<Int32>, _ minutePrice: Int) -> Int {
        let (active, gain) = (active.base, gain.base)
        var count = 0
        for option in view.firstOfShift[shift]..<view.firstOfShift[shift + 1] {
            let job = Int(view.job[Int(option)])
            let worth = view.worth(Int(option), of: job) &- Int(prices[job]) &- minutePrice &* Int(view.minutes[job])
            if worth <= 0 { continue }
            active[count] = option
            gain[count] = Int32(truncatingIfNeeded: worth)
            count += 1
        }
        return count
    }

    /// The best path without regard to the limit: its value and the place of its last option, or -1.
    private func unlimited(_ shift: Int, _ count: Int) -> (Int32, Int32) {
        let (active, gain, siteBest, previous, sites) = (active.base, gain.base, best.base, previous.base, sites.base)
        var home = HomeLine(value: homeValue.base, last: homeLast.base, slots: Int(view.slots[shift]))
        let base = view.firstSlot[shift]
        var siteCount = 0
        var winner: (value: Int32, last: Int32) = (0, -1)
        for place in 0..<count {
            let option = active[place]
            let job = Int(view.job[Int(option)])
            let slot = Int(view.startSlot[job] &- base)
            let isRemote = view.site[job] < 0
            home.fill(to: slot)
            // From home with nothing before it no rest is due; after something at home it is.
            let ready = isRemote ? slot : view.slotLeaving(option) &- Int(base)
            let outward = isRemote ? 0 : view.beginning(option) &* view.unit
            var (value, from) = (0 &- outward, Int32(-1))
            if ready >= 0, home.last[ready] >= 0, home.value[ready] > 0 { (value, from) = (home.value[ready] &- outward, home.last[ready]) }
            if !isRemote {
                for index in 0..<siteCount where siteBest[index] > value {
                    let cost = view.passage(active[Int(sites[index])], option)
                    if cost == PlanView.blocked { continue }
                    let through = siteBest[index] &- cost &* view.unit
                    if through > value { (value, from) = (through, sites[index]) }
                }
            }
            value = value &+ gain[place]
            previous[place] = from
            // When and with how much its path is at home again.
            var (atHome, ends) = (value, Int(view.endSlot[job] &- base))
            if !isRemote {
                sites[siteCount] = Int32(truncatingIfNeeded: place)
                siteBest[siteCount] = value
                siteCount &+= 1
                atHome = value &- view.ending(option) &* view.unit
                ends = view.slotHome(option) &- Int(base)
            }
            if atHome > winner.value { winner = (atHome, Int32(truncatingIfNeeded: place)) }
            home.merge(atHome, place, at: ends)
        }
        return winner
    }
}

/// For each slot the best path that is at home and free by then: running maxima, filled as time goes on.
struct HomeLine {
    let value: UnsafeMutablePointer<Int32>
    let last: UnsafeMutablePointer<Int32>
    let slots: Int
    /// Up to here the maxima run.
    private var filled = 0
    /// Beyond here nothing has been written yet.
    private var highest = 0

    init(value: UnsafeMutablePointer<Int32>, last: UnsafeMutablePointer<Int32>, slots: Int) {
        self.value = value
        self.last = last
        self.slots = slots
        value[0] = 0
        last[0] = -1
    }

    @inline(__always) mutating func fill(to slot: Int) {
        while filled < slot {
            filled &+= 1
            if filled > highest {
                highest = filled
            } else if value[filled] > value[filled &- 1] {
                continue
            }
            value[filled] = value[filled &- 1]
            last[filled] = last[filled &- 1]
        }
    }

    /// A path with that value, whose last option is at `place`, is at home at `slot`.
    @inline(__always) mutating func merge(_ points: Int32, _ place: Int, at slot: Int) {
        if slot > slots { return }
        while highest < slot {
            highest &+= 1
            value[highest] = Int32.min / 2
            last[highest] = -1
        }
        if points > value[slot] {
            value[slot] = points
            last[slot] = Int32(truncatingIfNeeded: place)
        }
    }
}

@inline(__always) func floorDivision(_ value: Int32, _ by: Int32) -> Int32 {
    value >= 0 ? value / by : -((by - 1 - value) / by)
}
