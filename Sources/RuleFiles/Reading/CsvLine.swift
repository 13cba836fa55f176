/// A line of a CSV file; its number counts from 1.
package struct CsvLine: Hashable, Sendable {
    package let number: Int
    package var cells: [CsvCell]

    package var texts: [String] { cells.map(\.text) }
}

/// What stands between two separators, and the column at which it begins, from 1 in Unicode scalars.
package struct CsvCell: Hashable, Sendable {
    package let text: String
    package let column: Int
}
