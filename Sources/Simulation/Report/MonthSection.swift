/// How the fill share went through the months, when there are several.
struct MonthSection: ReportSection {
    let digest: Digest
    private let months: [Digest.Group]

    init(_ digest: Digest) {
        self.digest = digest
        months = digest.groups(\.byMonth)
    }

    let id = "months"
    let title = "Month by month"
    var isEmpty: Bool { months.count < 2 }

    func write(to page: inout HTMLWriter) {
        let x = Axis.row("month of asking", of: months.map(\.key))
        let fill = LineChart(
            id: "plot-months", title: "Share of requests filled by month",
            description: describe("filled") { Wording.percent($0.fillShare) }, x: x, y: .percent("filled, % of requests not cancelled"),
            series: series { $0.fillShare?.scaled(by: 100) })
        page.figure(
            "Share filled of what was asked in each month.", fill,
            table: table("Fill share by month") { Wording.percent($0.fillShare) })
        let asked = series { $0.asked }
        let demand = LineChart(
            id: "plot-month-asked", title: "Requests by month", description: describe("asked") { Wording.estimate($0.asked, digits: 0) },
            x: x, y: .linear("requests asked", over: asked.flatMap { $0.points.map { $0.y + ($0.halfWidth ?? 0) } }), series: asked)
        page.figure("What was asked in each month.", demand, table: table("Requests by month") { Wording.estimate($0.asked, digits: 0) })
    }

    private func series(_ figure: (Digest.Outcome) -> Estimate?) -> [LineChart.Series] {
        digest.policies.enumerated().map { place, policy in
            LineChart.Series(name: policy.name, style: policy.style, points: months.enumerated().compactMap { number, month in
                figure(month.outcomes[place]).map { .init(x: Double(number), y: $0.mean, halfWidth: $0.halfWidth) }
            })
        }
    }

    private func describe(_ verb: String, _ figure: (Digest.Outcome) -> String) -> String {
        guard let first = months.first, let last = months.last else { return "" }
        return digest.policies.enumerated().map { place, policy in
            "\(policy.name): \(figure(first.outcomes[place])) \(verb) in \(first.key), \(figure(last.outcomes[place])) in \(last.key)."
        }.joined(separator: " ")
    }

    private func table(_ caption: String, _ figure: (Digest.Outcome) -> String) -> ReportTable {
        ReportTable(
            caption: caption, columns: ["Month"] + digest.policies.map(\.name), rows: months.map { [$0.key] + $0.outcomes.map(figure) })
    }
}
