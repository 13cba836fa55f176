@testable import Planning

/// Small planning instances, and the best plan of each by trying everything.
struct SmallPlan {
    let parts: PlanParts

    /// Up to eight jobs and four shifts of two or four interpreters, with places, limits of days and weeks, and rests.
    init(seed: UInt64) {
        var random = PlanRandom(seed: seed)
        var terms = PlanModel.Terms()
        if random.below(3) == 0 {
            terms.homewardPrice = random.below(2)
            terms.worthGoingHome = random.below(2) == 0 ? 30 : nil
            (terms.restRemoteToSite, terms.restSiteToRemote, terms.restSiteToSite) = (5, random.below(2) * 10, random.below(3) * 5)
        }
        let jobCount = 1 + random.below(8)
        var places: [(Int, Int)] = []
        let jobs = (0..<jobCount).map { _ in
            let isRemote = random.below(2) == 0
            if !isRemote { places.append((random.below(40), random.below(40))) }
            let start = 480 + 5 * random.below(60)
            let minutes = 15 * (1 + random.below(4))
            let value = [1_000, 2_000, 4_000][random.below(3)]
            return PlanParts.Job(
                start: start, end: start + minutes, minutes: minutes, value: value, site: isRemote ? nil : places.count - 1)
        }
        let shiftCount = 1 + random.below(4)
        let shifts = (0..<shiftCount).map { shift in
            let home = (random.below(40), random.below(40))
            var options: [PlanParts.Option] = []
            for (index, job) in jobs.enumerated() where random.below(10) < 7 {
                let way = job.site.map { SmallPlan.minutes(home, places[$0]) } ?? 0
                options.append(PlanParts.Option(job: index, cost: 5 * random.below(7), way: way))
            }
            return PlanParts.Shift(week: shift / 2, limit: 60 + 15 * random.below(10), options: options)
        }
        let weeks = (0...(shiftCount / 2)).map { _ in random.below(2) == 0 ? PlanModel.unlimited : 90 + 15 * random.below(8) }
        let sites = places
        parts = PlanParts(terms: terms, jobs: jobs, shifts: shifts, weekLimits: weeks, siteCount: sites.count) {
            SmallPlan.minutes(sites[$0], sites[$1])
        }
    }

    /// Along the streets: a metric in whole minutes.
    static func minutes(_ from: (Int, Int), _ to: (Int, Int)) -> Int { abs(from.0 - to.0) + abs(from.1 - to.1) }

    /// The value of the best plan: the best share of the jobs for each shift, by all ways to share them out.
    var optimum: Int {
        let full = 1 << parts.jobs.count
        var best = [Int](repeating: 0, count: full)
        for week in parts.weekLimits.indices {
            let members = parts.shifts.filter { $0.week == week }
            // Of every set of jobs: the best of the week's shifts together, by the minutes that it takes.
            var ofWeek: [Int: [Int: Int]] = [0: [0: 0]]
            for shift in members {
                var next: [Int: [Int: Int]] = ofWeek
                for mask in 1..<full {
                    guard let own = value(of: mask, in: shift) else { continue }
                    let minutes = self.minutes(of: mask)
                    for (other, entries) in ofWeek where other & mask == 0 {
                        for (used, points) in entries where used + minutes <= parts.weekLimits[week] {
                            next[other | mask, default: [:]][used + minutes] = max(
                                next[other | mask]?[used + minutes] ?? .min, points + own)
                        }
                    }
                }
                ofWeek = next
            }
            var next = best
            for (mask, entries) in ofWeek {
                guard let points = entries.values.max() else { continue }
                for other in 0..<full where other & mask == 0 { next[other | mask] = max(next[other | mask], best[other] + points) }
            }
            best = next
        }
        return best.max() ?? 0
    }

    private func minutes(of mask: Int) -> Int {
        parts.jobs.indices.reduce(0) { $0 + (mask >> $1 & 1 == 1 ? parts.jobs[$1].minutes : 0) }
    }

    private func value(of mask: Int, in shift: PlanParts.Shift) -> Int? {
        let taken = parts.jobs.indices.filter { mask >> $0 & 1 == 1 }
        let options = taken.compactMap { job in shift.options.first { $0.job == job } }
        return options.count == taken.count ? PlanReferee(parts: parts).value(of: options, limit: shift.limit) : nil
    }
}

/// Judges the work of a shift by the words of the model's documentation, without the planner's own code.
struct PlanReferee {
    let parts: PlanParts

    /// Points of doing these options one after another; nil when it cannot be done.
    func value(of options: [PlanParts.Option], limit: Int) -> Int? {
        let terms = parts.terms
        let route = options.sorted { (parts.jobs[$0.job].start, $0.job) < (parts.jobs[$1.job].start, $1.job) }
        var points = 0
        var minutes = 0
        for (place, option) in route.enumerated() {
            let job = parts.jobs[option.job]
            points += job.value - option.cost
            minutes += job.minutes
            if place == 0 { points -= terms.outwardPrice * option.way }
            guard place + 1 < route.count else {
                points -= terms.homewardPrice * option.way
                continue
            }
            guard let journey = journey(from: option, to: route[place + 1]) else { return nil }
            points -= journey
        }
        return minutes <= limit ? points : nil
    }

    private func journey(from option: PlanParts.Option, to next: PlanParts.Option) -> Int? {
        let terms = parts.terms
        let (earlier, later) = (parts.jobs[option.job], parts.jobs[next.job])
        let gap = later.start - earlier.end
        guard gap >= 0 else { return nil }
        switch (earlier.site, later.site) {
        case (nil, nil): return 0
        case (nil, _): return gap >= next.way + terms.restRemoteToSite ? terms.outwardPrice * next.way : nil
        case (_, nil): return gap >= option.way + terms.restSiteToRemote ? terms.homewardPrice * option.way : nil
        case (let here?, let there?):
            if let home = terms.worthGoingHome, gap >= option.way + next.way + home {
                return terms.homewardPrice * option.way + terms.outwardPrice * next.way
            }
            let way = Int(parts.ways[here * parts.siteCount + there])
            return gap >= way + terms.restSiteToSite ? terms.outwardPrice * way : nil
        }
    }

    /// The value of a plan; nil when it breaks a rule.
    func value(of shifts: [Int?]) -> Int? {
        var total = 0
        var weeks = [Int](repeating: 0, count: parts.weekLimits.count)
        for (index, shift) in parts.shifts.enumerated() {
            let jobs = shifts.indices.filter { shifts[$0] == index }
            let options = jobs.compactMap { job in shift.options.first { $0.job == job } }
            guard options.count == jobs.count, let value = value(of: options, limit: shift.limit) else { return nil }
            total += value
            weeks[shift.week] += jobs.reduce(0) { $0 + parts.jobs[$1].minutes }
        }
        return zip(weeks, parts.weekLimits).allSatisfy { $0 <= $1 } ? total : nil
    }
}
