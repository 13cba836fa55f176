import Foundation
import Interpreting
import RuleFiles
import Rules
import Testing

@testable import Simulation

@Suite struct DayScenarioTests {
    private static let root: String = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("simulations").path) {
            folder.deleteLastPathComponent()
        }
        return folder.path
    }()

    private func book() throws -> RuleBook { try RuleLoader(directory: "\(Self.root)/rules").load() }

    @Test func `the day of Flanders has everybody and everything it promises`() throws {
        let book = try book()
        let day = try DayScenario.load("\(Self.root)/simulations/flanders-day", zone: book.calendar.zone)
        #expect(day.hosts.count >= 60)
        #expect(Set(day.hosts.map(\.sector)) == Set(Sector.allCases.map(\.rawValue)))
        #expect(day.people.count >= 200)
        #expect(day.questions.count == 520)
        #expect(Set(day.questions.map(\.language)) == Set(book.languages.all.map { $0.tag.text }))
        #expect(Set(day.hosts.map(\.agency)) == Set(book.agencies.all.map { $0.code.text }))
        for host in day.hosts {
            let municipality = try #require(book.gazetteer.resolve(host.place), "\(host)")
            #expect(book.agencies.agency(serving: municipality.code)?.value.text == host.agency)
        }
        for person in day.people { #expect(book.gazetteer.resolve(person.home) != nil) }
    }

    /// A third of what is asked is on demand or short; the modalities come out near the yearly figures of 2022.
    @Test func `the day's modalities follow the yearly figures`() throws {
        let book = try book()
        let day = try DayScenario.load("\(Self.root)/simulations/flanders-day", zone: book.calendar.zone)
        var counts: [Modality: Int] = [:]
        for question in day.questions {
            let complexity = try #require(Complexity(rawValue: question.complexity))
            counts[book.modality.advise(minutes: question.minutes, complexity: complexity).value.modality, default: 0] += 1
        }
        let total = Double(day.questions.count)
        #expect(abs(Double(counts[.telephone] ?? 0) / total - 27_048.0 / 40_962) < 0.06)
        #expect(abs(Double(counts[.video] ?? 0) / total - 4_650.0 / 40_962) < 0.06)
        #expect(abs(Double(counts[.onsite] ?? 0) / total - 9_264.0 / 40_962) < 0.06)
    }

    @Test func `a cell too few is named by file and line`() throws {
        let zone = ZoneTable(name: "UTC", initialOffset: 0, transitions: [])
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(Self.root)/simulations/flanders-day", toPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "number,name,sector,place,agency\n1,CAW,welfare,11002\n".write(
            to: folder.appendingPathComponent("organisations.csv"), atomically: true, encoding: .utf8)
        let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load(folder.path, zone: zone) }
        #expect(problem?.description.hasSuffix("organisations.csv:2: 4 cells, expected 5 (number, name, sector, place, agency)") == true)
    }

    @Test func `a folder that is not there is said so`() {
        let zone = ZoneTable(name: "UTC", initialOffset: 0, transitions: [])
        let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load("/nowhere", zone: zone) }
        #expect(problem?.description.contains("simulations/flanders-day") == true)
    }
}
