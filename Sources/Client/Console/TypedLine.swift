import Wire

/// A line as a person types it or a script holds it: a command without its tag.
public enum TypedLine: Hashable, Sendable {
    /// Blank, or a comment that begins with `#`.
    case nothing
    case command(String, [Parameter])
    /// What is wrong, and in which column.
    case mistake(Status, String)

    /// - Parameter text: without its line end.
    public init(_ text: String) { self.init(octets: Array(text.utf8)) }

    /// - Parameter octets: without the line end; what is not UTF-8 is a mistake, never mended.
    public init(octets: [UInt8]) {
        let begin = octets.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        guard let first = begin.first, first != UInt8(ascii: "#") else {
            self = .nothing
            return
        }
        guard String(validating: octets, as: UTF8.self) != nil else {
            self = .mistake(.invalidUTF8, TypedLine.encodingProblem(octets))
            return
        }
        // What a person has not typed is not counted in the columns that are told.
        let prefix = Array("1 ".utf8)
        let skipped = octets.count - begin.count - prefix.count
        let body = begin.last == 0x0D ? begin.dropLast() : begin
        do throws(WireProblem) {
            let line = try ClientLine.parse(prefix + body)
            self = .command(line.command, line.params)
        } catch {
            self = .mistake(error.status, TypedLine.movingColumn(in: error.text, by: skipped))
        }
    }

    /// Names the first octet that belongs to no character.
    private static func encodingProblem(_ octets: [UInt8]) -> String {
        var decoder = UTF8()
        var rest = octets.makeIterator()
        var end = 0
        scan: while true {
            switch decoder.decode(&rest) {
            case .scalarValue(let scalar): end += UTF8.width(scalar)
            case .emptyInput, .error: break scan
            }
        }
        let column = octets[..<end].count { $0 & 0xC0 != 0x80 } + 1
        let octet = octets[min(end, octets.count - 1)]
        return "column \(column): the octet \(octet) is not valid UTF-8; nothing was sent, write it in UTF-8, the only encoding here"
    }

    /// `column 12: …` becomes `column 10: …`.
    private static func movingColumn(in text: String, by offset: Int) -> String {
        let head = "column "
        let digits = text.dropFirst(head.count).prefix { $0.isASCII && $0.isNumber }
        guard text.hasPrefix(head), let column = Int(digits) else { return text }
        return head + String(max(column + offset, 1)) + text.dropFirst(head.count + digits.count)
    }
}
