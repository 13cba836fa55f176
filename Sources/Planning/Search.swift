/// Improves a plan by taking out strings of neighbouring jobs from a few shifts and putting jobs back where they fit best.
///
/// Ruin and recreate with strings (Christiaens, Vanden Berghe: "Slack induction by string removals for vehicle routing problems",
/// Transportation Science 54, 2020) under simulated annealing. Removal begins at jobs that nobody has yet; options are tried in the
/// order of ``OptionLists``: those most used on best paths first, those beyond a limit of regret at the shadow prices not at all.
///
/// Several searches work at the same time on rosters of their own; ``RosterMerge`` puts together what they find.
final class Search {
    let roster: Roster
    let view: PlanView
    let lists: OptionLists
    var random: PlanRandom
    private let cooling = CoolingTable()

    /// How often a place that would fit is passed over, so that the same choices are not made again and again: one in.
    var blink = 100
    var untilBlink = 100

    // What this step has touched, to undo it.
    let touched: Slab<Int32>
    var touchedCount = 0
    let isTouched: Slab<UInt8>
    let saved: Slab<Int32>
    let savedLength: Slab<Int32>
    static let mostTouched = 64

    // Jobs to put back.
    let jobs: Slab<Int32>
    let keys: Slab<Float>
    var jobCount = 0
    let isListed: Slab<UInt8>

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
