/// A part of the report with a heading of its own, left out when the study has nothing for it.
protocol ReportSection {
    /// Unique in the page; where the contents lead to.
    var id: String { get }
    var title: String { get }
    var isEmpty: Bool { get }
    /// Everything under the heading.
    func write(to page: inout HTMLWriter)
}

extension HTMLWriter {
    /// A plot (in parts when it is long), what it shows, and the same as a table for those who prefer figures.
    mutating func figure(_ caption: String, _ charts: [any Chart], table: ReportTable) {
        element("figure") {
            $0.element("figcaption", caption)
            for chart in charts { chart.write(to: &$0) }
            $0.element("details") {
                $0.element("summary", "Show as a table")
                table.write(to: &$0)
            }
        }
    }

    mutating func figure(_ caption: String, _ chart: any Chart, table: ReportTable) {
        figure(caption, [chart], table: table)
    }
}
