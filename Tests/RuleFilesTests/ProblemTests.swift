import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

/// Each class of problem, with exactly the text that a person gets to see.
@Suite struct ProblemTests {
    /// Small but whole files, so that the positions can be counted by eye.
    private func crisis(_ row: String) -> String {
        """
        only-when-declared: {id: crisis.declared, reason: a, source: b}
        only-listed-languages: {id: crisis.listed, reason: a, source: b}
        languages:
          - language: ti
        \(row)
        """
    }

    private let goodRow = """
            modalities: [video]
            complexities: [practical]
            reason: it is so
            source: policy
        """

    @Test func theSmallFileOfTheseTestsIsGood() {
        #expect(RuleFixtures.problems("crisis.yaml", crisis(goodRow)) == [])
    }

    @Test func anUnknownKeyIsNamedWithItsNearest() {
        let text = crisis(goodRow.replacingOccurrences(of: "reason", with: "raeson"))
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:4:5: missing key \"reason\", expected text",
                "rules/crisis.yaml:7:5: unknown key \"raeson\", expected one of complexities, language, modalities, reason, source; "
                    + "did you mean \"reason\"?",
            ])
    }

    @Test func anUnknownKeyAtTheTopIsFoundToo() {
        #expect(
            RuleFixtures.problems("crisis.yaml", crisis(goodRow) + "\nnonsense: 1") == [
                "rules/crisis.yaml:9:1: unknown key \"nonsense\", expected one of languages, only-listed-languages, only-when-declared"
            ])
    }

    @Test func aMissingReasonAndSourceAreReported() {
        let text = crisis("    modalities: [video]\n    complexities: [practical]")
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:4:5: missing key \"reason\", expected text",
                "rules/crisis.yaml:4:5: missing key \"source\", expected text",
            ])
    }

    @Test func anEmptyReasonIsNoReason() {
        let text = crisis(goodRow.replacingOccurrences(of: "it is so", with: "''"))
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == ["rules/crisis.yaml:7:13: reason is empty, expected text of 1 to 600 characters"])
    }

    @Test func aWordThatIsNoChoiceIsNamedWithItsNearest() {
        let text = crisis(goodRow.replacingOccurrences(of: "[video]", with: "[telephone, vidoe]"))
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:5:29: modalities is \"vidoe\", expected one of telephone, video, onsite; did you mean \"video\"?"
            ])
    }

    @Test func aLanguageThatIsNotInTheListIsReported() {
        let text = crisis(goodRow).replacingOccurrences(of: "language: ti", with: "language: tir")
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:4:15: language \"tir\" is not in languages.yaml; did you mean \"ti\"?"
            ])
    }

    @Test(arguments: [
        ("modalities: [video]", "modalities: video", "5:17: modalities is the word \"video\", expected a list"),
        ("modalities: [video]", "modalities: {video: 1}", "5:17: modalities is a mapping, expected a list"),
        ("modalities: [video]", "modalities: [[video]]", "5:18: modalities is a list, expected text"),
        ("reason: it is so", "reason: [it, is, so]", "7:13: reason is a list, expected text"),
        ("reason: it is so", "reason:", "7:12: reason is empty, expected text of 1 to 600 characters"),
    ])
    func aWrongTypeIsReported(old: String, new: String, problem: String) {
        let text = crisis(goodRow.replacingOccurrences(of: old, with: new))
        #expect(RuleFixtures.problems("crisis.yaml", text) == ["rules/crisis.yaml:\(problem)"])
    }

    @Test func aRowThatIsNoMappingIsReported() {
        #expect(
            RuleFixtures.problems("crisis.yaml", crisis(goodRow) + "\n  - ps") == [
                "rules/crisis.yaml:9:5: the word \"ps\", expected a mapping: a row of languages"
            ])
    }

    @Test func anIdGivenTwiceIsReportedWithThePlaceOfTheFirst() {
        let text = crisis(goodRow).replacingOccurrences(of: "id: crisis.listed", with: "id: crisis.declared")
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:2:24: id \"crisis.declared\" is already taken by rules/crisis.yaml:1, expected an id of its own"
            ])
    }

    @Test func aRowGivenTwiceIsAnIdGivenTwice() {
        #expect(
            RuleFixtures.problems("crisis.yaml", crisis(goodRow) + "\n  - language: ti\n" + goodRow) == [
                "rules/crisis.yaml:9:5: id \"crisis.ti\" is already taken by rules/crisis.yaml:4, expected an id of its own"
            ])
    }

    @Test func anIdOfAnotherFileCannotBeTaken() throws {
        let text = crisis(goodRow).replacingOccurrences(of: "id: crisis.listed", with: "id: working.daily")
        // working.yaml is read first: the order of reading is that of the parts of the book.
        let place = try #require(RuleFixtures.book().row("working.daily")).citation
        #expect(
            RuleFixtures.problems("crisis.yaml", text) == [
                "rules/crisis.yaml:2:24: id \"working.daily\" is already taken by \(place), expected an id of its own"
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
            "crisis.yaml": Array(crisis(goodRow.replacingOccurrences(of: "reason", with: "raeson")).utf8),
            "working.yaml": Array(try RuleFixtures.text("working.yaml").replacingOccurrences(of: "minutes: 360", with: "minutes: x").utf8),
            "modality.yaml": Array(
                try RuleFixtures.text("modality.yaml").replacingOccurrences(of: "from: 61", with: "from: 62")
                    .replacingOccurrences(
                        of: "    from: 1\n    to: 30\n    modality: video", with: "    from: 2\n    to: 30\n    modality: video"
                    ).utf8),
            "aid.yaml": Array("rows: [".utf8),
            "tariffs.yaml": nil,
        ]
        let (book, problems) = RuleFixtures.check(changes)
        #expect(book == nil)
        let files = problems.map { $0.file.dropFirst(6) }
        #expect(files == ["aid.yaml", "crisis.yaml", "crisis.yaml", "modality.yaml", "modality.yaml", "tariffs.yaml", "working.yaml"])
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
