/// Finds YAML anchors and aliases before the parser sees them.
///
/// A few lines of nested aliases stand for billions of values, and hashing such a value as a key never ends; rule files
/// need none. The scan knows quotes and comments and is strict rather than clever: a plain word that begins with `&` or `*`
/// at the start of a value counts as one.
enum AnchorScan {
    static func firstAnchor(in text: String, file: String) -> Place? {
        var line = 1
        var column = 0
        var quote: Unicode.Scalar?
        var escaped = false
        var previous: Unicode.Scalar = "\n"
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            column += 1
            if let open = quote {
                if escaped {
                    escaped = false
                } else if scalar == "\\", open == "\"" {
                    escaped = true
                } else if scalar == open {
                    quote = nil
                }
            } else if startsToken(after: previous) {
                if scalar == "\"" || scalar == "'" { quote = scalar }
                if scalar == "#" {
                    while let skipped = next, skipped != "\n" { next = scalars.next() }
                }
                if scalar == "&" || scalar == "*", let following = next, !following.properties.isWhitespace {
                    return Place(file: file, line: line, column: column)
                }
            }
            if scalar == "\n" {
                line += 1
                column = 0
            }
            previous = scalar
        }
        return nil
    }

    private static func startsToken(after previous: Unicode.Scalar) -> Bool {
        previous == " " || previous == "\n" || previous == "\r" || previous == "\t" || previous == "[" || previous == "{"
            || previous == "," || previous == "\u{FEFF}"
    }
}
