/// What is wrong with a line of a CSV file.
package struct CsvProblem: Error, Hashable, Sendable {
    package let line: Int
    package let column: Int
    package let text: String

    package init(line: Int, column: Int, text: String) {
        self.line = line
        self.column = column
        self.text = text
    }
}
