/// Shares of languages in each agency's demand: tilted as stated, and still summing up to the shares of the whole.
enum TiltedShares {
    /// Rounds of iterative proportional fitting (Deming and Stephan, 1940); a table of this size settles in a handful.
    private static let rounds = 60

    /// - Parameters:
    ///   - agencies: their shares of the whole.
    ///   - languages: their shares of the whole.
    ///   - tilt: by agency and language, how much more often than elsewhere.
    /// - Returns: by agency, the share of each language in its demand; each row sums up to 1.
    static func fit(agencies: [Double], languages: [Double], tilt: (Int, Int) -> Double) -> [[Double]] {
        let (rowTotal, columnTotal) = (agencies.reduce(0, +), languages.reduce(0, +))
        guard rowTotal > 0, columnTotal > 0 else { return agencies.map { _ in languages.map { _ in 0 } } }
        let rows = agencies.map { $0 / rowTotal }
        let columns = languages.map { $0 / columnTotal }
        var table = rows.indices.map { row in columns.indices.map { rows[row] * columns[$0] * tilt(row, $0) } }
        for _ in 0..<rounds {
            for column in columns.indices {
                let sum = rows.indices.reduce(0) { $0 + table[$1][column] }
                for row in rows.indices where sum > 0 { table[row][column] *= columns[column] / sum }
            }
            for row in rows.indices { scale(&table[row], to: rows[row]) }
        }
        for row in rows.indices { scale(&table[row], to: 1) }
        return table
    }

    private static func scale(_ row: inout [Double], to wanted: Double) {
        let sum = row.reduce(0, +)
        guard sum > 0 else { return }
        for column in row.indices { row[column] *= wanted / sum }
    }
}
