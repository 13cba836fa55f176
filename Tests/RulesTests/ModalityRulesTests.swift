import Interpreting
import Rules
import Testing

@Suite struct ModalityRulesTests {
    /// The table of the service.
    static let rows = [
        row(.practical, 1...30, .telephone, [.video]), row(.practical, 31...480, .video, [.telephone, .onsite]),
        row(.informative, 1...30, .telephone, [.video, .onsite]), row(.informative, 31...480, .video, [.onsite]),
        row(.complex, 1...30, .video, [.onsite]), row(.complex, 31...60, .video, [.onsite]), row(.complex, 61...480, .onsite, [.video]),
    ]
    static let modifiers = [
        modifier(.documents, "documents"), modifier(.participants(over: 2), "participants"), modifier(.emotional, "emotional"),
    ]

    static func row(
        _ complexity: Complexity, _ minutes: ClosedRange<Int>, _ modality: Modality, _ alternatives: [Modality]
    ) -> ModalityRow {
        ModalityRow(
            complexity: complexity, minutes: minutes, modality: modality, alternatives: alternatives,
            rule: Sample.rule("modality.\(complexity.rawValue)-\(minutes.lowerBound)-\(minutes.upperBound)"))
    }
    static func modifier(_ condition: ModalityModifier.Condition, _ id: String, isOn: Bool = true) -> ModalityModifier {
        ModalityModifier(condition: condition, excludes: .telephone, isOn: isOn, rule: Sample.rule("modality.\(id)"))
    }
    static func rules(
        _ rows: [ModalityRow] = rows, modifiers: [ModalityModifier] = modifiers, limits: ClosedRange<Int> = 1...480
    ) throws(RuleProblems) -> ModalityRules {
        try ModalityRules(
            rows: rows, modifiers: modifiers, limits: Sample.ruling(limits, "modality.limits"),
            interpretedPercent: Sample.ruling(150, "modality.factor"), roundingMinutes: 5,
            uninterpreted: [
                UninterpretedDuration(complexity: .informative, upTo: 20, rule: Sample.rule("modality.uninterpreted-informative")),
                UninterpretedDuration(complexity: .complex, upTo: 30, rule: Sample.rule("modality.uninterpreted-complex")),
            ])
    }

    static let circumstances = [false, true].flatMap { documents in
        [1, 2, 3].flatMap { participants in
            [false, true].map { Circumstances(documents: documents, participants: participants, emotional: $0) }
        }
    }

    @Test func `every conversation has exactly one modality, and alternatives without it and without the excluded ones`() throws {
        let rules = try Self.rules()
        for minutes in 1...480 {
            for complexity in Complexity.allCases {
                let answering = Self.rows.filter { $0.complexity == complexity && $0.minutes.contains(minutes) }
                #expect(answering.count == 1)
                for circumstances in Self.circumstances {
                    let advice = rules.advise(minutes: minutes, complexity: complexity, circumstances: circumstances).value
                    let excluded = advice.excluded.map(\.modality)
                    let tight = circumstances.documents || circumstances.participants > 2 || circumstances.emotional
                    let left = ([answering[0].modality] + answering[0].alternatives).filter { !excluded.contains($0) }
                    // Compared as one, because an expectation costs more than all else here.
                    let isRight = excluded == (tight ? [.telephone] : []) && [advice.modality] + advice.alternatives == left
                        && Set(left).count == left.count
                    if !isRight { Issue.record("\(minutes) minutes, \(complexity), \(circumstances): \(advice)") }
                }
            }
        }
    }

    @Test(arguments: [
        (Complexity.practical, 30, Modality.telephone), (.practical, 31, .video), (.practical, 60, .video), (.practical, 61, .video),
        (.informative, 30, .telephone), (.informative, 31, .video), (.informative, 60, .video), (.informative, 61, .video),
        (.complex, 30, .video), (.complex, 31, .video), (.complex, 60, .video), (.complex, 61, .onsite),
    ])
    func `thirty and sixty minutes belong to the shorter side`(complexity: Complexity, minutes: Int, expected: Modality) throws {
        #expect(try Self.rules().advise(minutes: minutes, complexity: complexity).value.modality == expected)
    }

    @Test func `the ruling cites the row, or the modifier that excludes what the row says`() throws {
        let rules = try Self.rules()
        #expect(rules.advise(minutes: 75, complexity: .complex).rule.id == "modality.complex-61-480")
        let documents = Circumstances(documents: true, emotional: true)
        let excluded = rules.advise(minutes: 20, complexity: .practical, circumstances: documents)
        #expect(excluded.value.modality == .video && excluded.value.alternatives == [])
        #expect(excluded.rule.id == "modality.documents")
        // Telephone is only an alternative there: the row still decides.
        let untouched = rules.advise(minutes: 45, complexity: .practical, circumstances: documents)
        #expect(untouched.value.modality == .video && untouched.value.alternatives == [.onsite])
        #expect(untouched.rule.id == "modality.practical-31-480")
        #expect(untouched.value.excluded.map(\.rule.id) == ["modality.documents"])
        #expect(untouched.value.allows(.onsite) && !untouched.value.allows(.telephone))
    }

    @Test func `two participants are still few, three are many`() throws {
        let rules = try Self.rules()
        for (participants, modality) in [(1, Modality.telephone), (2, .telephone), (3, .video)] {
            let circumstances = Circumstances(participants: participants)
            #expect(rules.advise(minutes: 10, complexity: .practical, circumstances: circumstances).value.modality == modality)
        }
    }

    @Test func `a modifier that is switched off has no effect`() throws {
        let rules = try Self.rules(modifiers: [Self.modifier(.documents, "documents", isOn: false)])
        let advice = rules.advise(minutes: 10, complexity: .practical, circumstances: Circumstances(documents: true))
        #expect(advice.value.modality == .telephone && advice.value.excluded.isEmpty)
    }

    @Test(arguments: [(0, false), (1, true), (480, true), (481, false), (100_000, false), (-5, false), (Int.max, false), (Int.min, false)])
    func `durations outside the limits are refused with the row, and still judged without harm`(minutes: Int, fits: Bool) throws {
        let rules = try Self.rules()
        #expect(rules.refusal(minutes: minutes)?.id == (fits ? nil : "modality.limits"))
        let nearest = rules.advise(minutes: min(max(minutes, 1), 480), complexity: .complex)
        #expect(rules.advise(minutes: minutes, complexity: .complex) == nearest)
    }

    @Test func `a duration that looks like that of the talk alone is advised half as long again, rounded up`() throws {
        let rules = try Self.rules()
        #expect(rules.interpretedMinutes(stated: 20, complexity: .informative)?.value == 30)
        #expect(rules.interpretedMinutes(stated: 15, complexity: .informative)?.value == 25)
        #expect(rules.interpretedMinutes(stated: 30, complexity: .complex)?.value == 45)
        #expect(rules.interpretedMinutes(stated: 30, complexity: .complex)?.rule.id == "modality.uninterpreted-complex")
        #expect(rules.interpretedMinutes(stated: 21, complexity: .informative) == nil)
        #expect(rules.interpretedMinutes(stated: 5, complexity: .practical) == nil)
        #expect(rules.interpretedMinutes(stated: 0, complexity: .complex) == nil)
    }

    @Test func `a gap is reported once, with the minutes it spans`() {
        var rows = Self.rows
        rows[1] = Self.row(.practical, 41...479, .video, [.onsite])
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(rows) } == [
                "no row answers for practical talks of 31 to 40 minutes; add one or widen a neighbour",
                "no row answers for practical talks of 480 minutes; add one or widen a neighbour",
            ])
    }

    @Test func `an overlap is reported with the rows that both answer`() {
        var rows = Self.rows
        rows[6] = Self.row(.complex, 60...480, .onsite, [.video])
        let found = problems { () throws(RuleProblems) in try Self.rules(rows) }
        #expect(found.count == 1)
        let expected = "complex talks of 60 minutes have several answers: modality.complex-31-60 (rules/sample.yaml:1) and"
        #expect(found.first?.hasPrefix(expected) == true)
    }

    @Test func `an overlap beside a gap makes two problems`() {
        let rows = Self.rows.filter { $0.complexity != .practical } + [
            Self.row(.practical, 1...20, .telephone, [.video]), Self.row(.practical, 20...29, .telephone, [.video]),
            Self.row(.practical, 31...480, .video, []),
        ]
        let found = problems { () throws(RuleProblems) in try Self.rules(rows) }
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("practical talks of 20 minutes") == true)
        #expect(found.last?.hasPrefix("no row answers for practical talks of 30 minutes") == true)
    }

    @Test func `a row that the modifiers can leave with nothing is reported`() {
        var rows = Self.rows
        rows[0] = Self.row(.practical, 1...30, .telephone, [])
        let found = problems { () throws(RuleProblems) in try Self.rules(rows) }
        #expect(found == ["the modifiers together can exclude telephone, all that the row allows; add an alternative"])
        // Switched off, they cannot.
        let off = Self.modifiers.map { ModalityModifier(condition: $0.condition, excludes: $0.excludes, isOn: false, rule: $0.rule) }
        #expect(problems { () throws(RuleProblems) in try Self.rules(rows, modifiers: off) }.isEmpty)
    }

    @Test func `senseless rows and limits are reported`() {
        var rows = Self.rows
        rows[0] = Self.row(.practical, 1...30, .telephone, [.telephone, .video, .video])
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(rows + [Self.row(.complex, 500...600, .video, [])]) } == [
                "telephone is its own alternative; remove it", "an alternative is named twice; remove one",
                "minutes 500 to 600 are outside the limits 1 to 480; the row never decides",
            ])
        #expect(problems { () throws(RuleProblems) in try Self.rules(limits: 0...480) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(limits: 1...Int.max) }.count == 1)
    }

    @Test func `complete rules find nothing to complain about`() throws {
        #expect(try Self.rules().checkComplete().isEmpty)
    }
}
