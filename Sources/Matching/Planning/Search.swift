/// Improves a plan by taking out strings of neighbouring jobs from a few shifts and putting jobs back where they fit best.
///
/// Ruin and recreate with strings (Christiaens, Vanden Berghe: "Slack induction by string removals for vehicle routing problems",
/// Transportation Science 54, 2020) under simulated annealing. Removal begins at jobs that nobody has yet; options are tried in the
/// order of ``OptionLists``: those most used on best paths first, those beyond a limit of regret at the shadow prices not at all.
///
/// Several searches work at the same time on rosters of their own; ``RosterMerge`` puts together what they find.
final class Search {
    let roster: Roster
    private let view: PlanView
    private let lists: OptionLists
    private var random: PlanRandom
    private let cooling = CoolingTable()

    /// How often a place that would fit is passed over, so that the same choices are not made again and again: one in.
    var blink = 100
    private var untilBlink = 100

    // What this step has touched, to undo it.
    private let touched: Slab<Int32>
    private var touchedCount = 0
    private let isTouched: Slab<UInt8>
    private let saved: Slab<Int32>
    private let savedLength: Slab<Int32>
    private static let mostTouched = 64

    // Jobs to put back.
    private let jobs: Slab<Int32>
    private let keys: Slab<Float>
    private var jobCount = 0
    private let isListed: Slab<UInt8>

    /// Unfilled jobs that somebody could do, and the place of each in that list, or -1.
    private let unfilled: Slab<Int32>
    private let placeOfUnfilled: Slab<Int32>
    private var unfilledCount = 0
    /// Shifts changed since ``enter()``.
    let changed: Slab<Int32>
    private(set) var changedCount = 0
    private let isChanged: Slab<UInt8>
    private let seeds: Slab<Int32>
    private var seedCount = 0

    /// Shadow prices, when there are some: dear jobs are put back first.
    var worth: Slab<Int32>?
    /// Strings of at most so many jobs are taken out of at most so many shifts.
    var mostShifts = 4
    var mostJobs = 6

    init(_ roster: Roster, lists: OptionLists, seed: UInt64) {
        self.roster = roster
        self.lists = lists
        changed = Slab(roster.model.shiftCount, filledWith: 0)
        isChanged = Slab(roster.model.shiftCount, filledWith: 0)
        view = roster.view
        random = PlanRandom(seed: seed)
        let model = roster.model
        touched = Slab(Search.mostTouched, filledWith: 0)
        isTouched = Slab(model.shiftCount, filledWith: 0)
        saved = Slab(Search.mostTouched * roster.longest, filledWith: 0)
        savedLength = Slab(Search.mostTouched, filledWith: 0)
        jobs = Slab(1_024, filledWith: 0)
        keys = Slab(1_024, filledWith: 0)
        isListed = Slab(model.jobCount, filledWith: 0)
        unfilled = Slab(model.jobCount, filledWith: 0)
        placeOfUnfilled = Slab(model.jobCount, filledWith: -1)
        seeds = Slab(model.jobCount, filledWith: 0)
    }

    /// Takes the roster as it is now; what changes from here on is in ``changed``.
    func enter() {
        for index in 0..<changedCount { isChanged.base[Int(changed.base[index])] = 0 }
        changedCount = 0
        unfilledCount = 0
        seedCount = 0
        for job in 0..<roster.model.jobCount {
            placeOfUnfilled.base[job] = -1
            guard lists.first.base[job] < lists.first.base[job + 1] else { continue }
            seeds.base[seedCount] = Int32(job)
            seedCount += 1
            if roster.filledBy.base[job] < 0 { addUnfilled(job) }
        }
    }

    @inline(__always) private func addUnfilled(_ job: Int) {
        unfilled.base[unfilledCount] = Int32(truncatingIfNeeded: job)
        placeOfUnfilled.base[job] = Int32(truncatingIfNeeded: unfilledCount)
        unfilledCount &+= 1
    }

    @inline(__always) private func removeUnfilled(_ job: Int) {
        let place = Int(placeOfUnfilled.base[job])
        unfilledCount &-= 1
        let last = unfilled.base[unfilledCount]
        unfilled.base[place] = last
        placeOfUnfilled.base[Int(last)] = Int32(truncatingIfNeeded: place)
        placeOfUnfilled.base[job] = -1
    }

    func run(steps: Int, temperature: Float) {
        guard seedCount > 0 else { return }
        for _ in 0..<steps { step(temperature) }
    }

    private func step(_ temperature: Float) {
        let pick = random.next()
        let seed: Int
        if unfilledCount > 0, pick & 1023 < 614 {
            seed = Int(unfilled.base[random.below(unfilledCount)])
        } else {
            seed = Int(seeds.base[random.below(seedCount)])
        }
        touchedCount = 0
        jobCount = 0
        var change = ruin(around: seed)
        if roster.filledBy.base[seed] < 0 { list(seed) }
        sortJobs(mode: random.below(worth == nil ? 4 : 5))
        change += recreate()
        let slack = cooling.slack(temperature: temperature, random: random.next())
        if change >= 0 || change + slack >= 0 {
            keep()
        } else {
            undo()
        }
        for index in 0..<touchedCount { isTouched.base[Int(touched.base[index])] = 0 }
        for index in 0..<jobCount { isListed.base[Int(jobs.base[index])] = 0 }
    }

    // MARK: Ruin

    private func ruin(around seed: Int) -> Int32 {
        let first = Int(lists.first.base[seed])
        let count = Int(lists.first.base[seed &+ 1]) &- first
        let wanted = min(count, 1 &+ random.below(mostShifts))
        var change: Int32 = 0
        let own = roster.filledBy.base[seed]
        for turn in 0..<wanted {
            var shift: Int
            if turn == 0, own >= 0 {
                shift = Int(view.shift[Int(own)])
            } else {
                shift = Int(view.shift[Int(lists.options.base[first &+ random.below(count)])])
            }
            if isTouched.base[shift] != 0 { continue }
            save(shift)
            change &+= takeString(from: shift, near: view.start[seed])
            let options = Int(view.firstOfShift[shift])
            let span = Int(view.firstOfShift[shift &+ 1]) &- options
            for _ in 0..<6 {
                let job = Int(view.job[options &+ random.below(span)])
                if roster.filledBy.base[job] < 0, lists.first.base[job] < lists.first.base[job &+ 1] {
                    list(job)
                }
            }
        }
        return change
    }

    @inline(__always) private func list(_ job: Int) {
        if isListed.base[job] != 0 || jobCount >= 1_000 { return }
        isListed.base[job] = 1
        jobs.base[jobCount] = Int32(truncatingIfNeeded: job)
        jobCount &+= 1
    }

    @inline(__always) private func save(_ shift: Int) {
        isTouched.base[shift] = 1
        touched.base[touchedCount] = Int32(truncatingIfNeeded: shift)
        let count = Int(roster.length.base[shift])
        savedLength.base[touchedCount] = Int32(truncatingIfNeeded: count)
        let (from, to) = (roster.route.base + shift &* roster.longest, saved.base + touchedCount &* roster.longest)
        for place in 0..<count { to[place] = from[place] }
        touchedCount &+= 1
    }

    private func takeString(from shift: Int, near start: Int32) -> Int32 {
        let total = Int(roster.length.base[shift])
        if total == 0 { return 0 }
        let size = min(total, 1 &+ random.below(mostJobs))
        let near = roster.place(start, in: shift)
        let first = max(0, min(near &- random.below(size &+ 1), total &- size))
        let stops = roster.route.base + shift &* roster.longest
        let before: Int32 = first > 0 ? stops[first &- 1] : -1
        let after: Int32 = first &+ size < total ? stops[first &+ size] : -1
        var change: Int32 = 0
        var last = before
        for place in first..<(first &+ size) {
            let option = stops[place]
            change &+= roster.link(last, option) &+ view.cost[Int(option)] &- view.value[Int(view.job[Int(option)])]
            list(Int(view.job[Int(option)]))
            last = option
        }
        change &+= roster.link(last, after) &- roster.link(before, after)
        roster.remove(first, size, from: shift)
        return change
    }

    // MARK: Recreate

    private func sortJobs(mode: Int) {
        let (jobs, keys) = (jobs.base, keys.base)
        for index in 0..<jobCount {
            let job = Int(jobs[index])
            let chance = Float(random.next() >> 40) * 0x1p-24
            switch mode {
            case 0: keys[index] = Float(0 &- view.value[job]) + chance * 500
            case 1: keys[index] = Float(lists.first.base[job &+ 1] &- lists.first.base[job]) * (0.5 + chance)
            case 2: keys[index] = -Float(view.value[job]) / Float(view.minutes[job]) * (0.7 + 0.6 * chance)
            case 3: keys[index] = chance
            default: keys[index] = -Float(worth?.base[job] ?? 0) * (0.8 + 0.4 * chance)
            }
        }
        for index in 1..<max(1, jobCount) {
            let (key, job) = (keys[index], jobs[index])
            var place = index
            while place > 0, keys[place &- 1] > key {
                keys[place] = keys[place &- 1]
                jobs[place] = jobs[place &- 1]
                place &-= 1
            }
            keys[place] = key
            jobs[place] = job
        }
    }

    private func recreate() -> Int32 {
        var change: Int32 = 0
        for index in 0..<jobCount { change &+= putBack(Int(jobs.base[index])) }
        return change
    }

    /// Puts the job where it costs least, and returns what that adds; 0 when it fits nowhere.
    @inline(__always) private func putBack(_ job: Int) -> Int32 {
        var best: (points: Int32, option: Int32, place: Int) = (view.value[job], -1, 0)
        let least = lists.leastCost.base[job]
        let start = view.start[job]
        for index in lists.first.base[job]..<lists.first.base[job &+ 1] {
            let option = lists.options.base[Int(index)]
            let shift = Int(view.shift[Int(option)])
            if !roster.isFree(job, in: shift) { continue }
            let cost = view.cost[Int(option)]
            if cost >= best.points || !roster.hasRoom(for: job, in: shift) { continue }
            untilBlink &-= 1
            if untilBlink == 0 {
                untilBlink = 1 &+ random.below(blink &* 2)
                continue
            }
            let place = roster.place(start, in: shift)
            let detour = roster.detour(option, at: place, in: shift)
            if detour == PlanView.blocked { continue }
            let points = detour &+ cost
            if points < best.points, isTouched.base[shift] != 0 || touchedCount < Search.mostTouched {
                best = (points, option, place)
                if points <= least { break }
            }
        }
        if best.option < 0 { return 0 }
        let shift = Int(view.shift[Int(best.option)])
        if isTouched.base[shift] == 0 { save(shift) }
        roster.insert(best.option, at: best.place, in: shift)
        return view.value[job] &- best.points
    }

    // MARK: Keep or undo

    private func keep() {
        for index in 0..<touchedCount {
            let shift = Int(touched.base[index])
            if isChanged.base[shift] == 0 {
                isChanged.base[shift] = 1
                changed.base[changedCount] = touched.base[index]
                changedCount &+= 1
            }
        }
        for index in 0..<jobCount {
            let job = Int(jobs.base[index])
            let isFilled = roster.filledBy.base[job] >= 0
            if isFilled, placeOfUnfilled.base[job] >= 0 { removeUnfilled(job) }
            if !isFilled, placeOfUnfilled.base[job] < 0 { addUnfilled(job) }
        }
    }

    private func undo() {
        // First everything out, then everything back: a job may have moved between touched shifts.
        for index in 0..<touchedCount {
            let shift = Int(touched.base[index])
            roster.remove(0, Int(roster.length.base[shift]), from: shift)
        }
        for index in 0..<touchedCount {
            let shift = Int(touched.base[index])
            let (from, to) = (saved.base + index &* roster.longest, roster.route.base + shift &* roster.longest)
            let count = Int(savedLength.base[index])
            roster.length.base[shift] = savedLength.base[index]
            for place in 0..<count {
                to[place] = from[place]
                roster.occupy(from[place], in: shift)
            }
        }
    }
}
