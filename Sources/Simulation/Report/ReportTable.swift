/// Rows of words under a heading, in a box that scrolls by itself so that the page never does.
struct ReportTable {
    /// What the table is about, for those who cannot see where it stands.
    var caption: String
    /// The first column names the rows; the others hold figures unless they are listed in `wordColumns`.
    var columns: [String]
    var rows: [[String]]
    /// Columns that hold sentences, which may break and are not set to the right.
    var wordColumns: Set<Int> = []

    func write(to page: inout HTMLWriter) {
        page.element("div", ["class": "scroll", "role": "region", "aria-label": caption, "tabindex": "0"]) {
            $0.element("table") {
                $0.element("caption") { $0.element("span", caption) }
                $0.element("thead") {
                    $0.element("tr") { for (place, column) in columns.enumerated() { writeHead(column, place, to: &$0) } }
                }
                $0.element("tbody") { for row in rows { write(row, to: &$0) } }
            }
        }
    }

    private func writeHead(_ column: String, _ place: Int, to page: inout HTMLWriter) {
        page.element("th", ["scope": "col", "class": kind(of: place)], column)
    }

    private func write(_ row: [String], to page: inout HTMLWriter) {
        page.element("tr") {
            for (place, cell) in row.enumerated() {
                if place == 0 {
                    $0.element("th", ["scope": "row"], cell)
                } else {
                    $0.element("td", ["class": kind(of: place)], cell)
                }
            }
        }
    }

    private func kind(of column: Int) -> String {
        column == 0 || wordColumns.contains(column) ? "words" : "figure"
    }
}
