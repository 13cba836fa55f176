import Foundation
import Testing

@testable import Planning

@Suite struct PlannerTests {
    /// Two workers that really work at the same time.
    static let pair = PlanWorkers(count: 2) { count, body in DispatchQueue.concurrentPerform(iterations: count) { body($0) } }

    @Test func `thousands of small plans are the best there are, and no bound is below them`() throws {
        var more = 0
        for seed in UInt64(1)...2_000 {
            let small = SmallPlan(seed: seed)
            let optimum = small.optimum
            // Nearly all are the best at once; a few need more steps.
            var result = Planner(small.parts.model, seed: seed).run(.steps(300))
            for steps in [3_000, 30_000] where result.value < optimum {
                more += 1
                result = Planner(small.parts.model, seed: seed).run(.steps(steps))
            }
            #expect(result.value == optimum, "seed \(seed)")
            #expect(result.bound >= optimum, "seed \(seed)")
            #expect(PlanReferee(parts: small.parts).value(of: result.shifts) == result.value, "seed \(seed)")
        }
        #expect(more < 80)
    }

    @Test func `a plan of a busy day keeps every rule, and its bound is close`() throws {
        for seed in UInt64(1)...3 {
            let day = BusyDay(seed: seed)
            let result = Planner(day.parts.model, seed: seed, workers: Self.pair).run(.steps(20_000))
            #expect(PlanReferee(parts: day.parts).value(of: result.shifts) == result.value)
            #expect(result.bound >= result.value)
            #expect(result.gap < 0.01, "gap \(result.gap)")
        }
    }

    @Test func `weeks limit the work of several days together`() throws {
        let day = BusyDay(seed: 4, days: 3, weekLimit: 300)
        let result = Planner(day.parts.model, workers: Self.pair).run(.steps(20_000))
        #expect(PlanReferee(parts: day.parts).value(of: result.shifts) == result.value)
        #expect(result.bound >= result.value)
    }

    @Test func `the same seed and steps give the same plan, whatever the workers do`() {
        let day = BusyDay(seed: 5)
        let first = Planner(day.parts.model, seed: 9, workers: Self.pair).run(.steps(6_000))
        let second = Planner(day.parts.model, seed: 9, workers: Self.pair).run(.steps(6_000))
        let inTurn = PlanWorkers(count: 2) { count, body in for index in (0..<count).reversed() { body(index) } }
        let third = Planner(day.parts.model, seed: 9, workers: inTurn).run(.steps(6_000))
        #expect(first == second)
        #expect(first == third)
        // Their plans may be the same, since both are nearly the best; the way there is not.
        #expect(Planner(day.parts.model, seed: 10, workers: Self.pair).run(.steps(6_000)) != first)
    }

    @Test func `a fixed number of steps reaches what it reached before`() {
        // A guard against changes that make the search worse; raise the value when it gets better.
        let result = Planner(BusyDay(seed: 6).parts.model, seed: 1, workers: Self.pair).run(.steps(20_000))
        #expect(result.work < 30_000)
        #expect(result.value >= BusyDay.reached, "value \(result.value)")
        #expect(result.bound <= BusyDay.proven, "bound \(result.bound)")
    }

    @Test func `prices of an earlier plan are a good beginning`() {
        let model = BusyDay(seed: 7).parts.model
        let earlier = Planner(model).run(.steps(20_000))
        var tuning = PlanTuning()
        (tuning.warmUp, tuning.pricing, tuning.firstStep) = (0.01, 0.02, 1)
        let cold = Planner(model, tuning: tuning).run(.steps(500))
        let warm = Planner(model, prices: earlier.prices, tuning: tuning).run(.steps(500))
        #expect(warm.bound < cold.bound)
    }

    @Test func `no shift has so many dear jobs that its bound would not be one`() {
        // At 64 units to a point 400 of these would be more than 32 bits hold.
        let jobs = (0..<400).map { PlanParts.Job(start: 5 * $0, end: 5 * $0 + 5, minutes: 5, value: 100_000, site: nil) }
        let options = jobs.indices.map { PlanParts.Option(job: $0, cost: 0, way: 0) }
        for weekLimit in [PlanModel.unlimited, 1_000] {
            let shifts = [PlanParts.Shift(week: 0, limit: 2_000, options: options)]
            let parts = PlanParts(jobs: jobs, shifts: shifts, weekLimits: [weekLimit], siteCount: 0) { _, _ in 0 }
            // Beginning with no prices: what the path is worth is all there is of the bound.
            let result = Planner(parts.model, prices: jobs.map { _ in 0 }).run(.steps(2_000))
            #expect(result.value == min(400, weekLimit / 5) * 100_000)
            #expect(result.bound >= result.value)
        }
        #expect(BusyDay(seed: 6).parts.unit == 64)
    }

    @Test func `no time at all gives a plan too`() {
        let day = BusyDay(seed: 8)
        let result = Planner(day.parts.model).run(PlanBudget { _ in 1 })
        #expect(PlanReferee(parts: day.parts).value(of: result.shifts) == result.value)
        #expect(result.value > 0 && result.bound >= result.value)
    }

    @Test func `nothing to do, nobody to do it, and jobs not worth their cost`() {
        let nothing = PlanParts(jobs: [], shifts: [], weekLimits: [], siteCount: 0) { _, _ in 0 }
        #expect(Planner(nothing.model).run(.steps(10)).value == 0)
        let job = PlanParts.Job(start: 60, end: 90, minutes: 30, value: 100, site: nil)
        let nobody = PlanParts(jobs: [job], shifts: [], weekLimits: [], siteCount: 0) { _, _ in 0 }
        let unfilled = Planner(nobody.model).run(.steps(10))
        #expect(unfilled.shifts == [nil] && unfilled.bound == 0 && unfilled.rivals == [nil])
        let shift = PlanParts.Shift(week: 0, limit: 60, options: [.init(job: 0, cost: 200, way: 0)])
        let dear = PlanParts(jobs: [job], shifts: [shift], weekLimits: [PlanModel.unlimited], siteCount: 0) { _, _ in 0 }
        let result = Planner(dear.model).run(.steps(100))
        #expect(result.shifts == [nil] && result.bound == 0)
    }

    @Test func `the rivals named are those that are worth least of all shifts that could take the job`() {
        var count = 0
        for seed in 1...6 as ClosedRange<UInt64> {
            let model = BusyDay(seed: seed).parts.model
            let roster = Roster(model)
            Greedy.fill(roster)
            for job in 0..<model.jobCount where roster.filledBy[job] < 0 {
                let options = (Int(model.firstOfJob[job])..<Int(model.firstOfJob[job + 1])).map { model.optionsOfJob[$0] }
                func points(_ option: Int32) -> Int {
                    roster.rivals(of: option).jobs.reduce(Int(model.cost[Int(option)])) { $0 + Int(model.value[$1]) }
                }
                #expect(roster.nearest(to: job).map(points) == options.map(points).min())
                count += 1
            }
        }
        #expect(count > 100, "\(count)")
    }

    @Test func `an unfilled job names its rivals, or the limit that they use up`() throws {
        let jobs = [0, 10].map { PlanParts.Job(start: 60 + $0, end: 90 + $0, minutes: 30, value: 1_000 + $0, site: nil) }
        let options = [0, 1].map { PlanParts.Option(job: $0, cost: 0, way: 0) }
        func plan(_ jobs: [PlanParts.Job], limit: Int) -> PlanResult {
            let shift = PlanParts.Shift(week: 0, limit: limit, options: options)
            return Planner(
                PlanParts(jobs: jobs, shifts: [shift], weekLimits: [PlanModel.unlimited], siteCount: 0) { _, _ in 0 }.model
            ).run(.steps(200))
        }
        let overlapping = plan(jobs, limit: 480)
        #expect(overlapping.shifts == [nil, 0])
        #expect(overlapping.rivals[0] == Rivals(shift: 0, jobs: [1], isLimit: false))
        var apart = jobs
        (apart[1].start, apart[1].end) = (200, 230)
        let limited = plan(apart, limit: 45)
        #expect(limited.shifts == [nil, 0])
        #expect(limited.rivals[0] == Rivals(shift: 0, jobs: [1], isLimit: true))
    }
}
