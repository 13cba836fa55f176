import RuleFiles

/// What every scenario says first: the question, what its author expects, and how often it is played.
struct HeadBlock {
    var question: String
    var expects: String
    var seed: UInt64
    var replications: Int

    /// The head of the scenario's own file: none of it is taken from a base.
    static func read(_ own: FieldReader) -> HeadBlock? {
        let question = own.text("question")
        let expects = own.text("expects")
        let seed = own.integer("seed", 0...999_999_999)
        let replications = own.optional("replications") { $0.integer("replications", 1...1000) } ?? 1
        guard let question, let expects, let seed else { return nil }
        return HeadBlock(question: question, expects: expects, seed: UInt64(seed), replications: replications)
    }
}
