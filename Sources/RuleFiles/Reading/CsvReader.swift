/// Reads CSV as programs and spreadsheets write it: the one reader for rules, scenarios and logs.
///
/// A byte order mark is passed over; lines end in LF, CR LF or CR; commas, semicolons or tabs stand between cells, whichever the first line
/// has most of, or what a line `sep=;` before it says, as spreadsheets write one. A cell in double quotes may hold those, line ends, and a
/// quote that is written twice (RFC 4180). Spaces around a cell do not belong to it, and lines of empty cells are passed over.
package struct CsvReader {
    private let octets: [UInt8]
    private let separator: UInt8
    /// The next octet, its line and its column, in Unicode scalars.
    private var place = 0
    private var line = 1
    private var column = 1
    /// How many cells the first line has; every other must have as many.
    private var width: Int?

    private static let (quote, space, carriageReturn, lineFeed) = (UInt8(ascii: "\""), UInt8(ascii: " "), UInt8(13), UInt8(10))

    package init(_ text: String) {
        var octets = Array(text.utf8)
        if octets.starts(with: [0xEF, 0xBB, 0xBF]) { octets.removeFirst(3) }
        self.octets = octets
        guard let (named, length) = CsvReader.namedSeparator(in: octets) else {
            separator = CsvReader.separator(of: octets)
            return
        }
        separator = named
        place = length
        takeLineEnd()
    }

    /// What stands between cells, for messages.
    package var separatorText: String { String(Unicode.Scalar(separator)) }

    /// The next line that holds anything, the names of the columns first; nil at the end.
    /// - Throws: what is wrong with the line. The one after it can be read all the same.
    package mutating func next() throws(CsvProblem) -> CsvLine? {
        while place < octets.count {
            var found = CsvLine(number: line, cells: [])
            repeat { found.cells.append(try cell()) } while take(separator)
            takeLineEnd()
            if found.cells.allSatisfy(\.text.isEmpty) { continue }
            guard let expected = width else {
                width = found.cells.count
                return found
            }
            // Spreadsheets write empty cells behind the last column.
            while found.cells.count > expected, found.cells.last?.text.isEmpty == true { found.cells.removeLast() }
            guard found.cells.count == expected else {
                throw CsvProblem(line: found.number, column: 1, text: "\(found.cells.count) cells, expected \(expected) as in the header")
            }
            return found
        }
        return nil
    }

    private mutating func cell() throws(CsvProblem) -> CsvCell {
        while take(CsvReader.space) {}
        let begin = column
        if take(CsvReader.quote) { return CsvCell(text: try quoted(from: begin), column: begin) }
        let first = place
        while let octet = peek, octet != separator, octet != CsvReader.lineFeed, octet != CsvReader.carriageReturn { advance() }
        var end = place
        while end > first, octets[end - 1] == CsvReader.space { end -= 1 }
        return CsvCell(text: String(decoding: octets[first..<end], as: UTF8.self), column: begin)
    }

    /// The rest of a cell whose opening quote was taken.
    private mutating func quoted(from begin: Int) throws(CsvProblem) -> String {
        let opened = line
        var text: [UInt8] = []
        while let octet = peek {
            if octet == CsvReader.lineFeed || octet == CsvReader.carriageReturn {
                takeLineEnd()
                text.append(CsvReader.lineFeed)
                continue
            }
            advance()
            if octet != CsvReader.quote || take(CsvReader.quote) {
                text.append(octet)
                continue
            }
            while take(CsvReader.space) {}
            if let octet = peek, octet != separator, octet != CsvReader.lineFeed, octet != CsvReader.carriageReturn {
                let problem = CsvProblem(
                    line: line, column: column,
                    text: "something follows a closing quotation mark, expected \(separatorText) or the end of the line")
                while let octet = peek, octet != CsvReader.lineFeed, octet != CsvReader.carriageReturn { advance() }
                takeLineEnd()
                throw problem
            }
            return String(decoding: text, as: UTF8.self)
        }
        throw CsvProblem(line: opened, column: begin, text: "a quotation mark opens a cell that is never closed, expected a second one")
    }

    private var peek: UInt8? { place < octets.count ? octets[place] : nil }

    private mutating func advance() {
        place += 1
        // Octets that go on with a scalar begin none.
        if place >= octets.count || octets[place] & 0xC0 != 0x80 { column += 1 }
    }

    private mutating func take(_ octet: UInt8) -> Bool {
        guard peek == octet else { return false }
        advance()
        return true
    }

    private mutating func takeLineEnd() {
        let isReturn = take(CsvReader.carriageReturn)
        guard take(CsvReader.lineFeed) || isReturn else { return }
        line += 1
        column = 1
    }

    /// What a first line `sep=;` says, which spreadsheets write and read and which is no line of the table; and how long it is.
    private static func namedSeparator(in octets: [UInt8]) -> (separator: UInt8, length: Int)? {
        let line = octets.prefix { $0 != lineFeed && $0 != carriageReturn }
        let bare = line.count > 2 && line.first == quote && line.last == quote ? line.dropFirst().dropLast() : line
        guard bare.count == 5, String(decoding: bare.prefix(4), as: UTF8.self).lowercased() == "sep=", let separator = bare.last,
            known.contains(separator)
        else { return nil }
        return (separator, line.count)
    }

    private static let known = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// Counted outside quotes, in the first line; the comma when there is none at all.
    private static func separator(of octets: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for octet in octets {
            if octet == quote { isQuoted.toggle() }
            if !isQuoted, octet == lineFeed || octet == carriageReturn { break }
            if !isQuoted { counts[octet, default: 0] += 1 }
        }
        let most = known.map { counts[$0] ?? 0 }.max() ?? 0
        return known.first { counts[$0] ?? 0 == most } ?? known[0]
    }
}
