/// Curves over a horizontal axis, told apart by colour, sign and dashes.
struct LineChart: Chart {
    struct Point {
        var x: Double
        var y: Double
        /// Half the height of the interval around `y`.
        var halfWidth: Double?
    }

    struct Series {
        var name: String
        var style: SeriesStyle
        var points: [Point]
    }

    /// A straight line to compare with: a target, equality.
    struct Guide {
        var label: String
        var from: Point
        var to: Point
    }

    var id: String
    var title: String
    var description: String
    var x: Axis
    var y: Axis
    var series: [Series]
    var guides: [Guide] = []

    private static let plotHeight = 210.0
    /// Names up to this length may stand at the end of their curve; longer ones would leave no room for it.
    private static let shortName = 10
    private static let lineHeight = SVGCanvas.fontSize + 2

    func write(to page: inout HTMLWriter) {
        var canvas = SVGCanvas()
        let longest = series.map(\.name.count).max() ?? 0
        let isDirect = series.count > 1 && longest <= LineChart.shortName && endsAreApart
        let key = isDirect ? 0 : Plot.drawKey(series.map { ($0.name, $0.style, .line) }, on: &canvas)
        let labels = Double(y.ticks.map(\.label.count).max() ?? 1) * SVGCanvas.letterWidth
        let plot = Plot(
            left: labels + 10, right: SVGCanvas.width - (isDirect ? Double(longest) * SVGCanvas.letterWidth + 12 : 11),
            top: key + 32, bottom: key + 32 + LineChart.plotHeight, x: x)
        plot.drawGrid(from: plot.top, to: plot.bottom, on: &canvas)
        plot.drawHorizontalAxis(on: &canvas)
        plot.drawVerticalAxis(y, on: &canvas)
        for guide in guides { draw(guide, in: plot, on: &canvas) }
        for (place, one) in series.enumerated() { draw(one, place, in: plot, on: &canvas) }
        if isDirect { drawNames(in: plot, on: &canvas) }
        canvas.write(to: &page, id: id, height: plot.bottom + Plot.footHeight, title: title, description: description)
    }

    private func position(_ point: Point, in plot: Plot) -> SVGCanvas.Point {
        SVGCanvas.Point(x: plot.x(point.x), y: plot.y(point.y, on: y))
    }

    private func draw(_ guide: Guide, in plot: Plot, on canvas: inout SVGCanvas) {
        let (start, end) = (position(guide.from, in: plot), position(guide.to, in: plot))
        canvas.line(from: start, to: end, "guide")
        // A level line carries its name on top, any other one beside its middle.
        if start.y == end.y {
            canvas.words(guide.label, at: .init(x: start.x + 4, y: start.y - 5), .start, "soft on-grid")
        } else {
            canvas.words(guide.label, at: .init(x: (start.x + end.x) / 2 - 8, y: (start.y + end.y) / 2 - 4), .end, "soft on-grid")
        }
    }

    private func draw(_ series: Series, _ place: Int, in plot: Plot, on canvas: inout SVGCanvas) {
        let points = series.points.filter { $0.x.isFinite && $0.y.isFinite }
        canvas.path(points.map { position($0, in: plot) }, "line \(series.style.colour) \(series.style.dash)")
        for point in points {
            guard let reach = point.halfWidth, reach.isFinite else { continue }
            let (low, high) = (Point(x: point.x, y: point.y - reach), Point(x: point.x, y: point.y + reach))
            canvas.whisker(from: position(low, in: plot), to: position(high, in: plot))
        }
        // Signs on some points only, and on different ones for each series: curves that coincide still show all of theirs.
        let every = points.count <= 13 ? 1 : points.count / 7
        let offset = every > 2 ? place * 2 % every : 0
        for (number, point) in points.enumerated() where number % every == offset {
            canvas.mark(series.style, at: position(point, in: plot))
        }
    }

    /// Whether a name beside the end of each curve would be next to its own curve only.
    private var endsAreApart: Bool {
        let heights = series.compactMap(\.points.last).map { y.fraction($0.y) * LineChart.plotHeight }.sorted()
        return zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= LineChart.lineHeight }
    }

    private func drawNames(in plot: Plot, on canvas: inout SVGCanvas) {
        for one in series {
            guard let end = one.points.last else { continue }
            canvas.words(one.name, at: .init(x: plot.right + 9, y: plot.y(end.y, on: y) + 5.5))
        }
    }
}
