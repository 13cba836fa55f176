import Foundation

/// A drawing of fixed width that scales with the page. One unit is one CSS pixel on a phone.
struct SVGCanvas {
    static let width = 360.0
    /// Height of letters, and a cautious mean width of one: nothing can be measured here.
    static let fontSize = 16.0
    static let letterWidth = 8.6

    struct Point: Equatable {
        var x: Double
        var y: Double
    }

    enum Anchor: String {
        case start, middle, end
    }

    private var drawing = HTMLWriter()

    /// - Parameter classes: of the style sheet, which gives colour and width.
    mutating func line(from start: Point, to end: Point, _ classes: String) {
        drawing.empty("line", [
            "x1": SVGCanvas.place(start.x), "y1": SVGCanvas.place(start.y),
            "x2": SVGCanvas.place(end.x), "y2": SVGCanvas.place(end.y), "class": classes,
        ])
    }

    mutating func bar(from corner: Point, width: Double, height: Double, _ classes: String) {
        drawing.empty("rect", [
            "x": SVGCanvas.place(corner.x), "y": SVGCanvas.place(corner.y), "width": SVGCanvas.place(max(width, 0)),
            "height": SVGCanvas.place(height), "class": classes,
        ])
    }

    mutating func path(_ points: [Point], _ classes: String) {
        guard points.count > 1 else { return }
        let steps = points.enumerated().map { place, point in
            "\(place == 0 ? "M" : "L")\(SVGCanvas.place(point.x)) \(SVGCanvas.place(point.y))"
        }
        drawing.empty("path", ["d": steps.joined(), "class": classes])
    }

    /// - Parameter at: the point on the base line where the words begin, have their middle or end.
    mutating func words(_ words: String, at point: Point, _ anchor: Anchor = .start, _ classes: String = "") {
        drawing.element("text", [
            "x": SVGCanvas.place(point.x), "y": SVGCanvas.place(point.y), "text-anchor": anchor.rawValue, "class": classes,
        ], words)
    }

    /// The sign of a series, 5 units around its centre.
    mutating func mark(_ style: SeriesStyle, at centre: Point) {
        let classes = "mark \(style.colour)"
        func corner(_ x: Double, _ y: Double) -> String { "\(SVGCanvas.place(centre.x + x)),\(SVGCanvas.place(centre.y + y))" }
        func shape(_ corners: [String]) { drawing.empty("polygon", ["points": corners.joined(separator: " "), "class": classes]) }
        switch style.shape {
        case .circle:
            drawing.empty("circle", ["cx": SVGCanvas.place(centre.x), "cy": SVGCanvas.place(centre.y), "r": "4.5", "class": classes])
        case .square: shape([corner(-4, -4), corner(4, -4), corner(4, 4), corner(-4, 4)])
        case .triangle: shape([corner(0, -5), corner(5, 4), corner(-5, 4)])
        case .diamond: shape([corner(0, -5.5), corner(5.5, 0), corner(0, 5.5), corner(-5.5, 0)])
        case .cross:
            shape([
                corner(-1.5, -5), corner(1.5, -5), corner(1.5, -1.5), corner(5, -1.5), corner(5, 1.5), corner(1.5, 1.5),
                corner(1.5, 5), corner(-1.5, 5), corner(-1.5, 1.5), corner(-5, 1.5), corner(-5, -1.5), corner(-1.5, -1.5),
            ])
        }
    }

    /// An interval.
    mutating func whisker(from start: Point, to end: Point) {
        let isLevel = start.y == end.y
        let (dx, dy) = isLevel ? (0.0, 3.0) : (3.0, 0.0)
        line(from: start, to: end, "whisker")
        for tip in [start, end] {
            line(from: Point(x: tip.x - dx, y: tip.y - dy), to: Point(x: tip.x + dx, y: tip.y + dy), "whisker")
        }
    }

    /// Writes the drawing with its text alternatives.
    func write(to page: inout HTMLWriter, id: String, height: Double, title: String, description: String) {
        page.element("svg", [
            "viewBox": "0 0 \(SVGCanvas.place(SVGCanvas.width)) \(SVGCanvas.place(height))", "class": "plot", "role": "img",
            "aria-labelledby": "\(id)-title \(id)-desc",
        ]) {
            $0.element("title", ["id": "\(id)-title"], title)
            $0.element("desc", ["id": "\(id)-desc"], description)
            $0.append(drawing)
        }
    }

    /// With one decimal: finer than any screen shows, and the same on every machine.
    private static func place(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = (value * 10).rounded()
        return tenths == (tenths / 10).rounded() * 10 ? String(Int(tenths / 10)) : String(format: "%.1f", tenths / 10)
    }
}
