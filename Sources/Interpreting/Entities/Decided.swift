/// What was true of the people for a request when it was decided. Kept with it, because the register and the rules go on changing.
public struct Decided: Hashable, Sendable {
    /// How many are named at most: of those who could do it, and for each reason of those who could not. Everybody is counted.
    public static let named = (eligible: 12, against: 5)

    public var at: Timestamp
    /// The fingerprint of the rule book that decided.
    public var rules: String
    /// How many could do it.
    public var eligible: Int
    /// The first of them, best first.
    public var ranking: [Choice]
    /// What stood first in the way of the others, most first.
    public var against: [Reason]
    /// What the points of the one who got it were made of.
    public var score: [Cost]

    public struct Choice: Hashable, Sendable {
        public var interpreter: InterpreterID
        public var level: CertificateLevel
        public var points: Int
        /// False when nobody was there to hear it ring.
        public var isReachable: Bool

        public init(_ interpreter: InterpreterID, level: CertificateLevel, points: Int, isReachable: Bool = true) {
            self.interpreter = interpreter
            self.level = level
            self.points = points
            self.isReachable = isReachable
        }
    }

    public struct Reason: Hashable, Sendable {
        /// The hard constraint by its name, for instance `rest`.
        public var constraint: String
        public var count: Int
        /// The first of them, ascending.
        public var interpreters: [InterpreterID]

        public init(_ constraint: String, count: Int, interpreters: [InterpreterID]) {
            self.constraint = constraint
            self.count = count
            self.interpreters = interpreters
        }
    }

    public struct Cost: Hashable, Sendable {
        /// The soft cost by its name, for instance `travel`.
        public var cost: String
        /// Units of it, and the points that they cost.
        public var amount: Int
        public var points: Int
        /// The rule that priced it.
        public var rule: String

        public init(_ cost: String, amount: Int, points: Int, rule: String) {
            self.cost = cost
            self.amount = amount
            self.points = points
            self.rule = rule
        }
    }

    public init(
        at: Timestamp, rules: String, eligible: Int, ranking: [Choice] = [], against: [Reason] = [], score: [Cost] = []
    ) {
        self.at = at
        self.rules = rules
        self.eligible = eligible
        self.ranking = ranking
        self.against = against
        self.score = score
    }

    /// How many could not.
    public var excluded: Int { against.reduce(0) { $0 + $1.count } }
}

/// As it is kept in tables and in the journal: a few short lines, such as `choice 7 certified 105` and `against rest 3 12 14 19`.
extension Decided {
    public var lines: [String] {
        ["at \(at.milliseconds)", "rules \(rules)", "eligible \(eligible)"]
            + ranking.map { "choice \($0.interpreter.number) \($0.level.rawValue) \($0.points)\($0.isReachable ? "" : " away")" }
            + against.map { reason in
                (["against \(reason.constraint) \(reason.count)"] + reason.interpreters.map { "\($0.number)" }).joined(separator: " ")
            }
            + score.map { "cost \($0.cost) \($0.amount) \($0.points) \($0.rule)" }
    }

    /// Nil when a line is not what ``lines`` writes. Lines that begin with another word are of a later version and passed over.
    public init?(lines: [String]) {
        self.init(at: Timestamp(milliseconds: 0), rules: "", eligible: 0)
        for line in lines {
            let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard read(words) else { return nil }
        }
    }

    private mutating func read(_ words: [String]) -> Bool {
        switch (words.first, words.count) {
        case ("at", 2):
            guard let number = Int64(words[1]) else { return false }
            at = Timestamp(milliseconds: number)
        case ("rules", 2): rules = words[1]
        case ("eligible", 2):
            guard let count = Int(words[1]) else { return false }
            eligible = count
        case ("choice", 4...5):
            guard let number = Int64(words[1]), let level = CertificateLevel(rawValue: words[2]), let points = Int(words[3]),
                words.count == 4 || words[4] == "away"
            else { return false }
            ranking.append(Choice(Identifier(number), level: level, points: points, isReachable: words.count == 4))
        case ("against", 3...):
            let numbers = words.dropFirst(3).compactMap { Int64($0) }
            guard let count = Int(words[2]), numbers.count == words.count - 3 else { return false }
            against.append(Reason(words[1], count: count, interpreters: numbers.map { Identifier($0) }))
        case ("cost", 5):
            guard let amount = Int(words[2]), let points = Int(words[3]) else { return false }
            score.append(Cost(words[1], amount: amount, points: points, rule: words[4]))
        case ("at", _), ("rules", _), ("eligible", _), ("choice", _), ("against", _), ("cost", _): return false
        default: break
        }
        return true
    }
}

extension Decided: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let decided = Decided(lines: try container.decode([String].self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a line of the decision cannot be read")
        }
        self = decided
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(lines)
    }
}
