import Interpreting

/// How well a client knows Dutch; the levels of the Common European Framework of Reference.
public enum DutchLevel: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case none, a1, a2, b1, b2, c1

    private var rank: Int {
        switch self {
        case .none: 0
        case .a1: 1
        case .a2: 2
        case .b1: 3
        case .b2: 4
        case .c1: 5
        }
    }

    /// What may be said of a client's Dutch: in plain words, or by level.
    public static let statements = ["none", "basic", "good", "a1", "a2", "b1", "b2", "c1"]

    /// Plain words mean the least that they may mean: basic Dutch is A2, good Dutch B2.
    public init?(stated text: String) {
        switch text {
        case "basic": self = .a2
        case "good": self = .b2
        default: self.init(rawValue: text)
        }
    }

    public static func < (left: DutchLevel, right: DutchLevel) -> Bool { left.rank < right.rank }
}

/// What the language-aid decision is about.
public struct AidCase: Hashable, Sendable {
    public var dutch: DutchLevel
    /// Languages that the client and the professional both speak well.
    public var contactLanguages: [LanguageTag]
    public var minutes: Int
    public var complexity: Complexity

    public init(dutch: DutchLevel, contactLanguages: [LanguageTag], minutes: Int, complexity: Complexity) {
        self.dutch = dutch
        self.contactLanguages = contactLanguages
        self.minutes = minutes
        self.complexity = complexity
    }
}

/// What helps.
public enum AidKind: String, Hashable, Sendable, Codable, CaseIterable {
    case clearDutch = "clear-dutch"
    case contactLanguage = "contact-language"
    case translationApp = "translation-app"
    case interpreter
}

/// The advice, with the sentence that says why.
public struct AidAdvice: Hashable, Sendable {
    public let kind: AidKind
    public let dutch: String
    public let english: String

    public init(kind: AidKind, dutch: String, english: String) {
        self.kind = kind
        self.dutch = dutch
        self.english = english
    }
}

/// A row of the language-aid table: holds when all its conditions do.
public struct AidRow: Hashable, Sendable {
    /// At least this level; `none` for any.
    public let dutchAtLeast: DutchLevel
    /// Whether a language shared by both is needed.
    public let needsContactLanguage: Bool
    /// Minutes at most; nil for any.
    public let upToMinutes: Int?
    /// Empty for any.
    public let complexities: [Complexity]
    public let advice: AidAdvice
    public let rule: RuleReference

    public init(
        dutchAtLeast: DutchLevel? = nil, needsContactLanguage: Bool = false, upToMinutes: Int? = nil,
        complexities: [Complexity] = [], advice: AidAdvice, rule: RuleReference
    ) {
        self.dutchAtLeast = dutchAtLeast ?? DutchLevel.none
        self.needsContactLanguage = needsContactLanguage
        self.upToMinutes = upToMinutes
        self.complexities = complexities
        self.advice = advice
        self.rule = rule
    }

    /// Whether the row holds for every case.
    var isUnconditional: Bool {
        dutchAtLeast == DutchLevel.none && !needsContactLanguage && upToMinutes == nil && Complexity.allCases.allSatisfy(admits)
    }

    private func admits(_ complexity: Complexity) -> Bool { complexities.isEmpty || complexities.contains(complexity) }

    func holds(for aidCase: AidCase) -> Bool {
        aidCase.dutch >= dutchAtLeast && (!needsContactLanguage || !aidCase.contactLanguages.isEmpty)
            && aidCase.minutes <= (upToMinutes ?? .max) && admits(aidCase.complexity)
    }
}

/// `rules/aid.yaml`: whether an interpreter is what is needed.
public struct AidRules: Sendable {
    /// The first row that holds decides.
    public let rows: [AidRow]
    private let last: AidRow

    /// - Throws: a problem when the last row has a condition, or an earlier one has none and hides those after it.
    public init(rows: [AidRow]) throws(RuleProblems) {
        guard let last = rows.last else { throw RuleProblems([RuleProblem("no rows at all; add one that always holds")]) }
        var problems: [RuleProblem] = []
        if !last.isUnconditional {
            problems.append(RuleProblem("the last row has a condition; add a row without one, which answers the rest", rows: [last.rule]))
        }
        for row in rows.dropLast() where row.isUnconditional {
            problems.append(RuleProblem("the row always holds, so the rows after it never decide; move it to the end", rows: [row.rule]))
        }
        try RuleProblems.check(problems)
        self.rows = rows
        self.last = last
    }

    public func decide(_ aidCase: AidCase) -> Ruling<AidAdvice> {
        let row = rows.first { $0.holds(for: aidCase) } ?? last
        return Ruling(row.advice, row.rule)
    }
}
