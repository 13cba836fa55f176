/// How the minutes of talk were divided among the interpreters.
struct FairnessSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "fairness"
    let title = "Fairness"
    var isEmpty: Bool { digest.policies.allSatisfy { $0.gini == nil } }

    func write(to page: inout HTMLWriter) {
        let policies = digest.policies.filter { $0.gini != nil }
        let share = Axis.percent("% of interpreters, least work first")
        let chart = LineChart(
            id: "plot-fairness", title: "Lorenz curve of minutes of talk", description: policies.map(describe).joined(separator: " "),
            x: share, y: .percent("% of all minutes of talk"), series: policies.map(curve),
            guides: [.init(label: "equal", from: .init(x: 0, y: 0), to: .init(x: 100, y: 100))])
        let table = ReportTable(
            caption: "Division of minutes of talk", columns: ["Policy", "Gini", "interpreters", "without work", "busiest tenth has"],
            rows: policies.map { policy in
                [
                    policy.name, Wording.estimate(policy.gini, digits: 3),
                    Wording.estimate(policy.estimate { Double($0.fairness.minutes.count) }, digits: 0),
                    Wording.estimate(policy.estimate { Double($0.fairness.minutes.count { $0 == 0 }) }, digits: 1),
                    policy.lorenz(at: 0.9).map { Wording.number((1 - $0) * 100, digits: 1) + "\(Wording.gap)%" } ?? Wording.none,
                ]
            })
        let ginis = policies.map { "\($0.name) \(Wording.estimate($0.gini, digits: 3))" }.joined(separator: ", ")
        page.figure(
            "The nearer the curve to the dotted line, the more equal the shares. Gini (0 equal, 1 one has everything): \(ginis).",
            chart, table: table)
    }

    private func curve(of policy: PolicySummary) -> LineChart.Series {
        let points = stride(from: 0, through: 100, by: 4).compactMap { percent in
            policy.lorenz(at: Double(percent) / 100).map { LineChart.Point(x: Double(percent), y: $0 * 100) }
        }
        return .init(name: policy.name, style: policy.style, points: points)
    }

    private func describe(_ policy: PolicySummary) -> String {
        let half = policy.lorenz(at: 0.5).map { Wording.number($0 * 100, digits: 0) } ?? Wording.none
        return "\(policy.name): the half with least work has \(half) % of the minutes, Gini \(Wording.estimate(policy.gini, digits: 3))."
    }
}
