import Testing

@testable import RuleFiles

@Suite struct CsvReaderTests {
    private static let lines = [["start", "language", "note"], ["2026-03-05T10:00", "ti", "at 10"], ["2026-03-05T11:00", "", "x"]]

    private func read(_ text: String) throws -> [[String]] {
        var reader = CsvReader(text)
        var lines: [[String]] = []
        while let line = try reader.next() { lines.append(line.texts) }
        return lines
    }

    private func problem(_ text: String) -> String? {
        let error = #expect(throws: CsvProblem.self) { try read(text) }
        return error.map { "\($0.line):\($0.column): \($0.text)" }
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t"])
    func `lines end and cells are separated as the program that wrote them does it`(_ end: String, _ separator: String) throws {
        let text = Self.lines.map { $0.joined(separator: separator) }.joined(separator: end)
        for mark in ["", "\u{FEFF}"] {
            for last in ["", end, end + end] { #expect(try read(mark + text + last) == Self.lines) }
        }
    }

    @Test func `a cell in quotes holds separators, line ends and quotes`() throws {
        let text = "\"name\" ; note\r\n\"Peeters; An\";\"says \"\"hello\"\"\r\ntwice\" \r\n"
        #expect(try read(text) == [["name", "note"], ["Peeters; An", "says \"hello\"\ntwice"]])
        #expect(try read("\"a,b\";c\n1;2\n") == [["a,b", "c"], ["1", "2"]])
    }

    @Test(arguments: ["sep=;", "SEP=;", "\"sep=;\"", "\u{FEFF}sep=;"], ["\n", "\r\n"])
    func `a line that names the separator is no line of the table`(_ first: String, _ end: String) throws {
        #expect(try read("\(first)\(end)a,b;c\(end)1,5;2\(end)") == [["a,b", "c"], ["1,5", "2"]])
        var reader = CsvReader("\(first)\(end)a;b\(end)1;2\(end)")
        _ = try reader.next()
        #expect(try reader.next()?.number == 3)
        #expect(try read("sep=x,b\n1,2\n") == [["sep=x", "b"], ["1", "2"]])
    }

    @Test func `empty lines and the empty cells that spreadsheets add are passed over`() throws {
        #expect(try read("a,b\n\n , \n1,2,,\n,,\n") == [["a", "b"], ["1", "2"]])
        #expect(try read("") == [] && read("\u{FEFF}\r\n") == [])
    }

    @Test func `a line is numbered as an editor numbers it, and a cell as well`() throws {
        var reader = CsvReader("a,b\r\n\r\n\"x\ny\",2\nトルコ,ti\n")
        _ = try reader.next()
        #expect(try reader.next()?.number == 3)
        let last = try reader.next()
        #expect(last?.number == 5 && last?.cells.map(\.column) == [1, 5])
    }

    @Test func `what is wrong is said with its line and column, and the next line can be read`() throws {
        #expect(problem("a,b\n1,2\n1,2,3\n") == "3:1: 3 cells, expected 2 as in the header")
        #expect(problem("a,b\n1,\"2\n3,4\n") == "2:3: a quotation mark opens a cell that is never closed, expected a second one")
        let text = "a;b\n\"1\"x;2\n3;4\n"
        #expect(problem(text) == "2:4: something follows a closing quotation mark, expected ; or the end of the line")
        var reader = CsvReader(text)
        _ = try reader.next()
        #expect(throws: CsvProblem.self) { try reader.next() }
        #expect(try reader.next()?.texts == ["3", "4"])
    }
}
