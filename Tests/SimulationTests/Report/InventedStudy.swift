@testable import Simulation

/// Studies with figures that can be worked out by hand.
enum InventedStudy {
    /// `filled` of 100 asked, 20 of them cancelled, everything else following from the replication.
    static func run(_ policy: String, _ replication: Int, filled: Int) -> RunFigures {
        var run = RunFigures(policy: policy, replication: replication, seed: UInt64(replication))
        var tally = Tally()
        tally.asked = 100
        tally.cancelled = 20
        tally.abandoned = 5
        tally.filled = filled
        tally.unfilled = 80 - filled
        tally.noShows = 1
        run.total = tally
        run.byLanguage = ["ti": tally, "tr": Tally(), "so": tally]
        run.byModality = ["telephone": tally, "onsite": tally]
        run.bySector = ["health": tally]
        run.byAgency = ["agii": tally]
        run.byMonth = ["2026-03": tally, "2026-04": tally]
        run.byMonthOfLanguage = ["ti": ["2026-03": tally], "so": ["2026-04": tally]]
        var evening = tally
        evening.filled -= 40
        run.byHour = ["09": tally, "19": evening]
        run.hours[9].asked = 70
        run.hours[10].talkMinutes = 700 + filled
        for modality in ["telephone", "onsite"] {
            var waits = DurationHistogram()
            for minute in 1...60 { waits.add(Double(minute * 60 + filled)) }
            run.timeToFill[modality] = waits
        }
        for second in 10...50 { run.timeToConnect.add(Double(second)) }
        run.fairness.gini = 0.25
        run.fairness.minutes = [0, 100, 100, 200]
        run.travel.talks = 10
        run.travel.minutes = 320 + replication
        run.travel.metres = 250_000
        run.offers.made = 3 * filled
        return run
    }

    /// Every section has something to say.
    static func full(policies: [String] = ["tolkbrug", "random-10"], replications: Int = 3) -> Study {
        var study = Study(
            scenario: "flanders-week", question: "Who goes unanswered?", expects: "Those far away.", seed: 42, start: "2026-03-02",
            days: 7, scale: 0.5,
            policies: policies.enumerated().map { place, name in
                .init(name: name, runs: (1...replications).map { run(name, $0, filled: 60 - 4 * place + 2 * $0) })
            })
        let halfWidth = replications > 1 ? 1.5 : nil
        for policy in policies.dropFirst() {
            for figure in ["fill share, %", "Gini of minutes of talk", "travel per talk on site, min"] {
                study.comparisons.append(.init(
                    policy: policy, against: "tolkbrug", figure: figure,
                    difference: Estimate(mean: -5, halfWidth: halfWidth, count: replications)))
            }
        }
        study.calibration = [
            .init(parameter: "requests-per-day", asked: 100, simulated: 109, source: "yearly report"),
            .init(parameter: "fill-share", asked: 0.5, simulated: 0.4, source: "assumption: none better"),
        ]
        study.recruitment = [
            .init(
                language: "ti", target: 0.95,
                points: [
                    .init(recruited: 0, fillShare: Estimate(mean: 0.7, halfWidth: halfWidth.map { $0 / 100 }, count: replications)),
                    .init(recruited: 4, fillShare: Estimate(mean: 0.96, halfWidth: halfWidth.map { $0 / 100 }, count: replications)),
                ], enough: 4)
        ]
        study.remarks = ["Two calls could not be mapped."]
        return study
    }

    /// Nothing was finished.
    static let empty = Study(
        scenario: "nothing", question: "", expects: "", seed: 1, start: "2026-03-02", days: 1, scale: 1, policies: [])

    /// One run in which only three requests are known.
    static var sparse: Study {
        var run = RunFigures(policy: "tolkbrug", replication: 1, seed: 1)
        run.total.asked = 3
        run.total.filled = 2
        run.total.unfilled = 1
        var study = empty
        study.policies = [.init(name: "tolkbrug", runs: [run])]
        return study
    }

    static var all: [Study] {
        [full(), full(policies: ["tolkbrug"]), full(replications: 1), full(policies: (1...7).map { "policy-\($0)" }), sparse, empty]
    }
}
