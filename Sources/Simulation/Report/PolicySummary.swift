/// All replications of one policy, asked for one figure at a time.
struct PolicySummary {
    let name: String
    /// How this policy is drawn in every plot.
    let style: SeriesStyle
    let runs: [RunFigures]

    /// The mean over the replications that have the figure; nil when none does.
    func estimate(_ figure: (RunFigures) -> Double?) -> Estimate? {
        Estimate(of: runs.compactMap(figure).filter(\.isFinite))
    }

    /// Mean number per replication of something every tally counts.
    func count(_ number: (Tally) -> Int) -> Estimate? {
        estimate { Double(number($0.total)) }
    }

    /// Submissions that the service refused; nil when there were none in any replication.
    var refused: Estimate? { runs.contains { $0.refused > 0 } ? estimate { Double($0.refused) } : nil }

    var fillShare: Estimate? { estimate(\.total.fillShare) }

    /// Seconds, of the requests planned ahead in one modality.
    func timeToFill(_ share: Double, modality: String) -> Estimate? {
        estimate { $0.timeToFill[modality]?.quantile(share) }
    }

    /// Seconds, of on-demand requests.
    func timeToConnect(_ share: Double) -> Estimate? {
        estimate { $0.timeToConnect.quantile(share) }
    }

    /// nil when nobody in the replication worked, since equality of nothing means nothing.
    var gini: Estimate? {
        estimate { $0.fairness.minutes.contains { $0 > 0 } ? $0.fairness.gini : nil }
    }

    /// Minutes of travel per talk on site.
    var travelMinutes: Estimate? {
        estimate { $0.travel.talks > 0 ? Double($0.travel.minutes) / Double($0.travel.talks) : nil }
    }

    /// Kilometres per talk on site.
    var travelKilometres: Estimate? {
        estimate { $0.travel.talks > 0 ? Double($0.travel.metres) / 1_000 / Double($0.travel.talks) : nil }
    }

    /// How many people are asked before one says yes.
    var offersPerFill: Estimate? {
        estimate { $0.total.filled > 0 ? Double($0.offers.made) / Double($0.total.filled) : nil }
    }

    /// Plans of the coming days, where a planner was at work.
    var plansMade: Estimate? { estimate { $0.plans.map { Double($0.made) } } }

    /// Of what plans proposed, the share that did not hold any more when the plan was done.
    var staleShare: Estimate? {
        estimate { run in
            run.plans.flatMap { $0.proposals + $0.dropped > 0 ? Double($0.dropped) / Double($0.proposals + $0.dropped) : nil }
        }
    }

    var violations: Int { runs.reduce(0) { $0 + $1.violations } }

    /// The replications of a histogram thrown together.
    func pooled(_ histogram: (RunFigures) -> DurationHistogram?) -> DurationHistogram {
        runs.compactMap(histogram).reduce(DurationHistogram(), +)
    }

    /// The share of all minutes of talk that the `share` of interpreters with the fewest minutes had, mean over replications.
    func lorenz(at share: Double) -> Double? {
        estimate { PolicySummary.lorenz($0.fairness.minutes, at: share) }?.mean
    }

    /// The Lorenz curve, straight between one interpreter and the next.
    private static func lorenz(_ ascending: [Int], at share: Double) -> Double? {
        let all = ascending.reduce(0, +)
        guard all > 0 else { return nil }
        let place = share * Double(ascending.count)
        let whole = min(Int(place), ascending.count)
        let below = ascending.prefix(whole).reduce(0, +)
        let part = whole < ascending.count ? (place - Double(whole)) * Double(ascending[whole]) : 0
        return (Double(below) + part) / Double(all)
    }
}
