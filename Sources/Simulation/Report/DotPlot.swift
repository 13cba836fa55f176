/// Estimates as dots with their intervals, one under the other, beside a zero line.
struct DotPlot: Chart {
    struct Row {
        var name: String
        var figure: String
        var style: SeriesStyle
        var value: Estimate
    }

    var id: String
    var title: String
    var description: String
    var axis: Axis
    var rows: [Row]

    private static let rowHeight = 42.0

    func write(to page: inout HTMLWriter) {
        var canvas = SVGCanvas()
        let plot = Plot(
            left: 13, right: SVGCanvas.width - 13, top: 4, bottom: 4 + Double(rows.count) * DotPlot.rowHeight, x: axis)
        plot.drawHorizontalAxis(on: &canvas)
        for (place, row) in rows.enumerated() {
            let top = plot.top + Double(place) * DotPlot.rowHeight
            let room = Int((plot.right - plot.left) / SVGCanvas.letterWidth) - row.figure.count - 1
            canvas.words(Wording.fitted(row.name, to: room), at: .init(x: 0, y: top + 16), .start)
            canvas.words(row.figure, at: .init(x: SVGCanvas.width, y: top + 16), .end)
            plot.drawGrid(from: top + 22, to: top + 38, on: &canvas)
            let y = top + 30
            if let bounds = row.value.interval {
                canvas.whisker(from: .init(x: plot.x(bounds.lowerBound), y: y), to: .init(x: plot.x(bounds.upperBound), y: y))
            }
            canvas.mark(row.style, at: .init(x: plot.x(row.value.mean), y: y))
        }
        canvas.write(to: &page, id: id, height: plot.bottom + Plot.footHeight, title: title, description: description)
    }
}
