/// Bars lying one under the other, each with its name and figure above it. The bar is the first series; further series are marks in
/// lanes of their own under it.
struct BarChart: Chart {
    struct Row {
        var name: String
        /// Of the bar.
        var style: SeriesStyle
        /// What is written at the right: the figure of the first series and what it rests on.
        var figure: String
        /// One for each series; nil draws nothing.
        var values: [Estimate?]
    }

    var id: String
    var title: String
    var description: String
    var axis: Axis
    /// For the key; needed only when rows have several values.
    var series: [(name: String, style: SeriesStyle)]
    var rows: [Row]

    private static let lane = 11.0
    private static let textHeight = 22.0

    /// How much a row takes when there are so many series.
    static func rowHeight(series: Int) -> Double { textHeight + Double(max(series, 1)) * lane + 8 }

    func write(to page: inout HTMLWriter) {
        var canvas = SVGCanvas()
        let key = series.enumerated().map { ($0.element.name, $0.element.style, $0.offset == 0 ? Plot.Sample.bar : .mark) }
        let top = Plot.drawKey(key, on: &canvas) + 4
        let height = BarChart.rowHeight(series: series.count)
        let plot = Plot(left: 4, right: SVGCanvas.width - 6, top: top, bottom: top + Double(rows.count) * height, x: axis)
        plot.drawHorizontalAxis(on: &canvas)
        for (place, row) in rows.enumerated() { draw(row, from: top + Double(place) * height, in: plot, on: &canvas) }
        canvas.write(to: &page, id: id, height: plot.bottom + Plot.footHeight, title: title, description: description)
    }

    private func draw(_ row: Row, from top: Double, in plot: Plot, on canvas: inout SVGCanvas) {
        let room = Int((plot.right - plot.left) / SVGCanvas.letterWidth) - row.figure.count - 1
        canvas.words(Wording.fitted(row.name, to: room), at: .init(x: plot.left, y: top + 16), .start)
        canvas.words(row.figure, at: .init(x: plot.right, y: top + 16), .end)
        let lanes = top + BarChart.textHeight
        plot.drawGrid(from: lanes, to: lanes + Double(row.values.count) * BarChart.lane, on: &canvas)
        for (place, value) in row.values.enumerated() {
            guard let value, value.mean.isFinite else { continue }
            let middle = lanes + (Double(place) + 0.5) * BarChart.lane
            if place == 0 {
                let (start, end) = (plot.x(min(0, value.mean)), plot.x(max(0, value.mean)))
                canvas.bar(from: .init(x: start, y: middle - 5), width: end - start, height: 10, "bar \(row.style.colour)")
            }
            drawWhisker(value, at: middle, in: plot, on: &canvas)
            if place > 0, place < series.count { canvas.mark(series[place].style, at: .init(x: plot.x(value.mean), y: middle)) }
        }
    }

    private func drawWhisker(_ value: Estimate, at y: Double, in plot: Plot, on canvas: inout SVGCanvas) {
        guard let bounds = value.interval else { return }
        canvas.whisker(from: .init(x: plot.x(bounds.lowerBound), y: y), to: .init(x: plot.x(bounds.upperBound), y: y))
    }
}

/// Something drawn with text alternatives.
protocol Chart {
    func write(to page: inout HTMLWriter)
}
