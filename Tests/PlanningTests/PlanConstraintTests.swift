import Testing

@testable import Planning

/// Each constraint of the model alone: what one shift, or two of one week, can earn when it holds by a minute and when it does not.
@Suite struct PlanConstraintTests {
    /// One or two jobs worth 1,000 each, an hour long, and who could do them.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var starts = [600, 660]
        /// The place of each job; nil for remote ones.
        var sites: [Int?] = [nil, nil]
        /// Minutes from home to any place, and from one place to another.
        var way = 0
        var between = 0
        var terms = PlanModel.Terms()
        var limits = [480]
        var weekLimit = PlanModel.unlimited
        let value: Int

        var parts: PlanParts {
            let jobs = starts.enumerated().map { index, start in
                PlanParts.Job(start: start, end: start + 60, minutes: 60, value: 1_000, site: sites[index])
            }
            // One shift could do every job; of several each has one of its own.
            let shifts = limits.indices.map { shift in
                let own = limits.count == 1 ? Array(jobs.indices) : [shift]
                let options = own.map { PlanParts.Option(job: $0, cost: 0, way: jobs[$0].site == nil ? 0 : way) }
                return PlanParts.Shift(week: 0, limit: limits[shift], options: options)
            }
            return PlanParts(terms: terms, jobs: jobs, shifts: shifts, weekLimits: [weekLimit], siteCount: 2) {
                $0 == $1 ? 0 : between
            }
        }

        init(_ name: String, value: Int, _ change: (inout Case) -> Void) {
            testDescription = name
            self.value = value
            // Journeys cost nothing here: what counts is whether there is time for them.
            (terms.outwardPrice, terms.homewardPrice) = (0, 0)
            change(&self)
        }
    }

    static let cases = [
        Case("one after the other", value: 2_000) { _ in },
        Case("a minute at the same time", value: 1_000) { $0.starts = [600, 659] },
        Case("the minutes of a shift suffice", value: 2_000) { $0.limits = [120] },
        Case("a minute of the shift is missing", value: 1_000) { $0.limits = [119] },
        Case("the minutes of a week suffice", value: 2_000) { ($0.limits, $0.weekLimit) = ([60, 60], 120) },
        Case("a minute of the week is missing", value: 1_000) { ($0.limits, $0.weekLimit) = ([60, 60], 119) },
        Case("time to go out", value: 2_000) { ($0.starts, $0.sites, $0.way) = ([600, 690], [nil, 0], 30) },
        Case("a minute of going out is missing", value: 1_000) { ($0.starts, $0.sites, $0.way) = ([600, 689], [nil, 0], 30) },
        Case("time to go home", value: 2_000) { ($0.starts, $0.sites, $0.way) = ([600, 690], [0, nil], 30) },
        Case("a minute of going home is missing", value: 1_000) { ($0.starts, $0.sites, $0.way) = ([600, 689], [0, nil], 30) },
        Case("time to go on", value: 2_000) { ($0.starts, $0.sites, $0.way, $0.between) = ([600, 680], [0, 1], 30, 20) },
        Case("a minute of going on is missing", value: 1_000) { ($0.starts, $0.sites, $0.way, $0.between) = ([600, 679], [0, 1], 30, 20) },
        Case("rest before going out", value: 2_000) {
            ($0.starts, $0.sites, $0.way, $0.terms.restRemoteToSite) = ([600, 700], [nil, 0], 30, 10)
        },
        Case("a minute of rest before going out is missing", value: 1_000) {
            ($0.starts, $0.sites, $0.way, $0.terms.restRemoteToSite) = ([600, 699], [nil, 0], 30, 10)
        },
        Case("rest after going home", value: 2_000) {
            ($0.starts, $0.sites, $0.way, $0.terms.restSiteToRemote) = ([600, 700], [0, nil], 30, 10)
        },
        Case("a minute of rest after going home is missing", value: 1_000) {
            ($0.starts, $0.sites, $0.way, $0.terms.restSiteToRemote) = ([600, 699], [0, nil], 30, 10)
        },
        Case("rest and going on", value: 2_000) {
            ($0.starts, $0.sites, $0.way, $0.between, $0.terms.restSiteToSite) = ([600, 690], [0, 1], 30, 20, 10)
        },
        Case("a minute of rest and going on is missing", value: 1_000) {
            ($0.starts, $0.sites, $0.way, $0.between, $0.terms.restSiteToSite) = ([600, 689], [0, 1], 30, 20, 10)
        },
        Case("a journey of three weeks", value: 2_000) { 
            ($0.starts, $0.sites, $0.way, $0.between) = ([600, 40_000], [0, 1], 30_000, 32_760)
        },
        Case("a journey longer than anybody makes", value: 1_000) {
            ($0.starts, $0.sites, $0.way, $0.between) = ([600, 40_000], [0, 1], 30_000, 50_000)
        },
        Case("two jobs that two could do, one each", value: 2_000) { ($0.starts, $0.limits) = ([600, 600], [60, 60]) },
    ]

    @Test(arguments: cases) func `each constraint holds to the minute`(_ example: Case) {
        let result = Planner(example.parts.model).run(.steps(200))
        #expect(result.value == example.value)
        // The minutes of a week are priced, not enumerated, so that the bound may be higher.
        #expect(result.bound >= example.value && (result.bound <= example.value + 1 || example.weekLimit < PlanModel.unlimited))
        #expect(PlanReferee(parts: example.parts).value(of: result.shifts) == result.value)
    }
}
