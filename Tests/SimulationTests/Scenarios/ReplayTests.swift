import Foundation
import Interpreting
import RuleFiles
import Rules
import Testing

@testable import Simulation

@Suite struct ReplayTests {
    private func log(_ text: String) throws -> ReplayLog { try ReplayLog(text: text, path: "calls.csv", book: TestWorld.book()) }

    private func problems(_ text: String) -> [String] {
        let error = #expect(throws: RuleFileProblems.self) { try log(text) }
        return error?.problems.map(\.description) ?? []
    }

    private let small = """
        start,language,minutes,modality,place,complexity,cancelled
        2026-03-03T10:00,Tigrinya,45,video,Mechelen,informative,no
        2026-03-02T09:00+01:00,tir,12,,,,
        2026-03-02T09:05,Klingon,12,,,,
        2026-03-04T14:00,ti,90,onsite,12025,,yes
        2026-03-04T14:10,ti,50,telephone,,,

        """

    @Test func `a log is read in order of time, by names and codes`() throws {
        let log = try log(small)
        #expect(log.start.description == "2026-03-02" && log.days == 3)
        #expect(log.calls.map(\.line) == [3, 4, 2, 5, 6])
        #expect(log.calls.map(\.language) == ["ti", nil, "ti", "ti", "ti"])
        #expect(log.mapping.unknown.map(\.name) == ["Klingon"])
        #expect(log.mapping.remarks.count == 2 && log.mapping.remarks[1].contains("Klingon 1"))
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";"])
    func `a log is the same from any spreadsheet`(_ end: String, _ separator: String) throws {
        let text = "\u{FEFF}" + small.replacing(",", with: separator).replacing("\n", with: end)
        #expect(try log(text).calls == log(small).calls)
        #expect(try log("start;language;minutes\n2026-03-02T10:00;ti;12,5\n").calls.map(\.minutes) == [13])
    }

    @Test func `a log of which nothing can be played says why`() {
        #expect(problems("") == ["calls.csv: no conversations, expected a header and lines"])
        #expect(problems("start,language,minutes\n2026-03-02T10:00,Klingon,10\n") == [
            "calls.csv: none of the 1 conversations is in a language of the service, most are in \"Klingon\"; "
                + "expected names or codes as rules/languages.yaml has them"
        ])
    }

    @Test func `a log takes the place of a scenario's demand`() throws {
        let book = try TestWorld.book()
        let scenario = try TestWorld.scenario("flanders-year.yaml").replaying(log(small), rules: book.modality)
        #expect(scenario.start.description == "2026-03-02" && scenario.days == 3)
        #expect(scenario.question == "What becomes of the 4 conversations of a log with the hosts and interpreters of flanders-year?")
        let days = (0..<3).map { scenario.inquiries.inquiries(onDay: $0, seed: 1) }
        // What is planned without `asked` was asked a week earlier: before the log begins.
        #expect(days.map(\.count) == [1, 0, 1])
        let long = try #require(days[2].first)
        #expect(long.start == nil && long.minutes == 30 && long.actualMinutes == 50)
        #expect(days[0] == scenario.inquiries.inquiries(onDay: 0, seed: 2))
    }

    @Test func `a log that says when it was asked is played from then`() throws {
        let book = try TestWorld.book()
        let text = "asked,start,language,minutes,modality,place\n2026-03-02T08:00,2026-03-05T10:00,ti,90,onsite,Mechelen\n"
        let content = try TestWorld.read(TestWorld.head)
        guard case .world(let base) = content else { throw TestWorld.Unexpected.queue }
        let scenario = base.replaying(try log(text), rules: book.modality, from: CivilDate("2026-03-02"))
        let inquiry = try #require(scenario.inquiries.inquiries(onDay: 0, seed: 1).first)
        #expect(inquiry.start?.description == "2026-03-05T09:00:00Z" && inquiry.complexity == "complex" && inquiry.place == "12025")
    }

    @Test func `what is wrong is named by file and line`() {
        #expect(problems("begin,language,minutes\n") == ["calls.csv:1:1: there is no column start or started_at_local"])
        #expect(problems("start,language,minute\n") == ["calls.csv:1:1: there is no column minutes or duration_min; is \"minute\" meant?"])
        let found = problems("start,language,minutes,modality\nsoon,ti,10,\n2026-03-02T10:00,ti,long,vidio\n2026-03-02T10:00,ti\n")
        #expect(found == [
            "calls.csv:2:1: start is \"soon\", expected a time such as 2026-12-01T10:00 or 2026-12-01T10:00+01:00",
            "calls.csv:3:1: minutes is \"long\", expected a number above 0, at most 480",
            "calls.csv:3:1: modality is \"vidio\", expected one of telephone, video, onsite; did you mean \"video\"?",
            "calls.csv:4:1: 2 cells, expected 4 as in the header",
        ])
        #expect(problems("start,language,minutes\n") == ["calls.csv: no conversations, expected a header and lines"])
    }

    @Test func `a packed log is read like a plain one, and a broken one is said so`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = folder.appendingPathComponent("calls.csv").path
        try small.write(toFile: plain, atomically: true, encoding: .utf8)
        let gzip = try Process.run(URL(fileURLWithPath: "/usr/bin/env"), arguments: ["gzip", "-k", plain])
        gzip.waitUntilExit()
        let book = try TestWorld.book()
        #expect(try ReplayLog(path: "\(plain).gz", book: book).calls == ReplayLog(path: plain, book: book).calls)
        try Data([0x1F, 0x8B, 8]).write(to: folder.appendingPathComponent("broken.gz"))
        let error = #expect(throws: RuleFileProblems.self) { try ReplayLog(path: "\(folder.path)/broken.gz", book: book) }
        #expect(error?.description.contains("gzip cannot unpack it") == true)
    }

    /// Two calls at the same moment every morning need two interpreters, whatever the mean rate says.
    @Test func `staffing from the log knows bursts that Erlang C does not`() throws {
        var text = "start,language,minutes\n"
        for day in 10..<30 { for _ in 0..<2 { text += "2026-03-\(day)T10:00,ti,20\n" } }
        text += "2026-03-10T15:00,so,20\n"
        let staffing = Staffing(try log(text))
        #expect(staffing.languages.map(\.language) == ["ti", "so"])
        let ten = try #require(staffing.languages.first).hours[10]
        #expect(ten.calls == 40 && ten.replayed == 2)
        #expect(staffing.languages[1].peak == 1 && staffing.all.peak == 2)
        #expect(staffing.lines().first == "41 calls on 20 days, 20.0 minutes on average; answered are to be 95 % within 30 s")
    }

    private static let toronto: String? = {
        let name = "shared/data/toronto_paramedic_interpreter_calls_2014_2021.csv.gz"
        let candidates = ["\(TestWorld.root)/../\(name)", "\(TestWorld.root)/../../\(name)"]
        return candidates.first { FileManager.default.fileExists(atPath: $0) }
    }()

    @Test(.enabled(if: toronto != nil, "the Toronto log is not there: shared/data beside the project"))
    func `seven years of real calls are read, mapped and staffed`() throws {
        let log = try ReplayLog(path: try #require(Self.toronto), book: TestWorld.book())
        #expect(log.calls.count == 27_672)
        let counts = Dictionary(grouping: log.calls) { $0.start.seconds / 86_400 }.mapValues { Double($0.count) }
        #expect(counts.count > 2600)
        #expect(log.mapping.unknown.first?.name == "CANTONESE")
        #expect(log.mapping.known.contains { $0.name == "MANDARIN" && $0.tag == "zh" })
        #expect(log.mapping.known.contains { $0.name == "ARABIC" && $0.tag == "arb" })
        #expect(log.mapping.remarks.contains("taken by assumption, as the name can mean several: ARABIC as arb, PERSIAN as fa"))
        let staffing = Staffing(log)
        #expect(staffing.languages.first?.language == "CANTONESE")
        #expect((2...5).contains(staffing.all.peak))
        #expect(staffing.lines().count == 13)
    }
}
