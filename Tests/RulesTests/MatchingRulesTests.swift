import Interpreting
import Rules
import Testing

@Suite struct MatchingRulesTests {
    static let constraints = rows(HardConstraint.allCases) { Sample.rule("matching.\($0.rawValue)") }
    static let costs = rows(SoftCost.allCases) { Sample.ruling(7, "matching.cost-\($0.rawValue)") }
    static let weights = [
        Priority.normal: Sample.ruling(1, "matching.normal"), .high: Sample.ruling(2, "matching.high"),
        .urgent: Sample.ruling(4, "matching.urgent"),
    ]
    static func rows<Key: Hashable, Value>(_ keys: [Key], _ value: (Key) -> Value) -> [Key: Value] {
        Dictionary(keys.map { ($0, value($0)) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `every constraint, cost and priority answers with its own row`() throws {
        let rules = try MatchingRules(constraints: Self.constraints, costs: Self.costs, weights: Self.weights)
        for constraint in HardConstraint.allCases { #expect(rules.rule(for: constraint).id == "matching.\(constraint.rawValue)") }
        for cost in SoftCost.allCases { #expect(rules.points(cost).rule.id == "matching.cost-\(cost.rawValue)") }
        #expect(Priority.allCases.map { rules.weight($0).value } == [1, 2, 4])
    }

    @Test func `every missing row is reported, not only the first`() {
        var (constraints, costs, weights) = (Self.constraints, Self.costs, Self.weights)
        constraints[.dailyHours] = nil
        constraints[.rest] = nil
        costs[.scarcity] = nil
        weights[.urgent] = nil
        let found = problems { () throws(RuleProblems) in try MatchingRules(constraints: constraints, costs: costs, weights: weights) }
        #expect(
            found == [
                "hard constraint rest has no row; add one", "hard constraint daily-hours has no row; add one",
                "soft cost scarcity has no row; add one", "priority urgent has no row; add one",
            ])
    }

    @Test func `points below zero and weights that fall are reported`() {
        var (costs, weights) = (Self.costs, Self.weights)
        costs[.aid] = Sample.ruling(-1, "a")
        (weights[.high], weights[.urgent]) = (Sample.ruling(5, "h"), Sample.ruling(1_001, "u"))
        let found = problems { () throws(RuleProblems) in
            try MatchingRules(constraints: Self.constraints, costs: costs, weights: weights)
        }
        #expect(
            found == [
                "aid costs -1 points; 0 to 1000000 are allowed",
                "priority weights 5 and 1001; they grow with the priority, from 1 to 1000",
            ])
    }
}

@Suite struct AidRulesTests {
    static func row(
        _ kind: AidKind, dutch: DutchLevel? = nil, contact: Bool = false, upTo: Int? = nil, _ complexities: [Complexity] = []
    ) -> AidRow {
        AidRow(
            dutchAtLeast: dutch, needsContactLanguage: contact, upToMinutes: upTo, complexities: complexities,
            advice: AidAdvice(kind: kind, dutch: "nl \(kind.rawValue)", english: "en \(kind.rawValue)"),
            rule: Sample.rule("aid.\(kind.rawValue)"))
    }
    static let rows = [
        row(.clearDutch, dutch: .b1, [.practical, .informative]), row(.contactLanguage, contact: true, [.practical, .informative]),
        row(.translationApp, upTo: 10, [.practical]), row(.interpreter),
    ]

    @Test(arguments: [
        (AidCase(dutch: .b1, contactLanguages: [], minutes: 30, complexity: .informative), AidKind.clearDutch),
        (AidCase(dutch: .c1, contactLanguages: [], minutes: 30, complexity: .complex), .interpreter),
        (AidCase(dutch: .a2, contactLanguages: [LanguageTag("en")], minutes: 30, complexity: .practical), .contactLanguage),
        (AidCase(dutch: .none, contactLanguages: [], minutes: 10, complexity: .practical), .translationApp),
        (AidCase(dutch: .none, contactLanguages: [], minutes: 11, complexity: .practical), .interpreter),
        (AidCase(dutch: .a1, contactLanguages: [], minutes: 5, complexity: .informative), .interpreter),
    ])
    func `the first row that holds decides`(aidCase: AidCase, kind: AidKind) throws {
        let ruling = try AidRules(rows: Self.rows).decide(aidCase)
        #expect(ruling.value.kind == kind && ruling.rule.id == "aid.\(kind.rawValue)" && ruling.value.english == "en \(kind.rawValue)")
    }

    @Test func `better Dutch never asks for more help`() throws {
        let rules = try AidRules(rows: Self.rows)
        for complexity in Complexity.allCases {
            for minutes in [5, 15, 90] {
                let kinds = DutchLevel.allCases.map {
                    rules.decide(AidCase(dutch: $0, contactLanguages: [], minutes: minutes, complexity: complexity)).value.kind
                }
                let help = kinds.map { AidKind.allCases.firstIndex(of: $0) ?? 0 }
                #expect(help == help.sorted(by: >))
            }
        }
    }

    @Test func `a table without an end, or with one too early, is reported`() {
        #expect(problems { () throws(RuleProblems) in try AidRules(rows: []) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try AidRules(rows: Array(Self.rows.dropLast())) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try AidRules(rows: [Self.row(.interpreter)] + Self.rows) }.count == 1)
    }
}
