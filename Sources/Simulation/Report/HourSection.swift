/// What the hours of the day bring: requests and minutes of talk, mean per day.
struct HourSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "hours"
    let title = "Load by hour"
    var isEmpty: Bool {
        digest.policies.allSatisfy { $0.runs.allSatisfy { $0.hours.allSatisfy { $0.asked == 0 && $0.talkMinutes == 0 } } }
    }

    func write(to page: inout HTMLWriter) {
        write("asked", "Requests asked", "requests per hour", \.asked, to: &page)
        write("talk", "Minutes of talk", "minutes of talk per hour", \.talkMinutes, to: &page)
    }

    private func write(
        _ key: String, _ name: String, _ unit: String, _ figure: (RunFigures.HourLoad) -> Int, to page: inout HTMLWriter
    ) {
        let loads = digest.policies.map { policy in (0..<24).map { mean(policy, hour: $0, figure) } }
        // With common random numbers all policies are asked the same: one curve says it.
        let isSame = loads.dropFirst().allSatisfy { $0 == loads.first }
        let shown = isSame ? Array(zip(digest.policies, loads).prefix(1)) : Array(zip(digest.policies, loads))
        let series = shown.map { policy, load in
            LineChart.Series(
                name: isSame ? "all policies" : policy.name, style: policy.style,
                points: load.enumerated().map { hour, value in .init(x: Double(hour) + 0.5, y: value?.mean ?? 0) })
        }
        let chart = LineChart(
            id: "plot-hours-\(key)", title: "\(name) by hour of the day", description: series.map(describe).joined(separator: " "),
            x: .hours, y: .linear(unit, over: series.flatMap { $0.points.map(\.y) }), series: series)
        let table = ReportTable(
            caption: "\(name) by hour of the day, mean of all days", columns: ["Hour"] + series.map(\.name),
            rows: (0..<24).map { hour in
                ["\(hour)–\(hour + 1) h"] + shown.map { Wording.estimate($0.1[hour], digits: 1) }
            })
        let same = isSame && digest.policies.count > 1 ? "; the same under all policies" : ""
        page.figure("\(name), mean of all days\(same).", chart, table: table)
    }

    private func mean(_ policy: PolicySummary, hour: Int, _ figure: (RunFigures.HourLoad) -> Int) -> Estimate? {
        let days = Double(max(digest.study.days, 1))
        return policy.estimate { hour < $0.hours.count ? Double(figure($0.hours[hour])) / days : nil }
    }

    private func describe(_ series: LineChart.Series) -> String {
        guard let peak = series.points.max(by: { $0.y < $1.y }) else { return "" }
        return "\(series.name): highest between \(Int(peak.x)) and \(Int(peak.x) + 1) h with \(Wording.measure(peak.y))."
    }
}
