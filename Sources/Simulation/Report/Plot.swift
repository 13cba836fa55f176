/// A rectangle of a canvas between two axes.
struct Plot {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var x: Axis

    func x(_ value: Double) -> Double { left + x.fraction(value) * (right - left) }

    func y(_ value: Double, on axis: Axis) -> Double { bottom - axis.fraction(value) * (bottom - top) }

    /// Room that labels and title of the horizontal axis take under a plot.
    static let footHeight = 52.0

    /// Lines at the marks of the horizontal axis, the one at nought stronger when there are negative values.
    func drawGrid(from start: Double, to end: Double, on canvas: inout SVGCanvas) {
        let hasNegative = x.ticks.contains { $0.value < 0 }
        for tick in x.ticks {
            let isZero = tick.value == 0 && hasNegative
            canvas.line(from: .init(x: x(tick.value), y: start), to: .init(x: x(tick.value), y: end), isZero ? "zero" : "grid")
        }
    }

    /// Labels and title of the horizontal axis.
    func drawHorizontalAxis(on canvas: inout SVGCanvas) {
        for tick in x.ticks {
            let place = x(tick.value)
            // Labels at the edges of the canvas turn inwards instead of being cut off.
            // Digits and signs are wider than most letters.
            let half = Double(tick.label.count) * SVGCanvas.letterWidth * 0.62
            let anchor: SVGCanvas.Anchor = place - half < 0 ? .start : place + half > SVGCanvas.width ? .end : .middle
            let edge = anchor == .start ? 0 : anchor == .end ? SVGCanvas.width : place
            canvas.words(tick.label, at: .init(x: edge, y: bottom + 24), anchor, "soft")
        }
        canvas.line(from: .init(x: left, y: bottom), to: .init(x: right, y: bottom), "axis")
        canvas.words(Plot.fitted(x.title), at: .init(x: SVGCanvas.width, y: bottom + 45), .end, "soft")
    }

    /// Grid and labels of the vertical axis; its title lies above the plot, where it can be read without turning the head.
    func drawVerticalAxis(_ axis: Axis, on canvas: inout SVGCanvas) {
        for tick in axis.ticks {
            let place = y(tick.value, on: axis)
            canvas.line(from: .init(x: left, y: place), to: .init(x: right, y: place), "grid")
            canvas.words(tick.label, at: .init(x: left - 6, y: place + 5.5), .end, "soft")
        }
        canvas.words(Plot.fitted(axis.title), at: .init(x: 0, y: top - 12), .start, "soft")
    }

    /// Cut to what the width of the canvas holds.
    private static func fitted(_ title: String) -> String {
        Wording.fitted(title, to: Int(SVGCanvas.width / SVGCanvas.letterWidth))
    }

    /// How the key shows a series.
    enum Sample {
        case line, bar, mark
    }

    /// A key to the series: sample and name, one beside the other while they fit.
    /// - Returns: the height that was used.
    static func drawKey(_ series: [(name: String, style: SeriesStyle, sample: Sample)], on canvas: inout SVGCanvas) -> Double {
        guard series.count > 1 else { return 0 }
        var (x, y) = (0.0, 15.0)
        for (name, style, kind) in series {
            let sample = kind == .line ? 34.0 : 16.0
            let label = Wording.fitted(name, to: 34)
            let width = sample + 6 + Double(label.count) * SVGCanvas.letterWidth + 14
            if x > 0, x + width > SVGCanvas.width { (x, y) = (0, y + 22) }
            switch kind {
            case .line: canvas.line(from: .init(x: x, y: y - 5), to: .init(x: x + sample, y: y - 5), "line \(style.colour) \(style.dash)")
            case .bar: canvas.bar(from: .init(x: x + 1, y: y - 10), width: sample - 2, height: 10, "bar \(style.colour)")
            case .mark: break
            }
            if kind != .bar { canvas.mark(style, at: .init(x: x + sample / 2, y: y - 5)) }
            canvas.words(label, at: .init(x: x + sample + 6, y: y))
            x += width
        }
        return y + 8
    }
}
