@testable import Planning

/// A made-up day with more work than time: 240 jobs, 60 interpreters, eight languages.
struct BusyDay {
    let parts: PlanParts

    /// What 20,000 steps reach on day 6 with seed 1 and two workers, and what they prove.
    static let reached = 384_186
    static let proven = 384_202

    init(seed: UInt64, days: Int = 1, weekLimit: Int = PlanModel.unlimited) {
        var random = PlanRandom(seed: seed)
        var places: [(Int, Int)] = []
        var languages: [Int] = []
        let jobs = (0..<240).map { _ in
            let isRemote = random.below(4) > 0
            if !isRemote { places.append((random.below(60), random.below(30))) }
            languages.append(min(random.below(8), random.below(8)))
            let start = random.below(days) * 1_440 + 480 + 5 * random.below(110)
            let minutes = isRemote ? 15 * (1 + random.below(3)) : 60 + 15 * random.below(4)
            return PlanParts.Job(
                start: start, end: start + minutes, minutes: minutes, value: [1_000, 1_000, 2_000, 4_000][random.below(4)],
                site: isRemote ? nil : places.count - 1)
        }
        let sites = places
        var shifts: [PlanParts.Shift] = []
        for person in 0..<60 {
            let home = (random.below(60), random.below(30))
            let spoken = [min(random.below(8), random.below(8)), random.below(8)]
            for day in 0..<days {
                let from = day * 1_440 + 480 + 30 * random.below(4)
                let until = from + 240 + 60 * random.below(4)
                var options: [PlanParts.Option] = []
                for (index, job) in jobs.enumerated() where spoken.contains(languages[index]) {
                    let way = job.site.map { SmallPlan.minutes(home, sites[$0]) } ?? 0
                    guard job.start - way >= from, job.end + way <= until else { continue }
                    options.append(PlanParts.Option(job: index, cost: languages[index] == spoken[0] ? 0 : 5, way: way))
                }
                shifts.append(PlanParts.Shift(week: person, limit: 180 + 60 * random.below(3), options: options))
            }
        }
        let weeks = [Int](repeating: weekLimit, count: 60)
        parts = PlanParts(jobs: jobs, shifts: shifts, weekLimits: weeks, siteCount: sites.count) {
            SmallPlan.minutes(sites[$0], sites[$1])
        }
    }
}
