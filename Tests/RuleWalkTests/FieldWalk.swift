import Rules
import Yams

/// Goes through the fields of one rule file and looks for those that change nothing.
struct FieldWalk {
    /// A field that nobody reads, or that nothing else can be put in place of.
    struct Problem: CustomStringConvertible {
        let description: String
    }

    let file: String
    let fields: [RuleField]
    private let others: OtherValues
    private let book: RuleBook
    private let decisions: [Reader]
    private let reasons: Reader

    /// A decision with what it comes to while nothing is altered.
    private struct Reader {
        let decision: Decision
        private let told: [String]
        private let unaltered: RuleBook

        init(_ decision: Decision, _ book: RuleBook) throws {
            self.decision = decision
            unaltered = book
            told = decision.isAboutValue ? [] : try decision.tell(book, "")
        }

        func isChanged(by book: RuleBook, _ field: RuleField) throws -> Bool {
            guard decision.concerns(field) else { return false }
            let before = decision.isAboutValue ? try decision.tell(unaltered, field.text) : told
            return try decision.tell(book, field.text) != before
        }
    }

    /// Fields that say who a row is and why it is so: a citation shows them.
    private static let explained: Set = ["id", "name", "reason", "source"]

    init(_ file: String, decisions: [Decision]? = nil) throws {
        self.file = file
        book = try RuleSources.book()
        let tree = try Sample.extended(RuleSources.tree(file), file)
        fields = RuleField.all(in: tree)
        others = OtherValues(tree: tree, fields: fields)
        guard let book = RuleEdition(book).with(file, tree).book else { throw RuleSources.Unreadable(problems: ["\(file) as it is"]) }
        let own = decisions ?? Decision.all.filter { $0.files.contains(file) }
        self.decisions = try own.map { try Reader($0, book) }
        reasons = try Reader(Decision.reasons(of: file), book)
    }

    /// What is wrong with a field; nil when some decision changes with it.
    func problem(with field: RuleField) throws -> Problem? {
        let readers = Self.explained.contains(field.key) ? [reasons] + decisions : decisions
        var tried: [String] = []
        for variations in [others.variations(of: field), others.withoutRow(field)] where tried.isEmpty {
            for variation in variations {
                guard let changed = RuleEdition(book).with(file, variation.tree).book else { continue }
                for reader in readers where try reader.isChanged(by: changed, field) { return nil }
                tried.append(variation.what)
            }
        }
        let place = "rules/\(file):\(field.line): \(field.key) is \(field.text)"
        guard !tried.isEmpty else { return Problem(description: "\(place), and nothing that the walk knows can stand in its place") }
        return Problem(description: "\(place), and no decision changes when it is \(tried.joined(separator: ", or "))")
    }
}
