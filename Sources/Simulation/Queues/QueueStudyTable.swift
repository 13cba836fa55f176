import Foundation

extension QueueStudyRow {
    /// The rows as lines of text with a heading, to be read in a terminal; the last line says how many are inside.
    public static func table(_ rows: [QueueStudyRow]) -> String {
        let level = rows.first.map { String(format: "%g %%", 100 * $0.simulated.confidence) } ?? ""
        let heading = ["load", "servers", "figure", "formula", "simulated", "± at \(level)", "inside"]
        let cells = [heading] + rows.map(\.cells)
        let widths = heading.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        let lines = cells.map { line in
            zip(line, widths).map { cell, width in String(repeating: " ", count: width - cell.count) + cell }.joined(separator: "  ")
        }
        let inside = rows.count { $0.isInside }
        return (lines + ["\(inside) of \(rows.count) formula values lie in the interval"]).joined(separator: "\n")
    }

    private var cells: [String] {
        [
            String(format: "%g", load), "\(servers)", figure.rawValue, String(format: "%.5f", formula),
            String(format: "%.5f", simulated.mean), simulated.halfWidth.map { String(format: "%.5f", $0) } ?? "–",
            isInside ? "yes" : "NO",
        ]
    }
}
