import Wire

/// A line as a person types it or a script holds it: a command without its tag.
public enum TypedLine: Hashable, Sendable {
    /// Blank, or a comment that begins with `#`.
    case nothing
    case command(String, [Parameter])
    /// What is wrong, and in which column.
    case mistake(Status, String)

    /// - Parameter text: without its line end.
    public init(_ text: String) {
        let begin = text.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = begin.first, first != "#" else {
            self = .nothing
            return
        }
        // What a person has not typed is not counted in the columns that are told.
        let prefix = "1 "
        let skipped = text.count - begin.count - prefix.count
        let body = begin.last == "\r" ? begin.dropLast() : begin
        do throws(WireProblem) {
            let line = try ClientLine.parse(prefix + body)
            self = .command(line.command, line.params)
        } catch {
            self = .mistake(error.status, TypedLine.movingColumn(in: error.text, by: skipped))
        }
    }

    /// `column 12: …` becomes `column 10: …`.
    private static func movingColumn(in text: String, by offset: Int) -> String {
        let head = "column "
        let digits = text.dropFirst(head.count).prefix { $0.isASCII && $0.isNumber }
        guard text.hasPrefix(head), let column = Int(digits) else { return text }
        return head + String(max(column + offset, 1)) + text.dropFirst(head.count + digits.count)
    }
}
