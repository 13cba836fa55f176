/// A figure by which policies are compared, with its unit.
struct ComparedFigure: Sendable {
    let name: String
    /// nil when the run has none.
    let value: @Sendable (RunFigures) -> Double?

    static let all = [
        ComparedFigure(name: "fill share, %") { $0.total.fillShare.map { $0 * 100 } },
        ComparedFigure(name: "fill share on site, %") { $0.byModality["onsite"]?.fillShare.map { $0 * 100 } },
        ComparedFigure(name: "fill share by video, %") { $0.byModality["video"]?.fillShare.map { $0 * 100 } },
        ComparedFigure(name: "fill share by telephone, %") { $0.byModality["telephone"]?.fillShare.map { $0 * 100 } },
        ComparedFigure(name: "median time to a name on site, minutes") { $0.timeToFill["onsite"]?.quantile(0.5).map { $0 / 60 } },
        ComparedFigure(name: "median time to connect, seconds") { $0.timeToConnect.quantile(0.5) },
        ComparedFigure(name: "90th percentile of time to connect, seconds") { $0.timeToConnect.quantile(0.9) },
        ComparedFigure(name: "journey for a talk on site, minutes") {
            $0.travel.talks > 0 ? Double($0.travel.minutes) / Double($0.travel.talks) : nil
        },
        ComparedFigure(name: "offers for a filled request") {
            $0.total.filled > 0 ? Double($0.offers.made) / Double($0.total.filled) : nil
        },
        ComparedFigure(name: "Gini coefficient of work") { $0.fairness.gini },
    ]
}
