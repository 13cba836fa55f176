import Foundation
import Interpreting
import Rules
import Testing

@testable import Simulation

/// No row of a day's lists is lost: what the service does not know is refused with its line, what its rules refuse is counted.
@Suite struct DayListTests {
    /// A copy of the day with the first place of `old` in one of its files replaced.
    private func folder(_ file: String, _ old: String, _ new: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(TestWorld.root)/simulations/flanders-day", toPath: folder.path)
        let path = folder.appendingPathComponent(file)
        var text = try String(contentsOf: path, encoding: .utf8)
        text.replaceSubrange(try #require(text.range(of: old), "\(file) no longer has \(old)"), with: new)
        try text.write(to: path, atomically: true, encoding: .utf8)
        return folder
    }

    private func day(_ file: String, _ old: String, _ new: String) throws -> DayScenario {
        let folder = try folder(file, old, new)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try DayScenario.load(folder.path, book: TestWorld.book())
    }

    @Test(arguments: [
        ("requests.csv", ",ary,informative", ",martiaans,informative", "2: language \"martiaans\" is not served"),
        ("requests.csv", ",ary,informative", ",Koerdisch,informative", "2: language \"Koerdisch\" can be several languages, because"),
        (
            "requests.csv", "informative,18", "informatief,18",
            "2: complexity is \"informatief\", expected one of practical, informative, complex; did you mean \"informative\"?"
        ),
        ("requests.csv", "informative,18", "informative,481", "2: minutes=481 is out of range; from 1 to 480"),
        ("requests.csv", ",normal,,204", ",dringend,,204", "2: priority is \"dringend\", expected one of normal, high, urgent"),
        ("requests.csv", ",normal,,204", ",normal,vrouw,204", "2: gender is \"vrouw\", expected one of female, male, other"),
        ("requests.csv", ",normal,,204", ",normal,,-1", "2: cancel_after=-1 is out of range; from 0 to 1000000"),
        ("requests.csv", "11002,,normal", "Mechelan,,normal", "2: place is \"Mechelan\", expected a municipality of Flanders or Brussels"),
        ("requests.csv", "11002,,normal", "11002,beeld,normal", "2: fallback is \"beeld\", expected one of telephone, video, onsite"),
        ("requests.csv", "2026-12-02T10:00", "2027-03-28T02:30", "2: start=2027-03-28T02:30 does not exist, the clock skips it"),
        ("requests.csv", "submitted,", "minutes,", "1: the column minutes is there twice, expected it once"),
        ("interpreters.csv", "telephone video", "telefoon video", "2: modalities is \"telefoon\", expected one of telephone, video"),
        ("interpreters.csv", "telephone video", "video video", "2: modalities names video twice; name each once"),
        ("interpreters.csv", "agii atlas", "agi atlas", "2: pools is \"agi\", expected one of "),
        ("interpreters.csv", ",female,", ",vrouw,", "2: gender is \"vrouw\", expected one of female, male, other"),
        ("interpreters.csv", ",apc,", ",Levantijns Arabisch tr,", "2: languages \"Arabisch\" can be several languages, because"),
        ("interpreters.csv", ",apc,", ",apc:expert,", "2: languages has \"apc:expert\", expected its level behind it"),
        ("interpreters.csv", ",apc,", ",apc tr apc:trained,", "2: languages names apc twice; name each language once"),
        ("interpreters.csv", "07:00-19:30", "07.00-19.30", "2: duty is \"07.00\", expected a time from 00:00 to 24:00"),
        ("interpreters.csv", "07:00-19:30", "07:00", "2: duty is \"07:00\", expected two times such as 07:00-19:30"),
        ("interpreters.csv", "07:00,20:00", "20:00,07:00", "2: from is 20:00, not before 07:00"),
        ("organisations.csv", ",welfare,", ",welzijn,", "2: sector is \"welzijn\", expected one of welfare, education,"),
        ("organisations.csv", ",atlas", ",atlass", "2: agency is \"atlass\", expected one of "),
    ])
    func `what the service would not know is refused with its line`(file: String, old: String, new: String, expected: String) throws {
        let problem = #expect(throws: ScenarioProblem.self) { try day(file, old, new) }
        #expect(problem?.description.contains("/\(file):\(expected)") == true, "\(problem?.description ?? "nothing")")
    }

    @Test func `where a name of several words would be cut up the line says how to write it`() throws {
        let problem = #expect(throws: ScenarioProblem.self) { try day("interpreters.csv", ",apc,", ",Levantijns Arabisch tr,") }
        #expect(problem?.text.hasSuffix("; put | between languages where a name is of several words") == true)
    }

    @Test func `names of several words are taken`() throws {
        #expect(try day("requests.csv", ",ary,", ",Marokkaans Arabisch,").questions.first?.language == "ary")
        #expect(try day("interpreters.csv", ",apc,", ",Levantijns Arabisch,").people.first?.languages == ["apc"])
        #expect(try day("interpreters.csv", ",apc,", ",Levantijns Arabisch:trained,").people.first?.languages == ["apc:trained"])
        let both = try day("interpreters.csv", ",apc,", ",Levantijns Arabisch:trained:syrian | Turks,")
        #expect(both.people.first?.languages == ["apc:trained:syrian", "tr"])
    }

    @Test func `what the rules refuse is counted in the headline and named with its line`() throws {
        let book = try TestWorld.book()
        let folder = try folder("requests.csv", "informative,18,2026-12-02T10:00", "informative,300,2026-12-02T10:00")
        defer { try? FileManager.default.removeItem(at: folder) }
        guard case .world(var scenario) = try ScenarioFile(path: folder.path, book: book).load() else { throw TestWorld.Unexpected.queue }
        // The first three are enough.
        let first = scenario.inquiries.inquiries(onDay: 0, seed: 1).prefix(3)
        scenario.inquiries = ListedInquiries(Array(first)) { _ in 0 }
        let runner = StudyRunner(scenario, rules: book)
        let played = try runner.play(runner.runs[0]) { _ in true }
        #expect(played.figures.refused == 1 && played.figures.total.asked == 2)
        let study = runner.study([played])
        #expect(study.remarks.first?.hasPrefix("1 command was refused (requests.csv:2): 5.5.4 minutes=300 is too long") == true)
        let lines = StudyText.summary(of: study).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.contains { $0.prefix(3) == ["policy", "refused", "asked"] })
        #expect(lines.contains { $0.prefix(3) == ["tolkbrug", "1", "2"] })
        #expect(Report(of: study, names: [:]).html.contains("1 more refused by the service"))
        let none = runner.study([])
        #expect(!StudyText.summary(of: none).contains("refused"))
    }

    @Test func `a value with a space is one value on the line`() throws {
        var actor = RequesterActor(physics: Physics(
            seed: 1, behaviour: try TestWorld.scenario("flanders-day").behaviour, zone: try TestWorld.book().calendar.zone,
            end: Timestamp(milliseconds: 0)))
        let inquiry = Inquiry(
            at: Timestamp(milliseconds: 0), host: 0, language: "Marokkaans \"Arabisch\"", complexity: "practical", minutes: 10, start: nil,
            place: "Sint-Niklaas (Waas)", fallback: ["video"], gender: "female", documents: true, participants: 3, emotional: true)
        guard case .say(let line, _)? = actor.act(.ask(inquiry), at: inquiry.at).first else {
            Issue.record("nothing was said")
            return
        }
        #expect(
            line == "SUBMIT key=q1 language=\"Marokkaans \\\"Arabisch\\\"\" complexity=practical minutes=10 start=now "
                + "place=\"Sint-Niklaas (Waas)\" priority=normal fallback=(video) gender=female documents=yes participants=3 emotional=yes")
    }
}
