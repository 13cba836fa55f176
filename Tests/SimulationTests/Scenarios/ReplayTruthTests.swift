import Foundation
import Interpreting
import RuleFiles
import Rules
import Testing

@testable import Simulation

/// A log says nothing of itself that is not so: which languages it may mean, when its talks were, what of it was played.
@Suite struct ReplayTruthTests {
    private func log(_ lines: String..., header: String = "start,language,minutes") throws -> ReplayLog {
        try ReplayLog(text: ([header] + lines).joined(separator: "\n"), path: "calls.csv", book: TestWorld.book())
    }

    private func problems(_ lines: String..., header: String = "start,language,minutes") -> [String] {
        let text = ([header] + lines).joined(separator: "\n")
        let error = #expect(throws: RuleFileProblems.self) { try ReplayLog(text: text, path: "calls.csv", book: TestWorld.book()) }
        return error?.problems.map(\.description) ?? []
    }

    @Test func `a name of several languages is left out with what to write instead`() throws {
        let log = try log(
            "2026-03-02T09:00,Koerdisch,10", "2026-03-02T09:10,Turks,10", "2026-03-02T09:20,Berbers,10", "2026-03-02T09:30,Hongaars,10",
            "2026-03-02T09:40,Tigrinija,10", "2026-03-02T09:50,Arabisch,10")
        #expect(log.mapping.known.map(\.tag).sorted() == ["arb", "tr"])
        #expect(log.mapping.unclear.map(\.name) == ["Berbers", "Koerdisch"])
        let remarks = log.remarks.map { $0.replacing("\u{A0}", with: " ") }
        try #require(remarks.count == 6, "\(remarks)")
        #expect(remarks[0] == "2 of 6 lines are in one of the service's languages (2 names in the log)")
        #expect(remarks[1] == "taken by assumption, as the name can mean several: Arabisch as arb")
        #expect(remarks[2].hasPrefix("Berbers, 1 line left out: write rif if that is meant, because Berber is a family"), "\(remarks)")
        #expect(remarks[3].hasPrefix("Koerdisch, 1 line left out: write ckb or kmr, whichever is meant, because Kurmanji"), "\(remarks)")
        #expect(remarks[4] == "left out 1 line in 1 language that the service does not have: Hongaars 1")
        #expect(remarks[5] == "left out 1 line with 1 name of no language: Tigrinija 1 (is ti meant?)")
    }

    @Test func `languages named side by side are left out with each of them`() throws {
        let log = try log("2026-03-02T09:00,Farsi/Dari,10", "2026-03-02T09:10,Turks,10")
        let remarks = log.remarks.map { $0.replacing("\u{A0}", with: " ") }
        #expect(remarks.contains(
            "Farsi/Dari, 1 line left out: write fa or fa-AF, whichever is meant, because more than one is named"), "\(remarks)")
    }

    @Test func `a code beside the name decides line by line`() throws {
        let log = try log(
            "2026-03-02T09:00,KURDISH,ckb,10", "2026-03-02T09:10,KURDISH,,10", "2026-03-02T09:20,KURDISH,kur,10",
            header: "start,language,iso639_3,minutes")
        #expect(log.calls.map(\.language) == ["ckb", nil, nil])
        #expect(log.mapping.known.map(\.lines) == [1] && log.mapping.unclear.map(\.lines) == [2])
    }

    @Test func `a log in names of several languages alone is refused line by line`() {
        let found = problems("2026-03-02T09:00,Koerdisch,10", "2026-03-02T09:10,Koerdisch,10", "2026-03-02T09:10,Hongaars,10")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("calls.csv:2:1: language \"Koerdisch\" can be several languages, because Kurmanji") == true)
        #expect(found.first?.hasSuffix("write ckb (Kurdish (Sorani)) or kmr (Kurdish (Kurmanji))") == true, "\(found)")
    }

    @Test func `a column that is there twice is refused, also by its other name`() {
        let found = problems("2026-03-02T09:00,ti,10,x", header: "start,language,minutes,Started_at_local")
        #expect(found == [
            "calls.csv:1:24: the column start or started_at_local is there 2 times, as \"start\" and \"Started_at_local\", "
                + "expected it once; rename or remove the others"
        ])
        #expect(problems("2026-03-02T09:00,ti,10,5", header: "start,language,minutes,minutes").count == 1)
    }

    @Test func `a conversation of no minutes is none`() throws {
        #expect(problems("2026-03-02T09:00,ti,0") == ["calls.csv:2:1: minutes is \"0\", expected a number above 0, at most 480"])
        #expect(try log("2026-03-02T09:00,ti,0.3").calls.map(\.minutes) == [1])
    }

    @Test func `of an hour that comes twice the first is taken, and one that is skipped is its end`() throws {
        let twice = try log("2026-10-25T02:30,ti,10")
        #expect(twice.calls.first?.start.description == "2026-10-25T00:30:00Z" && twice.skipped == 0)
        let skipped = try log("2027-03-28T02:30,ti,10", "2027-03-28T03:00,ti,10")
        #expect(skipped.calls.map(\.start.description) == ["2027-03-28T01:00:00Z", "2027-03-28T01:00:00Z"])
        let remark = "1\u{A0}time in the hour that the service's clock skips in spring counted as its end"
        #expect(skipped.remarks.last == remark)
        #expect(problems("2026-03-02T9:00,ti,10").first?.contains("start is \"2026-03-02T9:00\", expected a time") == true)
    }

    @Test func `a spreadsheet's line that names the separator is honoured`() throws {
        let log = try log("start;language;minutes", "2026-03-02T09:00;ti;12,5", header: "sep=;")
        #expect(log.calls.map(\.line) == [3] && log.calls.map(\.minutes) == [13])
    }

    @Test func `of what is written down a small part may be nothing, and that is no result`() throws {
        let book = try TestWorld.book()
        let text = TestWorld.head
        guard case .world(let base) = try TestWorld.read(text) else { throw TestWorld.Unexpected.queue }
        let scenario = base.replaying(try log("2026-03-02T09:00,ti,10"), rules: book.modality).scaled(by: 0.000_001)
        let runner = StudyRunner(scenario, rules: book)
        let played = [try runner.play(runner.runs[0]) { _ in true }]
        let reason = try #require(runner.whyNothing(played))
        #expect(reason.contains("nothing is asked on the days that are played") && reason.contains("--scale"), "\(reason)")
        #expect(runner.whyNothing([try runner.play(runner.runs[0]) { _ in false }]) == nil)
    }
}
