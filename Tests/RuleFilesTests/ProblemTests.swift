import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

/// Each class of problem, with exactly the text that a person gets to see.
@Suite struct ProblemTests {
    /// A small but whole file, so that the positions can be counted by eye.
    private func aid(_ row: String) -> String {
        """
        rows:
          - id: aid.first
            advice: interpreter
        \(row)
          - {id: aid.last, advice: interpreter, nl: a, en: b, reason: a, source: b}
        """
    }

    private let goodRow = """
            nl: ja
            en: yes
            complexities: [practical]
            reason: it is so
            source: policy
        """

    @Test func theSmallFileOfTheseTestsIsGood() {
        #expect(RuleFixtures.problems("aid.yaml", aid(goodRow)) == [])
    }

    @Test func anUnknownKeyIsNamedWithItsNearest() {
        let text = aid(goodRow.replacingOccurrences(of: "reason", with: "raeson"))
        #expect(
            RuleFixtures.problems("aid.yaml", text) == [
                "rules/aid.yaml:2:5: missing key \"reason\", expected text",
                "rules/aid.yaml:7:5: unknown key \"raeson\", expected one of advice, complexities, contact-language, dutch-at-least, en, "
                    + "id, nl, reason, source, up-to-minutes; did you mean \"reason\"?",
            ])
    }

    @Test func anUnknownKeyAtTheTopIsFoundToo() {
        #expect(
            RuleFixtures.problems("aid.yaml", aid(goodRow) + "\nnonsense: 1") == [
                "rules/aid.yaml:10:1: unknown key \"nonsense\", expected one of rows"
            ])
    }

    @Test func aMissingReasonAndSourceAreReported() {
        let text = aid("    nl: ja\n    en: yes\n    complexities: [practical]")
        #expect(
            RuleFixtures.problems("aid.yaml", text) == [
                "rules/aid.yaml:2:5: missing key \"reason\", expected text",
                "rules/aid.yaml:2:5: missing key \"source\", expected text",
            ])
    }

    @Test func anEmptyReasonIsNoReason() {
        let text = aid(goodRow.replacingOccurrences(of: "it is so", with: "''"))
        #expect(RuleFixtures.problems("aid.yaml", text) == ["rules/aid.yaml:7:13: reason is empty, expected text of 1 to 600 characters"])
    }

    @Test func aWordThatIsNoChoiceIsNamedWithItsNearest() {
        let text = aid(goodRow.replacingOccurrences(of: "[practical]", with: "[practical, compelx]"))
        #expect(
            RuleFixtures.problems("aid.yaml", text) == [
                "rules/aid.yaml:6:31: complexities is \"compelx\", expected one of practical, informative, complex; "
                    + "did you mean \"complex\"?"
            ])
    }

    @Test(arguments: [
        ("complexities: [practical]", "complexities: practical", "6:19: complexities is the word \"practical\", expected a list"),
        ("complexities: [practical]", "complexities: {practical: 1}", "6:19: complexities is a mapping, expected a list"),
        ("complexities: [practical]", "complexities: [[practical]]", "6:20: complexities is a list, expected text"),
        ("reason: it is so", "reason: [it, is, so]", "7:13: reason is a list, expected text"),
        ("reason: it is so", "reason:", "7:12: reason is empty, expected text of 1 to 600 characters"),
    ])
    func aWrongTypeIsReported(old: String, new: String, problem: String) {
        let text = aid(goodRow.replacingOccurrences(of: old, with: new))
        #expect(RuleFixtures.problems("aid.yaml", text) == ["rules/aid.yaml:\(problem)"])
    }

    @Test func aRowThatIsNoMappingIsReported() {
        #expect(
            RuleFixtures.problems("aid.yaml", aid(goodRow) + "\n  - ps") == [
                "rules/aid.yaml:10:5: the word \"ps\", expected a mapping: a row of rows"
            ])
    }

    @Test func anIdGivenTwiceIsReportedWithThePlaceOfTheFirst() {
        let text = aid(goodRow).replacingOccurrences(of: "id: aid.last", with: "id: aid.first")
        #expect(
            RuleFixtures.problems("aid.yaml", text) == [
                "rules/aid.yaml:9:5: id \"aid.first\" is already taken by rules/aid.yaml:2, expected an id of its own"
            ])
    }

    @Test func anIdOfAnotherFileCannotBeTaken() throws {
        let text = aid(goodRow).replacingOccurrences(of: "id: aid.last", with: "id: working.daily")
        // working.yaml is read first: the order of reading is that of the parts of the book.
        let place = try #require(RuleFixtures.book().row("working.daily")).citation
        #expect(
            RuleFixtures.problems("aid.yaml", text) == [
                "rules/aid.yaml:9:5: id \"working.daily\" is already taken by \(place), expected an id of its own"
            ])
    }

    // MARK: Numbers and times

    @Test func aNumberOutOfRangeIsReportedWithItsLimits() throws {
        let place = try RuleFixtures.place("working.yaml", of: "360")
        #expect(
            try RuleFixtures.problems("working.yaml", replacing: "minutes: 360", with: "minutes: 3600") == [
                "\(place): minutes is \"3600\", expected a whole number from 1 to 1440"
            ])
    }

    @Test(arguments: ["six", "6.5", "0x168", "+360", "1e2", "99999999999999999999", "-1"])
    func onlyPlainWholeNumbersAreNumbers(text: String) throws {
        let place = try RuleFixtures.place("working.yaml", of: "360")
        #expect(
            try RuleFixtures.problems("working.yaml", replacing: "minutes: 360", with: "minutes: \(text)") == [
                "\(place): minutes is \"\(text)\", expected a whole number from 1 to 1440"
            ])
    }

    @Test func anAmountHasTwoDecimalsAtMost() throws {
        let place = try RuleFixtures.place("tariffs.yaml", of: "0.33")
        #expect(
            try RuleFixtures.problems("tariffs.yaml", replacing: "0.33", with: "0.335") == [
                "\(place): per-kilometre is \"0.335\", expected a number from 0.00 to 10.00 with at most 2 decimals"
            ])
    }

    @Test(arguments: ["25", "25 s", "25m", "s", "-25s", "0s", "400d"])
    func aLengthOfTimeNeedsAUnitAndFits(text: String) throws {
        let place = try RuleFixtures.place("offers.yaml", of: "25s\n")
        #expect(
            try RuleFixtures.problems("offers.yaml", replacing: "ring: 25s", with: "ring: \(text)") == [
                "\(place): ring is \"\(text)\", expected a time from 1s to 366d, such as 25s, 15min, 2h or 7d"
            ])
    }

    @Test(arguments: ["9:00", "24:01", "10:60", "ten", "10:00:00", "+1:00", "1０:00"])
    func aTimeOfDayIsHoursAndMinutes(text: String) throws {
        let place = try RuleFixtures.place("cancellation.yaml", of: "10:00")
        #expect(
            try RuleFixtures.problems("cancellation.yaml", replacing: "until: 10:00", with: "until: \(text)") == [
                "\(place): until is \"\(text)\", expected a time from 00:00 to 24:00"
            ])
    }

    // MARK: Problems between rows

    @Test func aSubstituteForAnUnknownLanguageIsReportedAtItsRow() throws {
        let problems = try RuleFixtures.problems(
            "languages.yaml", replacing: "  - offered: ru\n    wanted: uk", with: "  - offered: ru\n    wanted: ukr")
        let place = try RuleFixtures.place("languages.yaml", of: "offered: ru")
        #expect(problems == ["\(place): language ukr is not in the list; did you mean \"uk\"?"])
    }

    @Test func aTerritoryClaimedTwiceIsReported() throws {
        let problems = try RuleFixtures.problems("agencies.yaml", replacing: "territory: [44021]", with: "territory: [44021, 11002]")
        let place = try RuleFixtures.place("agencies.yaml", of: "code: atlas")
        #expect(problems == ["\(place): municipality 11002 is in the territory of both atlas and amal; leave it with one"])
    }

    @Test func aMunicipalityThatDoesNotExistIsReported() throws {
        let problems = try RuleFixtures.problems("agencies.yaml", replacing: "territory: [44021]", with: "territory: [44021, 44999]")
        let place = try RuleFixtures.place("agencies.yaml", of: "code: amal")
        #expect(problems == ["\(place): municipality 44999 of amal is not in the gazetteer"])
    }

    @Test func aTerritoryThatIsNeitherCodesNorTheRemainderIsReported() throws {
        let place = try RuleFixtures.place("agencies.yaml", of: "remainder\n    opening")
        #expect(
            try RuleFixtures.problems("agencies.yaml", replacing: "territory: remainder", with: "territory: remaindr") == [
                "\(place): territory is \"remaindr\", expected one of remainder; did you mean \"remainder\"?"
            ])
        let codes = try RuleFixtures.place("agencies.yaml", of: "11002]")
        #expect(
            try RuleFixtures.problems("agencies.yaml", replacing: "[11002]", with: "[1102]") == [
                "\(codes): territory has \"1102\", expected a NIS code of five digits"
            ])
    }

    @Test func aNameWithoutARowIsReported() throws {
        // The row becomes one of another name, which the file then has twice.
        let problems = try RuleFixtures.problems("matching.yaml", replacing: "- name: normal", with: "- name: high")
        let text = try RuleFixtures.text("matching.yaml").components(separatedBy: "priorities:\n")
        let one = "- name: high\n    weight: 1\n    reason: a\n    source: b\n"
        #expect(problems.count == 1 && problems[0].contains("id \"priority.high\" is already taken"))
        #expect(
            RuleFixtures.problems("matching.yaml", text[0] + "priorities:\n  " + one) == [
                "rules/matching.yaml: priority normal has no row; add one", "rules/matching.yaml: priority urgent has no row; add one",
            ])
    }

    @Test func aPlaceWithoutAGroupIsReported() throws {
        let problems = try RuleFixtures.problems(
            "travel.yaml", replacing: "places: [brussels, antwerp, ghent]", with: "places: [brussels, antwrp]")
        let start = try RuleFixtures.place("travel.yaml", of: "brussels, antwerp, ghent]")
        let (line, column) = (start.split(separator: ":")[1], try #require(Int(start.split(separator: ":")[2])))
        #expect(
            problems == [
                "rules/travel.yaml:\(line):\(column + 10): places has \"antwrp\", expected one of the places above: "
                    + "antwerp, brussels, ghent, leuven; did you mean \"antwerp\"?"
            ])
    }

    @Test func aHolidayStartsInOneWay() throws {
        let place = try RuleFixtures.place("calendar.yaml", of: "{fixed: 01-01}")
        #expect(
            try RuleFixtures.problems("calendar.yaml", replacing: "{fixed: 01-01}", with: "{fixed: 01-01, easter: 3}") == [
                "\(place): the start is given in 2 ways, expected one of fixed, easter, monday-of-week-of, monday-near-easter"
            ])
    }

    // MARK: All at once

    @Test func theProblemsOfAllFilesAreReportedTogether() throws {
        let changes: [String: [UInt8]?] = [
            "aid.yaml": Array(aid(goodRow.replacingOccurrences(of: "reason", with: "raeson")).utf8),
            "working.yaml": Array(try RuleFixtures.text("working.yaml").replacingOccurrences(of: "minutes: 360", with: "minutes: x").utf8),
            "modality.yaml": Array(
                try RuleFixtures.text("modality.yaml").replacingOccurrences(of: "from: 61", with: "from: 62")
                    .replacingOccurrences(
                        of: "    to: 30\n    modality: video", with: "    from: 2\n    to: 30\n    modality: video"
                    ).utf8),
            "cancellation.yaml": Array("free: [".utf8),
            "tariffs.yaml": nil,
        ]
        let (book, problems) = RuleFixtures.check(changes)
        #expect(book == nil)
        let files = problems.map { $0.file.dropFirst(6) }
        #expect(files == ["aid.yaml", "aid.yaml", "cancellation.yaml", "modality.yaml", "modality.yaml", "tariffs.yaml", "working.yaml"])
        #expect(problems == problems.sorted())
        #expect(RuleFileProblems(problems).description.split(separator: "\n").count == problems.count)
    }

    @Test func moreProblemsThanAnybodyReadsAreCounted() {
        let rows = (0..<600).map { "key\($0): 1" }.joined(separator: "\n")
        let problems = RuleFixtures.problems("aid.yaml", rows)
        #expect(problems.count == ProblemLog.limit + 1)
        #expect(problems.last == "rules: 101 more problems are not shown")
    }
}
