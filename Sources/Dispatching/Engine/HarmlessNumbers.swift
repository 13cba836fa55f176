/// Dates, times, opening hours and short dossier numbers in a free text: numbers, but nobody's.
enum HarmlessNumbers {
    /// The text with each of them replaced by `#`.
    static func blanked(_ text: String) -> String {
        let letters = Array(text)
        var blanked = ""
        var index = 0
        while index < letters.count {
            // What stands inside a longer number is part of it.
            let isBeginning = index == 0 || !isDigit(letters[index - 1]) && !joins(letters, at: index - 1)
            if isBeginning, let end = end(of: letters, from: index) ?? OpeningHours.end(of: letters, from: index, after: blanked) {
                blanked.append("#")
                index = end
            } else {
                blanked.append(letters[index])
                index += 1
            }
        }
        return blanked
    }

    /// A sign that ties two groups of digits together, as in `475-12`.
    private static func joins(_ letters: [Character], at index: Int) -> Bool {
        index > 0 && "-/._".contains(letters[index]) && isDigit(letters[index - 1])
    }

    /// Where a harmless number that begins at `start` ends; nil when none does.
    private static func end(of letters: [Character], from start: Int) -> Int? {
        for shape in shapes {
            guard let end = shape.match(letters, from: start), isWhole(letters, end) else { continue }
            return end
        }
        return nil
    }

    /// No digit follows, and no sign with a digit behind it unless it is the dash of a range of times.
    private static func isWhole(_ letters: [Character], _ end: Int) -> Bool {
        guard end < letters.count else { return true }
        if isDigit(letters[end]) { return false }
        guard "-/._".contains(letters[end]), end + 1 < letters.count, isDigit(letters[end + 1]) else { return true }
        return letters[end] == "-" && Shape.time.match(letters, from: end + 1) != nil
    }

    /// Whether a harmless number begins there.
    static func isAnother(_ letters: [Character], _ start: Int) -> Bool { end(of: letters, from: start) != nil }

    static func isDigit(_ letter: Character) -> Bool { letter.isASCII && letter.isNumber }

    private static let shapes: [Shape] = [.isoDate, .europeanDate, .time, .dossier]

    /// Groups of digits with signs between.
    struct Shape: Sendable {
        /// How many digits each group may have, and which values.
        let groups: [(digits: ClosedRange<Int>, values: ClosedRange<Int>)]
        let signs: String

        static let isoDate = Shape(groups: [(4...4, 1900...2099), (1...2, 1...12), (1...2, 1...31)], signs: "-/.")
        static let europeanDate = Shape(groups: [(1...2, 1...31), (1...2, 1...12), (4...4, 1900...2099)], signs: "-/.")
        static let time = Shape(groups: [(1...2, 0...23), (2...2, 0...59)], signs: ":hu")
        static let dossier = Shape(groups: [(4...4, 1900...2099), (1...6, 0...999_999)], signs: "/-")

        func match(_ letters: [Character], from start: Int) -> Int? {
            var index = start
            for (place, group) in groups.enumerated() {
                if place > 0 {
                    guard index < letters.count, signs.contains(letters[index]) else { return nil }
                    index += 1
                }
                let digits = letters[index...].prefix { HarmlessNumbers.isDigit($0) }
                guard group.digits.contains(digits.count), let value = Int(String(digits)), group.values.contains(value) else { return nil }
                index += digits.count
            }
            return index
        }
    }
}
