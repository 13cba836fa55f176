import Interpreting
import Rules
import Testing

@Suite struct WorkingRulesTests {
    static let rest = Modality.allCases.flatMap { after in
        Modality.allCases.map { before in
            RestRow(
                after: after, before: before, minutes: (after == .onsite ? 15 : 5) + (before == .onsite ? 10 : 0),
                rule: Sample.rule("working.rest-\(after.rawValue)-\(before.rawValue)"))
        }
    }
    static func minutes(_ telephone: Int, _ video: Int, _ onsite: Int, _ id: String) -> [Modality: Ruling<Int>] {
        [.telephone: Sample.ruling(telephone, id), .video: Sample.ruling(video, id), .onsite: Sample.ruling(onsite, id)]
    }
    static func rules(
        rest: [RestRow] = rest, solo: [Modality: Ruling<Int>] = minutes(60, 90, 120, "working.solo"),
        daily: Int = 420
    ) throws(RuleProblems) -> WorkingRules {
        try WorkingRules(
            rest: rest, buffers: minutes(2, 5, 10, "working.buffer"), soloMinutes: solo,
            dailyMinutes: Sample.ruling(daily, "working.daily"), weeklyMinutes: Sample.ruling(2100, "working.weekly"),
            noShowGrace: Sample.ruling(.minutes(15), "working.no-show"),
            completionGrace: Sample.ruling(.hours(2), "working.completion"),
            earlyStart: Sample.ruling(.minutes(10), "working.early"))
    }

    @Test func `rest depends on what came before and on what comes after`() throws {
        let rules = try Self.rules()
        #expect(rules.rest(after: .telephone, before: .telephone).value == 5)
        #expect(rules.rest(after: .onsite, before: .video).value == 15)
        #expect(rules.rest(after: .video, before: .onsite).value == 15)
        #expect(rules.rest(after: .onsite, before: .onsite).value == 25)
        for after in Modality.allCases {
            for before in Modality.allCases {
                #expect(rules.rest(after: after, before: before).rule.id == "working.rest-\(after.rawValue)-\(before.rawValue)")
            }
        }
    }

    @Test(arguments: [
        (61, Modality.telephone, 2, 35), (120, .telephone, 2, 60), (121, .telephone, 3, 45), (91, .video, 2, 50), (121, .onsite, 2, 65),
        (480, .onsite, 4, 120),
    ])
    func `what is too long for one is divided into talks of equal length`(minutes: Int, modality: Modality, talks: Int, each: Int) throws {
        let ruling = try #require(try Self.rules().division(minutes: minutes, modality: modality) { _ in modality })
        #expect(ruling.value.parts == Division.Parts(talks: talks, minutes: each) && ruling.rule.id == "working.solo")
        #expect(ruling.value.advice == "book \(talks) talks of \(each) minutes" && each <= ruling.value.limit)
        #expect(try Self.rules().division(minutes: ruling.value.limit, modality: modality) { _ in modality } == nil)
    }

    /// By video one interpreter does 20 minutes here and by telephone 10; what is shorter than half an hour is by telephone.
    @Test func `the parts are talks that can be booked themselves`() throws {
        let rules = try Self.rules(solo: Self.minutes(10, 20, 25, "working.solo"))
        func advised(_ minutes: Int) -> Modality? { minutes <= 30 ? .telephone : .video }
        #expect(rules.division(minutes: 31, modality: .video, advised: advised)?.value.parts == Division.Parts(talks: 4, minutes: 10))
        let none = try #require(rules.division(minutes: 31, modality: .video) { $0 < 20 ? nil : .telephone })
        #expect(none.value.parts == nil && none.value.advice == "shorter talks of equal length cannot be booked for it either")
        let uneven = rules.division(minutes: 21, modality: .video) { $0 == 11 ? .video : .telephone }
        #expect(uneven?.value.parts == Division.Parts(talks: 2, minutes: 11))
    }

    @Test func `missing and doubled rows and numbers out of range are reported`() {
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(rest: Array(Self.rest.dropLast(2))) } == [
                "rest after onsite before video has no row; add one", "rest after onsite before onsite has no row; add one",
            ])
        #expect(problems { () throws(RuleProblems) in try Self.rules(rest: Self.rest + [Self.rest[0]]) }.count == 1)
        #expect(problems { () throws(RuleProblems) in try Self.rules(solo: Self.minutes(0, 90, 120, "s")) }.count == 1)
        #expect(
            problems { () throws(RuleProblems) in try Self.rules(daily: 1441) } == ["minutes a day: 1441 minutes; 1 to 1440 are allowed"])
    }
}

@Suite struct RuleBookTests {
    @Test func `a row is cited by its file and line, and the ruling keeps it when its value is mapped`() {
        let rule = RuleReference(file: "rules/working.yaml", line: 12, id: "working.rest", reason: "voices tire", source: "policy")
        #expect(rule.citation == "rules/working.yaml:12")
        #expect(Ruling(20, rule).map { $0 * 2 } == Ruling(40, rule))
    }
}
