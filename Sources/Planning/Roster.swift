/// A plan under construction: who does what, with what is needed to change it fast.
///
/// The time that a shift is busy is kept as a bitmap of slots, so that most insertions that cannot work are refused by one "and".
final class Roster: @unchecked Sendable {
    let model: PlanModel
    let view: PlanView
    /// Options of each shift in order of time, `longest` to a row.
    let route: Slab<Int32>
    let length: Slab<Int32>
    let longest: Int
    /// Minutes of work of each shift and each week.
    let used: Slab<Int32>
    let weekUsed: Slab<Int32>
    /// The option by which each job is filled, or -1.
    let filledBy: Slab<Int32>
    private let busy: Slab<UInt64>
    let firstWord: Slab<Int32>

    init(_ model: PlanModel) {
        self.model = model
        view = model.view
        longest = Roster.longestRoute(model)
        route = Slab(model.shiftCount * longest, filledWith: 0)
        length = Slab(model.shiftCount, filledWith: 0)
        used = Slab(model.shiftCount, filledWith: 0)
        weekUsed = Slab(model.weekCount, filledWith: 0)
        filledBy = Slab(model.jobCount, filledWith: -1)
        var words: [Int32] = []
        var total: Int32 = 0
        for shift in 0..<model.shiftCount {
            words.append(total)
            // Jobs that end on the last slot reach into the word behind it.
            total += model.slots[shift] / 64 + 1
        }
        firstWord = Slab(words)
        busy = Slab(Int(total), filledWith: 0)
    }

    /// No shift can hold more jobs than fit when each is as short as the shortest of the shift.
    private static func longestRoute(_ model: PlanModel) -> Int {
        var most = 1
        for shift in 0..<model.shiftCount {
            let options = Int(model.firstOfShift[shift])..<Int(model.firstOfShift[shift + 1])
            var shortest = Int32.max
            var (first, last) = (Int32.max, Int32.min)
            for option in options {
                let job = Int(model.job.base[option])
                shortest = min(shortest, model.end.base[job] - model.start.base[job])
                first = min(first, model.start.base[job])
                last = max(last, model.end.base[job])
            }
            guard !options.isEmpty else { continue }
            most = max(most, min(options.count, Int((last - first) / max(1, shortest)) + 1))
        }
        return most
    }

    /// The place in the route of `shift` before the first option that starts at or after `start`.
    @inline(__always) func place(_ start: Int32, in shift: Int) -> Int {
        let stops = route.base + shift &* longest
        let count = Int(length.base[shift])
        var place = 0
        while place < count, view.start[Int(view.job[Int(stops[place])])] < start { place &+= 1 }
        return place
    }

    /// Whether the job's slots are free in `shift`.
    @inline(__always) func isFree(_ job: Int, in shift: Int) -> Bool {
        let first = view.startSlot[job] &- view.firstSlot[shift]
        let last = view.endSlot[job] &- view.firstSlot[shift] &- 1
        if last < first { return true }
        let words = busy.base + Int(firstWord.base[shift])
        var word = Int(first >> 6)
        let lastWord = Int(last >> 6)
        var mask = ~UInt64(0) << UInt64(first & 63)
        while word < lastWord {
            if words[word] & mask != 0 { return false }
            mask = ~0
            word &+= 1
        }
        return words[word] & mask & (~UInt64(0) >> UInt64(63 &- (last & 63))) == 0
    }

    @inline(__always) private func mark(_ job: Int, in shift: Int, _ isBusy: Bool) {
        let first = view.startSlot[job] &- view.firstSlot[shift]
        let last = view.endSlot[job] &- view.firstSlot[shift] &- 1
        if last < first { return }
        let words = busy.base + Int(firstWord.base[shift])
        var word = Int(first >> 6)
        let lastWord = Int(last >> 6)
        var mask = ~UInt64(0) << UInt64(first & 63)
        while word <= lastWord {
            if word == lastWord { mask &= ~UInt64(0) >> UInt64(63 &- (last & 63)) }
            if isBusy { words[word] |= mask } else { words[word] &= ~mask }
            mask = ~0
            word &+= 1
        }
    }

    /// What putting `option` into its shift at `place` adds to journeys, or ``PlanView/blocked``.
    @inline(__always) func detour(_ option: Int32, at place: Int, in shift: Int) -> Int32 {
        let stops = route.base + shift &* longest
        let count = Int(length.base[shift])
        let before = place > 0 ? stops[place &- 1] : -1
        let after = place < count ? stops[place] : -1
        let there = before >= 0 ? view.passage(before, option) : view.beginning(option)
        if there == PlanView.blocked { return there }
        let onward = after >= 0 ? view.passage(option, after) : view.ending(option)
        if onward == PlanView.blocked { return onward }
        return there &+ onward &- link(before, after)
    }

    /// Points for the way between two neighbours of a route; -1 is home.
    @inline(__always) func link(_ before: Int32, _ after: Int32) -> Int32 {
        if before >= 0 { return after >= 0 ? view.passage(before, after) : view.ending(before) }
        return after >= 0 ? view.beginning(after) : 0
    }

    /// Puts `option` into its shift at `place`.
    @inline(__always) func insert(_ option: Int32, at place: Int, in shift: Int) {
        let stops = route.base + shift &* longest
        var index = Int(length.base[shift])
        while index > place {
            stops[index] = stops[index &- 1]
            index &-= 1
        }
        stops[place] = option
        length.base[shift] &+= 1
        occupy(option, in: shift)
    }

    /// Enters what follows from `option` being in the route of `shift`.
    @inline(__always) func occupy(_ option: Int32, in shift: Int) {
        let job = Int(view.job[Int(option)])
        used.base[shift] &+= view.minutes[job]
        weekUsed.base[Int(view.week[shift])] &+= view.minutes[job]
        filledBy.base[job] = option
        mark(job, in: shift, true)
    }

    /// Takes back what followed from `option` being in the route of `shift`.
    @inline(__always) func vacate(_ option: Int32, in shift: Int) {
        let job = Int(view.job[Int(option)])
        used.base[shift] &-= view.minutes[job]
        weekUsed.base[Int(view.week[shift])] &-= view.minutes[job]
        filledBy.base[job] = -1
        mark(job, in: shift, false)
    }

    /// Removes `count` neighbours from `place` on.
    @inline(__always) func remove(_ place: Int, _ count: Int, from shift: Int) {
        let stops = route.base + shift &* longest
        let total = Int(length.base[shift])
        for index in place..<(place &+ count) { vacate(stops[index], in: shift) }
        for index in place..<(total &- count) { stops[index] = stops[index &+ count] }
        length.base[shift] = Int32(truncatingIfNeeded: total &- count)
    }

    /// Replaces several routes that may exchange jobs among themselves.
    func exchange(_ routes: [(shift: Int, route: [Int32])]) {
        for entry in routes { remove(0, Int(length.base[entry.shift]), from: entry.shift) }
        for entry in routes {
            for (place, option) in entry.route.enumerated() { insert(option, at: place, in: entry.shift) }
        }
    }

    /// Begins anew with these options, which are in ascending order.
    func take(_ plan: [Int32]) {
        for shift in 0..<model.shiftCount { remove(0, Int(length.base[shift]), from: shift) }
        for option in plan {
            let shift = Int(view.shift[Int(option)])
            insert(option, at: Int(length.base[shift]), in: shift)
        }
    }

    func options(of shift: Int) -> [Int32] {
        (0..<Int(length.base[shift])).map { route.base[shift * longest + $0] }
    }

    /// Points of one shift's route.
    func value(of shift: Int) -> Int {
        var total = 0
        var before: Int32 = -1
        for place in 0..<Int(length.base[shift]) {
            let option = route.base[shift &* longest &+ place]
            total += Int(view.value[Int(view.job[Int(option)])]) - Int(view.cost[Int(option)]) - Int(link(before, option))
            before = option
        }
        return total - Int(link(before, -1))
    }

    /// Points of the whole plan.
    var value: Int { (0..<model.shiftCount).reduce(0) { $0 + value(of: $1) } }

    func copy(from other: Roster) {
        route.copy(from: other.route)
        length.copy(from: other.length)
        used.copy(from: other.used)
        weekUsed.copy(from: other.weekUsed)
        filledBy.copy(from: other.filledBy)
        busy.copy(from: other.busy)
    }
}
