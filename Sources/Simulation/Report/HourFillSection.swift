/// The fill share through the hours of the day at which conversations are to begin.
struct HourFillSection: ReportSection {
    let digest: Digest
    private let hours: [Digest.Group]

    init(_ digest: Digest) {
        self.digest = digest
        hours = digest.groups(\.byHour)
    }

    let id = "fill-hours"
    let title = "Fill by hour of the conversation"
    var isEmpty: Bool { hours.count < 2 }

    func write(to page: inout HTMLWriter) {
        let chart = LineChart(
            id: "plot-fill-hours", title: "Share of requests filled by hour of the conversation", description: description, x: .hours,
            y: .percent("filled, % of requests not cancelled"), series: series)
        page.figure(
            "Share filled of what was to begin in each hour of the wall clock. Where little is asked, chance decides.", chart, table: table)
    }

    private var series: [LineChart.Series] {
        digest.policies.enumerated().map { place, policy in
            LineChart.Series(name: policy.name, style: policy.style, points: hours.compactMap { hour in
                guard let start = Double(hour.key), let share = hour.outcomes[place].fillShare?.scaled(by: 100) else { return nil }
                return .init(x: start + 0.5, y: share.mean, halfWidth: share.halfWidth)
            })
        }
    }

    private var description: String {
        digest.policies.enumerated().compactMap { place, policy in
            let shares = hours.compactMap { hour in hour.outcomes[place].fillShare.map { (key: hour.key, share: $0) } }
            guard let low = shares.min(by: { $0.share.mean < $1.share.mean }) else { return nil }
            return "\(policy.name): lowest for conversations from \(name(low.key)), \(Wording.percent(low.share))."
        }.joined(separator: " ")
    }

    private var table: ReportTable {
        ReportTable(
            caption: "Fill share by hour of the conversation", columns: ["Hour", "asked"] + digest.policies.map(\.name),
            rows: hours.map { hour in
                [name(hour.key), Wording.estimate(hour.outcomes.first?.asked, digits: 0)]
                    + hour.outcomes.map { Wording.percent($0.fillShare) }
            })
    }

    /// `17–18 h`.
    private func name(_ key: String) -> String { Int(key).map { "\($0)–\($0 + 1) h" } ?? key }
}
