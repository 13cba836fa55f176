/// How many were served within how long: the curve, and the quantiles as a table.
struct WaitChart {
    struct Line {
        var name: String
        var style: SeriesStyle
        /// All replications together.
        var pooled: DurationHistogram
        /// Seconds at a share, over replications.
        var quantile: (Double) -> Estimate?
    }

    var id: String
    /// What is waited for: `time to fill`.
    var what: String
    var caption: String
    /// What the lines are, `Policy` or `Modality`.
    var kind: String
    var lines: [Line]

    func write(to page: inout HTMLWriter) {
        let drawn = lines.filter { $0.pooled.count > 0 }
        // The slowest half per cent would stretch the axis for the sake of a few.
        let ends = drawn.flatMap { [$0.pooled.quantile(0.005), $0.pooled.quantile(0.995)].compactMap { $0 } }
        let x = Axis.time("\(what), logarithmic", over: ends)
        let chart = LineChart(
            id: "plot-\(id)", title: "Share reached by \(what)", description: description(of: drawn), x: x,
            y: .percent("% within that time"),
            series: drawn.map { line in
                .init(name: line.name, style: line.style, points: WaitChart.points(of: line.pooled, along: x))
            })
        let shares = [(0.25, "a quarter within"), (0.5, "half within"), (0.9, "90 % within"), (0.95, "95 % within")]
        let table = ReportTable(
            caption: Wording.sentence(what), columns: [kind, "number in all"] + shares.map(\.1) + ["mean"],
            rows: drawn.map { line in
                [line.name, Wording.number(Double(line.pooled.count))] + shares.map { Wording.duration(line.quantile($0.0)) }
                    + [Wording.duration(line.pooled.mean.map { Estimate(mean: $0, halfWidth: nil, count: 1) })]
            })
        page.figure(caption, chart, table: table)
    }

    private func description(of lines: [Line]) -> String {
        lines.map {
            "\($0.name): half within \(Wording.duration($0.quantile(0.5))), nine in ten within \(Wording.duration($0.quantile(0.9)))."
        }.joined(separator: " ")
    }

    private static func points(of histogram: DurationHistogram, along axis: Axis) -> [LineChart.Point] {
        histogram.curve.filter { $0.seconds >= axis.low && $0.seconds <= axis.high }.map { .init(x: $0.seconds, y: $0.share * 100) }
    }
}
