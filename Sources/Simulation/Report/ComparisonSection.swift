/// Every further policy against the first: differences with their intervals.
struct ComparisonSection: ReportSection {
    let digest: Digest
    private let comparisons: [Study.Comparison]

    init(_ digest: Digest) {
        self.digest = digest
        comparisons = digest.study.comparisons.filter(\.difference.mean.isFinite)
    }

    let id = "comparisons"
    let title = "Differences between policies"
    var isEmpty: Bool { comparisons.isEmpty }

    func write(to page: inout HTMLWriter) {
        page.element("p", digest.hasIntervals
            ? "Pairs of replications with the same demand and the same people. An interval that does not touch zero is a clear difference."
            : "One replication with the same demand and the same people: no intervals, so chance is not ruled out.")
        var figures: [String] = []
        for comparison in comparisons where !figures.contains(comparison.figure) { figures.append(comparison.figure) }
        for (place, figure) in figures.enumerated() {
            write(figure, number: place + 1, comparisons.filter { $0.figure == figure }, to: &page)
        }
    }

    private func write(_ figure: String, number: Int, _ comparisons: [Study.Comparison], to page: inout HTMLWriter) {
        let chart = DotPlot(
            id: "plot-difference-\(number)", title: "Difference in \(figure)",
            description: comparisons.map {
                "\($0.policy) less \($0.against): \(Wording.signed($0.difference)), \(ComparisonSection.verdict($0.difference))."
            }.joined(separator: " "),
            axis: .linear(figure, over: comparisons.flatMap(\.difference.ends)),
            rows: comparisons.map { comparison in
                .init(
                    name: comparison.policy, figure: Wording.signed(comparison.difference), style: style(of: comparison.policy),
                    value: comparison.difference)
            })
        let table = ReportTable(
            caption: "Difference in \(figure)", columns: ["Policy", "less", "difference", "reading"],
            rows: comparisons.map {
                [$0.policy, $0.against, Wording.signed($0.difference), ComparisonSection.verdict($0.difference)]
            }, wordColumns: [3])
        let against = comparisons.first?.against ?? ""
        page.figure("\(Wording.sentence(figure)), less that of \(against).", chart, table: table)
    }

    private func style(of policy: String) -> SeriesStyle {
        digest.policies.first { $0.name == policy }?.style ?? SeriesStyle(digest.policies.count)
    }

    /// What the interval allows to be said.
    static func verdict(_ difference: Estimate) -> String {
        guard difference.interval != nil else { return "one replication" }
        guard !difference.contains(0) else { return "no clear difference" }
        return difference.mean > 0 ? "clearly higher" : "clearly lower"
    }
}
