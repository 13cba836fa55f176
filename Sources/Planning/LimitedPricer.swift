/// The best path of a shift under its limit of minutes: a dynamic programme over (option, work so far).
///
/// Work is counted in the largest unit that divides the minutes of all jobs. ``Pricer`` turns to it only when the best path without
/// the limit breaks it.
struct LimitedPricer {
    private let view: PlanView
    private let unit: Int32
    /// The most units that any shift allows, and one: the length of a row.
    private let row: Int
    private let best: Slab<Int32>
    private let previous: Slab<Int32>
    private let homeValue: Slab<Int32>
    private let homeLast: Slab<Int32>
    private let sites: Slab<Int32>

    private static let nothing = Int32.min / 2

    init(_ model: PlanModel, most: Int, slots: Int) {
        view = model.view
        func divisor(_ left: Int32, _ right: Int32) -> Int32 { right == 0 ? left : divisor(right, left % right) }
        let unit = max(1, model.minutes.array.reduce(0, divisor))
        self.unit = unit
        // No path is longer than a shift: a limit beyond that is none.
        let longest = (0..<model.shiftCount).map { shift in
            min(model.limit[shift], (model.slots[shift] + 1) &* Int32(model.slotMinutes))
        }
        row = Int((longest.max() ?? 0) / unit) + 1
        best = Slab(most * row, filledWith: 0)
        previous = Slab(most * row, filledWith: 0)
        homeValue = Slab(slots * row, filledWith: 0)
        homeLast = Slab(slots * row, filledWith: 0)
        sites = Slab(most, filledWith: 0)
    }

    /// - Parameters:
    ///   - options: those worth having, in order of time, with their `gains`.
    ///   - path: takes the options of the best path, last first.
    func price(
        _ shift: Int, options: UnsafePointer<Int32>, gains: UnsafePointer<Int32>, count: Int, path: UnsafeMutablePointer<Int32>
    ) -> (value: Int32, count: Int) {
        let allowed = min(Int(view.limit[shift] / unit), row - 1)
        if allowed <= 0 { return (0, 0) }
        var rows = HomeRows(value: homeValue.base, last: homeLast.base, row: row, allowed: allowed)
        var siteCount = 0
        var winner: (value: Int32, place: Int, used: Int) = (0, -1, 0)
        for place in 0..<count {
            let option = options[place]
            let job = Int(view.job[Int(option)])
            let size = Int(view.minutes[job] / unit)
            let isRemote = view.site[job] < 0
            let (values, lasts) = (best.base + place &* row, previous.base + place &* row)
            for used in 0...allowed { values[used] = LimitedPricer.nothing }
            let slot = Int(view.startSlot[job] &- view.firstSlot[shift])
            rows.fill(to: slot)
            if size > allowed { continue }
            begin(option, gain: gains[place], size: size, isRemote: isRemote, slot: slot, shift: shift, rows, values, lasts)
            for index in 0..<(isRemote ? 0 : siteCount) {
                let other = Int(sites.base[index])
                let cost = view.passage(options[other], option)
                if cost == PlanView.blocked { continue }
                let before = best.base + other &* row
                let change = gains[place] &- cost &* view.unit
                for used in 0...(allowed &- size) where before[used] > 0 &- change && before[used] &+ change > values[used &+ size] {
                    values[used &+ size] = before[used] &+ change
                    lasts[used &+ size] = Int32(truncatingIfNeeded: other)
                }
            }
            let home = isRemote ? 0 : view.ending(option) &* view.unit
            for used in size...allowed where values[used] &- home > winner.value { winner = (values[used] &- home, place, used) }
            var ends = Int(view.endSlot[job] &- view.firstSlot[shift])
            if !isRemote {
                sites.base[siteCount] = Int32(place)
                siteCount += 1
                ends = view.slotHome(option) &- Int(view.firstSlot[shift])
            }
            if ends <= Int(view.slots[shift]) { rows.merge(values, less: home, from: size, lastPlace: place, at: ends) }
        }
        return (winner.value, trace(options, winner.place, winner.used, path))
    }

    /// From home: as the first of the shift, and after everything remote.
    private func begin(
        _ option: Int32, gain: Int32, size: Int, isRemote: Bool, slot: Int, shift: Int, _ rows: HomeRows,
        _ values: UnsafeMutablePointer<Int32>, _ lasts: UnsafeMutablePointer<Int32>
    ) {
        let outward = isRemote ? 0 : view.beginning(option) &* view.unit
        values[size] = gain &- outward
        lasts[size] = -1
        let ready = isRemote ? slot : view.slotLeaving(option) &- Int(view.firstSlot[shift])
        if ready < 0 { return }
        let (before, last) = (rows.value + ready &* row, rows.last + ready &* row)
        for used in 0...(rows.allowed &- size) where last[used] >= 0 {
            let value = before[used] &+ gain &- outward
            if value > values[used &+ size] {
                values[used &+ size] = value
                lasts[used &+ size] = last[used]
            }
        }
    }

    private func trace(_ options: UnsafePointer<Int32>, _ place: Int, _ used: Int, _ path: UnsafeMutablePointer<Int32>) -> Int {
        var (place, used, count) = (place, used, 0)
        while place >= 0 {
            path[count] = options[place]
            count += 1
            let before = Int(previous.base[place &* row &+ used])
            used -= Int(view.minutes[Int(view.job[Int(options[place])])] / unit)
            place = before
        }
        return count
    }
}

/// For each slot and each amount of work the best path that is at home and free by then: running maxima, filled as time goes on.
struct HomeRows {
    let value: UnsafeMutablePointer<Int32>
    let last: UnsafeMutablePointer<Int32>
    let row: Int
    let allowed: Int
    /// Up to here the maxima run.
    private var filled = 0
    /// Beyond here nothing has been written yet.
    private var highest = 0

    init(value: UnsafeMutablePointer<Int32>, last: UnsafeMutablePointer<Int32>, row: Int, allowed: Int) {
        self.value = value
        self.last = last
        self.row = row
        self.allowed = allowed
        clear(0)
    }

    private func clear(_ slot: Int) {
        for used in 0...allowed {
            value[slot &* row &+ used] = Int32.min / 2
            last[slot &* row &+ used] = -1
        }
    }

    mutating func fill(to slot: Int) {
        while filled < slot {
            filled += 1
            let (here, before) = (filled &* row, (filled - 1) &* row)
            if filled > highest {
                highest = filled
                for used in 0...allowed {
                    value[here &+ used] = value[before &+ used]
                    last[here &+ used] = last[before &+ used]
                }
            } else {
                for used in 0...allowed where value[here &+ used] <= value[before &+ used] {
                    value[here &+ used] = value[before &+ used]
                    last[here &+ used] = last[before &+ used]
                }
            }
        }
    }

    /// Paths that are at home at `slot`; `values` by work, from `least` on, less the way home.
    mutating func merge(_ values: UnsafePointer<Int32>, less home: Int32, from least: Int, lastPlace: Int, at slot: Int) {
        while highest < slot {
            highest += 1
            clear(highest)
        }
        let here = slot &* row
        for used in least...allowed where values[used] &- home > value[here &+ used] {
            value[here &+ used] = values[used] &- home
            last[here &+ used] = Int32(truncatingIfNeeded: lastPlace)
        }
    }
}
