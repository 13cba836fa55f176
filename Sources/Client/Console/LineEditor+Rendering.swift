/// How the line looks in one row of a terminal.
extension LineEditor {
    /// Puts the terminal's cursor at the beginning of the row and erases it.
    public static let eraseRow = "\r\u{1B}[K"

    /// What to write to draw prompt, line and cursor in the row where the terminal's cursor is.
    ///
    /// A line that is too long is moved to the left until its cursor can be seen.
    /// - Parameters:
    ///   - prompt: without escape sequences; `style` goes around it.
    ///   - width: columns of the terminal.
    ///   - style: escape sequences before and after the prompt.
    public func rendering(prompt: String, width: Int, style: (before: String, after: String) = ("", "")) -> String {
        // The last column is left free: some terminals wrap when it is filled.
        let room = max(width - prompt.columns - 1, 1)
        let characters = Array(text)
        var begin = cursor
        var columnsBefore = 0
        while begin > 0, columnsBefore + characters[begin - 1].columns <= room {
            begin -= 1
            columnsBefore += characters[begin].columns
        }
        var end = cursor
        var columns = columnsBefore
        while end < characters.count, columns + characters[end].columns <= room {
            columns += characters[end].columns
            end += 1
        }
        let place = prompt.columns + columnsBefore
        let toPlace = place > 0 ? "\r\u{1B}[\(place)C" : "\r"
        return Self.eraseRow + style.before + prompt + style.after + String(characters[begin..<end]) + toPlace
    }
}

extension Character {
    /// How many columns of a terminal it takes: none for marks without a letter, two for East Asian wide letters and emoji.
    var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
        return Self.wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    /// The blocks that Unicode's East Asian Width (UAX 11) calls wide or fullwidth.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
    ]
}

extension String {
    var columns: Int { reduce(0) { $0 + $1.columns } }
}
