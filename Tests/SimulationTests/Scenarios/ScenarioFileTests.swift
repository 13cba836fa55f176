import Foundation
import Interpreting
import RuleFiles
import Testing

@testable import Simulation

@Suite struct ScenarioFileTests {
    @Test func `every scenario of the project is read without a problem`() throws {
        let folder = "\(TestWorld.root)/simulations"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "common" && !$0.hasPrefix(".") }.sorted()
        let expected = [
            "double-demand.yaml", "erlang-b.yaml", "erlang-c.yaml", "flanders-day", "flanders-year.yaml", "norway-scale.yaml",
            "parent-contact-week.yaml", "reception-centre.yaml", "recruit.yaml", "ukraine-surge.yaml",
        ]
        #expect(Set(expected).isSubset(of: names))
        let book = try TestWorld.book()
        for name in names {
            switch try ScenarioFile(path: "\(folder)/\(name)", book: book).load() {
            case .world(let scenario):
                #expect(!scenario.question.isEmpty && !scenario.expects.isEmpty && !scenario.people.isEmpty, "\(name)")
                #expect(!scenario.inquiries.inquiries(onDay: scenario.days / 2, seed: 1).isEmpty, "\(name)")
            case .queue(let queue):
                #expect(queue.study.loads.count == 12, "\(name)")
                #expect(throws: Never.self) { try queue.study.check() }
            }
        }
    }

    @Test func `a day of lists is found by its folder and by the file in it`() throws {
        let book = try TestWorld.book()
        let folder = "\(TestWorld.root)/simulations/flanders-day"
        let loaded = try [folder, folder + "/scenario.yaml"].map { try ScenarioFile(path: $0, book: book).load() }
        let names = loaded.map { if case .world(let scenario) = $0 { "\(scenario.name), \(scenario.people.count)" } else { "" } }
        #expect(names == ["flanders-day, 210", "flanders-day, 210"])
    }

    @Test func `question and expectation stand in the file's comment too`() throws {
        let folder = "\(TestWorld.root)/simulations"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".yaml") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(text.contains("\n# Question: ") && text.contains("\n# Expected: "), "\(name)")
        }
    }

    @Test func `an unknown key is refused with the nearest known one`() throws {
        let problems = try TestWorld.problems(TestWorld.head + "wishs:\n  female: 7\n  assumption: none\n")
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("x.yaml:7:1: unknown key \"wishs\", expected one of ") == true)
        #expect(problems.first?.hasSuffix("did you mean \"wishes\"?") == true)
    }

    @Test func `a block of figures without an origin is refused`() throws {
        let problems = try TestWorld.problems(TestWorld.head + "wishes:\n  female: 7\n")
        #expect(problems == [
            "x.yaml:8:3: figures without an origin, expected \"source\" for published ones or \"assumption\" for others"
        ])
        let row = try TestWorld.problems(TestWorld.head + "events:\n  - event: demand\n    factor: 2\n")
        #expect(row.count == 1 && row.first?.contains("figures without an origin") == true)
    }

    @Test func `all problems are named at once, each at its place`() throws {
        let problems = try TestWorld.problems(TestWorld.head + """
            policies: [tolkbrug, cascad]
            interpreters: {count: many, language-exponent: 0.8, least-per-language: 2, assumption: none}
            recruit: {language: ty, target: 95, most: 10, assumption: none}
            """)
        #expect(problems == [
            "x.yaml:7:22: policies has \"cascad\", expected an offer policy: tolkbrug, tolkbrug-planned, "
                + "tolkbrug-blind, tolkbrug-any-hour, tolkbrug-once, tolkbrug-any-hour-once, random-10, cascade, tiered, greedy; "
                + "did you mean \"cascade\"?",
            "x.yaml:8:23: count is \"many\", expected a whole number from 1 to 20000",
            problems.last ?? "",
        ])
        #expect(problems.last == "x.yaml:9:21: language \"ty\" is Tahitian, which the service does not have")
    }

    @Test func `languages are taken by every code and name, asked back when they can be several, and each once`() throws {
        let names = TestWorld.head + "recruit: {language: Turks, target: 95, most: 10, assumption: none}\n"
            + "languages:\n  shares: {Tigrinya: 3, rum: 2, sr_Latn: 1}\n  assumption: none\n"
        #expect(try TestWorld.problems(names) == [])
        let wrong = TestWorld.head + "languages:\n  shares: {Turks: 3, tur: 2, ku: 1, Hungarian: 1, iso: 1}\n  assumption: none\n"
        let problems = try TestWorld.problems(wrong)
        #expect(problems.count == 4, "\(problems)")
        let parts = [
            "tur and Turks are both tr", "ku\" can be several", "Hungarian\" is Hungarian, which", "language \"iso\" is not served",
        ]
        for part in parts {
            #expect(problems.contains { $0.contains(part) }, "\(part): \(problems)")
        }
    }

    @Test func `a kind that the rule book would send elsewhere is refused`() throws {
        let problems = try TestWorld.problems(TestWorld.head + """
            kinds:
              - id: onsite-short
                share: 1
                modality: onsite
                complexity: {complex: 1}
                minutes: {60: 1}
                assumption: none
            """)
        #expect(problems.count == 1)
        let found = "x.yaml:8:5: onsite-short is by onsite, but a complex talk of 60 minutes is advised video"
        #expect(problems.first?.hasPrefix(found) == true)
    }

    @Test func `an unknown event, figure, place and month are refused`() throws {
        let problems = try TestWorld.problems(TestWorld.head + """
            events:
              - {event: demmand, factor: 2, assumption: none}
              - {event: new-host, name: A, sector: reception, place: Mechlen, opens: 2026-03-09, per-week: 1,
                 languages: {ti: 1}, assumption: none}
              - {event: language-surge, language: uk, reference: 1, months: {2022-13: 1}, assumption: none}
            calibration:
              - {figure: fill, value: 1, assumption: none}
            """)
        #expect(problems.contains { $0.hasPrefix("x.yaml:8:13: event is \"demmand\"") && $0.hasSuffix("did you mean \"demand\"?") })
        #expect(problems.contains { $0.contains("place is \"Mechlen\"") && $0.contains("\"Mechelen\"") })
        #expect(problems.contains { $0.contains("2022-13 is not a month") })
        #expect(problems.contains { $0.contains("figure is \"fill\"") })
    }

    @Test func `a queue that never settles is refused`() throws {
        let problems = try TestWorld.problems("""
            question: q
            expects: e
            seed: 1
            replications: 2
            queue:
              model: erlang-c
              customers: 1000
              assumption: none
              pairs:
                - {load: 2, servers: 2}
            """)
        #expect(problems == [
            "x.yaml:10:7: load 2.0 on 2 servers never settles, expected a load below the number of servers"
        ])
    }

    @Test func `a file that is not there, and a base that is not there, are said so`() throws {
        let book = try TestWorld.book()
        let missing = #expect(throws: RuleFileProblems.self) { try ScenarioFile(path: "/nowhere/x.yaml", book: book).load() }
        let slip = #expect(throws: RuleFileProblems.self) { try TestWorld.scenario("flanders-yaer.yaml") }
        #expect(slip?.description.contains("did you mean \(TestWorld.root)/simulations/flanders-year.yaml?") == true)
        #expect(missing?.description.hasPrefix("/nowhere/x.yaml: the file is missing") == true)
        let problems = try TestWorld.problems(TestWorld.head.replacingOccurrences(of: "base: flanders", with: "base: holland"))
        #expect(problems.count == 1 && problems[0].hasPrefix("holland.yaml: the file is missing"), "\(problems)")
    }
}
