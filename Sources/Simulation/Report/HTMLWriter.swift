/// Writes markup that is HTML and well-formed XML at once; the only place where text is escaped.
struct HTMLWriter {
    private(set) var markup = ""

    /// An element with text as its content.
    mutating func element(_ name: String, _ words: String) {
        element(name, [:], words)
    }

    /// An element with text as its content.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ words: String) {
        element(name, attributes) { $0.text(words) }
    }

    /// An element with whatever `content` writes in it.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout HTMLWriter) -> Void
    ) {
        tag(name, attributes)
        markup += ">"
        content(&self)
        markup += "</\(name)>\n"
    }

    /// An element that never has content, such as `meta` or `rect`.
    mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        tag(name, attributes)
        markup += "/>\n"
    }

    mutating func text(_ words: String) {
        markup += HTMLWriter.escaped(words)
    }

    /// Markup that another writer made.
    mutating func append(_ other: HTMLWriter) {
        markup += other.markup
    }

    private mutating func tag(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        markup += "<\(name)"
        for (key, value) in attributes { markup += " \(key)=\"\(HTMLWriter.escaped(value))\"" }
    }

    /// Safe as content and inside quotes. Characters that XML cannot hold become U+FFFD, so that no name can spoil the page.
    static func escaped(_ words: String) -> String {
        var safe = ""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case "\t", "\n": safe.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": safe += "\u{FFFD}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
