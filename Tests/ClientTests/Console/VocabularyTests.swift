import Testing
import Wire

@testable import Client

/// What Tab offers, learnt from answers to HELP.
@Suite struct VocabularyTests {
    private let vocabulary: Vocabulary = {
        var vocabulary = Vocabulary()
        vocabulary.commands = ["HELP", "HOLD", "SUBMIT", "USER"]
        vocabulary.usages["HOLD"] = CommandUsage(lines: ["HOLD REQUEST on|off [if=VERSION] [key=KEY]"])
        vocabulary.usages["SUBMIT"] = CommandUsage(lines: [
            "SUBMIT language=LANGUAGE complexity=practical|informative|complex minutes=N "
                + "[fallback=(telephone|video|onsite …)] [start=TIME|now] [key=KEY]"
        ])
        vocabulary.usages["USER"] = CommandUsage(lines: ["USER add role=ROLE label=TEXT [key=KEY]", "USER disable USER [key=KEY]"])
        return vocabulary
    }()

    @Test(arguments: [
        ("", "", ["HELP", "HOLD", "SUBMIT", "USER"]), ("h", "h", ["HELP", "HOLD"]), ("  su", "su", ["SUBMIT"]), ("x", "x", []),
        ("HELP s", "s", ["SUBMIT"]), ("HELP SUBMIT ", "", []), ("hold R1 i", "i", ["if="]), ("HOLD R1 ", "", ["if=", "key="]),
        ("SUBMIT c", "c", ["complexity="]), ("SUBMIT complexity=", "", ["practical", "informative", "complex"]),
        ("SUBMIT complexity=Pr", "Pr", ["practical"]), ("SUBMIT language=", "", []), ("SUBMIT start=", "", ["now"]),
        ("SUBMIT language=ti minutes=5 ", "", ["complexity=", "fallback=", "start=", "key="]), ("SUBMIT fallback=", "", ["("]),
        ("SUBMIT fallback=(", "", ["telephone", "video", "onsite"]), ("SUBMIT fallback=(video t", "t", ["telephone"]),
        ("SUBMIT fallback=(video ", "", ["telephone", "onsite"]), ("SUBMIT fallback=(video)", "", []),
        ("SUBMIT note=\"c m", "\"c m", []), ("USER ", "", ["add", "disable", "role=", "label=", "key="]), ("USER a", "a", ["add"]),
        ("USER add a", "a", []), ("BOARD s", "s", []),
    ])
    func `the unfinished word has these candidates`(text: String, stem: String, candidates: [String]) {
        let completion = vocabulary.completion(of: text)
        #expect(completion.candidates == candidates)
        if !candidates.isEmpty { #expect(completion.stem == stem) }
    }

    @Test func `a command changes something when its usage names a key`() {
        #expect(CommandUsage(lines: ["HOLD REQUEST on|off [key=KEY]"]).takesKey)
        #expect(!CommandUsage(lines: ["SHOW OBJECT"]).takesKey)
        #expect(CommandUsage(lines: ["HOLD REQUEST on|off [key=KEY]"]).keywords == ["on", "off"])
    }
}

/// Lines as people and scripts write them.
@Suite struct TypedLineTests {
    @Test(arguments: ["", "   ", "# a comment", "\t# another", "\r"])
    func `blank lines and comments are nothing`(text: String) {
        #expect(TypedLine(text) == .nothing)
    }

    @Test(arguments: ["help submit", "  HELP submit", "Help  submit  ", "HELP submit\r"])
    func `a command needs no tag and may be written in any case`(text: String) {
        #expect(TypedLine(text) == .command("HELP", [Parameter(value: "submit")]))
    }

    @Test(arguments: [
        ("SUBMIT note=\"abc", 13), ("  SUBMIT note=\"abc", 15), ("SUBMIT (a b", 8), ("été", 1), ("SUBMIT a=b=c", 11), ("LIST é", 6),
    ])
    func `a mistake is told with the column in which it stands`(text: String, column: Int) {
        guard case .mistake(let status, let why) = TypedLine(text) else {
            Issue.record("\(TypedLine(text))")
            return
        }
        #expect(status == .syntax)
        #expect(why.hasPrefix("column \(column): "), "\(why)")
    }
}

/// How answers look.
@Suite struct TranscriptTests {
    private let answer = Answer(
        rows: [AnswerRow(kind: "REQUEST", params: [Parameter(value: "R17"), Parameter("note", "two words")])], outcome: .no,
        status: .ineligible, text: "rest")

    @Test func `an answer is the protocol's lines without tags`() {
        #expect(Transcript(isColoured: false).text(of: answer) == "- REQUEST R17 note=\"two words\"\nNO 5.5.1 [INELIGIBLE] rest\n")
    }

    @Test func `on a terminal the outcome is coloured`() {
        #expect(Transcript(isColoured: true).text(of: answer).hasSuffix("\u{1B}[33mNO 5.5.1 [INELIGIBLE] rest\u{1B}[0m\n"))
    }

    @Test(arguments: [(Status.object, 32), (.state, 32), (.ready, 32), (.nobodyYet, 33), (.unfilled, 33), (.storeBusy, 33), (.syntax, 31)])
    func `green is for what went as hoped`(_ status: Status, _ colour: Int) {
        let answer = Answer(rows: [], outcome: status.outcome, status: status, text: "so it is")
        let line = "\u{1B}[\(colour)m\(status.outcome.rawValue) \(status) so it is\u{1B}[0m\n"
        #expect(Transcript(isColoured: true).text(of: answer) == line)
    }

    @Test func `heartbeats are not shown`() {
        #expect(Transcript(isColoured: false).text(of: .head(5)) == nil)
        let push = Push.event(seq: 5, AnswerRow(kind: "OFFER-MADE", params: [Parameter(value: "O1")]))
        #expect(Transcript(isColoured: false).text(of: push) == "* EV 5 OFFER-MADE O1\n")
    }

    @Test func `nothing that a terminal would obey gets through`() {
        let evil = Answer(
            rows: [AnswerRow(kind: "ROW", params: [Parameter("a", .literal(Array("x\u{1B}[2Jy\nz\u{9B}".utf8)))])], outcome: .ok,
            status: .ready, text: "")
        let text = Transcript(isColoured: false).text(of: evil)
        #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
        #expect(text.split(separator: "\n").count == 2)
        #expect(text.contains("y⏎z"))
    }
}
