import Rules

/// What a loaded rule book holds, in counts.
public struct RuleSummary: Hashable, Sendable {
    private let counts: [(count: Int, name: String)]
    /// Names the content of all rule files.
    public let fingerprint: String

    public init(_ book: RuleBook) {
        counts = [
            (book.languages.all.count, "languages"),
            (book.languages.all.reduce(0) { $0 + book.languages.substitutes(for: $1.tag).count }, "substitutes"),
            (book.agencies.all.count, "agencies"), (book.gazetteer.all.count, "municipalities"),
            (book.modality.rows.count, "rows of the modality table"), (book.modality.modifiers.count, "modifiers"),
            (book.aid.rows.count, "aid rows"),
            (book.calendar.publicHolidays.count, "public holidays"), (book.calendar.schoolHolidays.count, "school holidays"),
            (book.rows.count, "rows with a reason and a source"),
        ]
        fingerprint = book.fingerprint
    }

    /// One count a line, then the fingerprint.
    public var text: String {
        (counts.map { "\($0.count) \($0.name)" } + ["fingerprint \(fingerprint)"]).joined(separator: "\n")
    }

    public static func == (left: RuleSummary, right: RuleSummary) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
