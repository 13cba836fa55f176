/// Hours at which somebody can be reached, in a free text: `9-12 13-17`, `08.30-12.00 / 13.00-16.30`, `8.30 tot 12.00`, `0830-1200`.
///
/// They are numbers, but nobody's. A telephone number may have groups that look like hours, so no other digit may stand beside them.
enum OpeningHours {
    /// Where a list of hours that begins at `start` ends; nil when none does.
    ///
    /// - Parameter before: what stands before it, dates and times already replaced.
    static func end(of letters: [Character], from start: Int, after before: String) -> Int? {
        if let last = before.reversed().drop(while: isGap).first, HarmlessNumbers.isDigit(last) { return nil }
        guard var end = stretch(letters, start) else { return nil }
        while let next = beginning(letters, behind: end) {
            // What follows is more hours, something else that is nobody's, or a number of which these hours may be a part.
            guard let further = stretch(letters, next) else { return HarmlessNumbers.isAnother(letters, next) ? end : nil }
            end = further
        }
        return end
    }

    private static func isGap(_ letter: Character) -> Bool { " .-/()_\u{A0}–".contains(letter) }

    /// The next digit, when nothing but signs stands before it.
    private static func beginning(_ letters: [Character], behind end: Int) -> Int? {
        let next = letters[end...].firstIndex { !isGap($0) }
        return next.flatMap { HarmlessNumbers.isDigit(letters[$0]) ? $0 : nil }
    }

    /// From one time to another.
    private static func stretch(_ letters: [Character], _ start: Int) -> Int? {
        guard let first = clock(letters, start) else { return nil }
        var index = skipSpaces(letters, first)
        for word in ["-", "–", "tot", "to", "à"] where letters[index...].starts(with: word) {
            index = skipSpaces(letters, index + word.count)
            return clock(letters, index)
        }
        return nil
    }

    private static func skipSpaces(_ letters: [Character], _ start: Int) -> Int {
        letters[start...].firstIndex { $0 != " " } ?? letters.count
    }

    /// `9`, `8.30`, `08:30`, `8u`, `8h30` or `0830`, and no digit behind it.
    private static func clock(_ letters: [Character], _ start: Int) -> Int? {
        let digits = letters[min(start, letters.count)...].prefix(while: HarmlessNumbers.isDigit)
        var end = start + digits.count
        guard let value = Int(String(digits)) else { return nil }
        if digits.count == 4 { return isMinute(value % 100) && value / 100 <= 24 ? end : nil }
        guard digits.count <= 2, value <= 24 else { return nil }
        guard end < letters.count, ".:uh".contains(letters[end]) else { return end }
        let minutes = letters[(end + 1)...].prefix(while: HarmlessNumbers.isDigit)
        // The point behind it may end a sentence.
        guard !minutes.isEmpty else { return ".:".contains(letters[end]) ? end : end + 1 }
        guard minutes.count == 2, let minute = Int(String(minutes)), minute < 60 else { return nil }
        end += 1 + minutes.count
        return end
    }

    /// Without a sign between, only the minutes at which doors open.
    private static func isMinute(_ minute: Int) -> Bool { minute < 60 && minute % 15 == 0 }
}
