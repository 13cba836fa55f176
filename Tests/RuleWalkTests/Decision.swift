import Dispatching
import Rules

/// What the rule book decides, as those hear it who ask: lines that change when a rule does.
///
/// It goes through the engine, the matcher, the planner or a scenario, never through the tables of the rule book alone: a table that
/// nobody asks would look as if it were read.
struct Decision: Sendable {
    let name: String
    /// The files of which it depends on some field.
    let files: [String]
    /// The fields, by key, for which it is tried; nil for all.
    let keys: Set<String>?
    /// Whether it depends on the value that was altered, and not only on the rules.
    let isAboutValue: Bool
    /// Lines that the rules lead to; the text is the value that was altered.
    let tell: @Sendable (RuleBook, String) throws -> [String]

    init(_ name: String, _ files: [String], keys: Set<String>? = nil, _ tell: @escaping @Sendable (RuleBook) throws -> [String]) {
        self.name = name
        self.files = files
        self.keys = keys
        isAboutValue = false
        self.tell = { book, _ in try tell(book) }
    }

    /// What people hear who type the value that is altered.
    init(_ name: String, _ files: [String], typing tell: @escaping @Sendable (RuleBook, String) throws -> [String]) {
        self.name = name
        self.files = files
        keys = nil
        isAboutValue = true
        self.tell = tell
    }

    func concerns(_ field: RuleField) -> Bool { keys?.contains(field.key) ?? true }

    /// The cheap ones first: the walk goes on at the first that changes.
    static let all: [Decision] =
        advice + prices + languages + agencies + matching + offers + journeys + working + endings + calendar + demand

    /// `RULES` for every row of a file: its id, reason and source.
    static func reasons(of file: String) -> Decision {
        Decision("RULES", [file]) { book in
            let counter = try Counter(book)
            return book.rows.filter { $0.file == "rules/\(file)" }.flatMap { counter.ask(.rules(id: $0.id)) }
        }
    }
}
