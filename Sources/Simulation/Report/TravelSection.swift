/// How far interpreters travelled for a talk on site.
struct TravelSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "travel"
    let title = "Travel"
    var isEmpty: Bool { digest.policies.allSatisfy { $0.travelMinutes == nil } }

    func write(to page: inout HTMLWriter) {
        let policies = digest.policies.filter { $0.travelMinutes != nil }
        let table = ReportTable(
            caption: "Travel per talk on site", columns: ["Policy", "talks", "minutes", "kilometres"],
            rows: policies.map { policy in
                [
                    policy.name, Wording.estimate(policy.estimate { Double($0.travel.talks) }, digits: 0),
                    Wording.estimate(policy.travelMinutes, digits: 1), Wording.estimate(policy.travelKilometres, digits: 1),
                ]
            })
        // One bar compares with nothing.
        guard policies.count > 1 else { return table.write(to: &page) }
        let chart = BarChart(
            id: "plot-travel", title: "Minutes of travel per talk on site",
            description: policies.map { "\($0.name): \(Wording.estimate($0.travelMinutes, digits: 1))." }.joined(separator: " "),
            axis: .linear("minutes per talk on site", over: policies.compactMap { $0.travelMinutes?.ends.last }),
            series: [],
            rows: policies.map {
                .init(
                    name: $0.name, style: $0.style, figure: Wording.estimate($0.travelMinutes, digits: 1, unit: "min"),
                    values: [$0.travelMinutes])
            })
        page.figure("Minutes of travel for each talk on site that took place.", chart, table: table)
    }
}
