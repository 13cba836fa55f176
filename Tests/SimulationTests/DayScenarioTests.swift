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
        let day = try DayScenario.load("\(Self.root)/simulations/flanders-day", book: book)
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
        let day = try DayScenario.load("\(Self.root)/simulations/flanders-day", book: book)
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

    /// A copy of the day, with one file of it changed.
    private func changed(_ file: String, _ change: (String) -> String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(Self.root)/simulations/flanders-day", toPath: folder.path)
        let path = folder.appendingPathComponent(file)
        try change(String(contentsOf: path, encoding: .utf8)).write(to: path, atomically: true, encoding: .utf8)
        return folder
    }

    @Test func `the lists are read as a spreadsheet saves them`() throws {
        for file in ["organisations.csv", "interpreters.csv", "requests.csv"] {
            let folder = try changed(file) { "\u{FEFF}" + $0.replacing(",", with: ";").replacing("\n", with: "\r\n") }
            defer { try? FileManager.default.removeItem(at: folder) }
            let day = try DayScenario.load(folder.path, book: try TestWorld.book())
            #expect(day.questions.count == 520 && day.people.count == 210 && day.hosts.count == 64, "\(file)")
        }
    }

    @Test(arguments: ["organisations.csv", "interpreters.csv", "requests.csv"])
    func `a list of which nothing could be read is refused with its name`(_ file: String) throws {
        for content in ["", "\n", "submitted,name\n"] {
            let folder = try changed(file) { _ in content }
            defer { try? FileManager.default.removeItem(at: folder) }
            let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load(folder.path, book: try TestWorld.book()) }
            #expect(problem?.description.contains("\(file): nothing stands in it, expected the names of the columns") == true)
        }
    }

    @Test func `a request of an organisation that is not listed is named by file and line`() throws {
        let folder = try changed("requests.csv") { $0.replacing("07:00:31,32,", with: "07:00:31,99,") }
        defer { try? FileManager.default.removeItem(at: folder) }
        let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load(folder.path, book: try TestWorld.book()) }
        #expect(problem?.description.hasSuffix("requests.csv:2: organisation=99 is none of 1 to 64") == true)
    }

    @Test func `a cell too few is named by file and line`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tolkbrug-\(UUID().uuidString)")
        try FileManager.default.copyItem(atPath: "\(Self.root)/simulations/flanders-day", toPath: folder.path)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "number,name,sector,place,agency\n1,CAW,welfare,11002\n".write(
            to: folder.appendingPathComponent("organisations.csv"), atomically: true, encoding: .utf8)
        let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load(folder.path, book: try TestWorld.book()) }
        #expect(problem?.description.hasSuffix("organisations.csv:2: 4 cells, expected 5 as in the header") == true)
    }

    @Test func `a folder that is not there is said so`() {
        let problem = #expect(throws: ScenarioProblem.self) { try DayScenario.load("/nowhere", book: try TestWorld.book()) }
        #expect(problem?.description.contains("simulations/flanders-day") == true)
    }
}
