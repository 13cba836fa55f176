import Foundation
import Testing

@testable import Simulation

@Suite struct StudyTextTests {
    private func lines(_ study: Study, names: [String: String] = [:]) -> [String] {
        StudyText.summary(of: study, names: names).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    @Test func `a summary fits on one screen, however much there is`() {
        var vast = InventedStudy.full(policies: (1...12).map { "a policy with a rather long name \($0)" })
        vast.question = String(repeating: "how long can a question be ", count: 40)
        vast.remarks = (1...30).map { "remark \($0) " + String(repeating: "and so on ", count: 20) }
        vast.calibration = (1...30).map { .init(parameter: "parameter \($0)", asked: 1, simulated: 2, source: "") }
        vast.recruitment = Array(repeating: vast.recruitment[0], count: 20)
        for study in InventedStudy.all + [vast] {
            let lines = lines(study)
            #expect(lines.count <= 40, "\(study.scenario): \(lines.count)")
            #expect(lines.allSatisfy { $0.count <= 100 })
        }
        let vastLines = lines(vast)
        #expect(vastLines.count == 40, "room is used")
        // 30 remarks; those that are shown and those that are counted are all of them.
        let shown = vastLines.count { $0.hasPrefix("remark ") }
        #expect(vastLines.last == "… \(30 - shown) more in the report")
    }

    @Test func `the summary says what the study found`() {
        let text = StudyText.summary(of: InventedStudy.full(), names: ["ti": "Tigrinya"])
        for words in [
            "flanders-week: Who goes unanswered?", "from 2026-03-02, 7 days, scale 0.5, 3 replications, ± 95 %, seed 42",
            "80.0 ± 6.2 %", "0.250", "32.2 min", "Tigrinya", "−5.00 ± 1.50", "clearly lower", "−20.0 % ▼",
            "Tigrinya: recruiting 4 is enough to fill 95 %.", "Two calls could not be mapped.",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        // The worst deviation comes first.
        let calibration = lines(InventedStudy.full()).drop { !$0.hasPrefix("calibration") }.dropFirst()
        #expect(calibration.first?.hasPrefix("fill-share") == true)
    }

    @Test func `columns are aligned`() {
        let table = TextTable(head: ["policy", "n"], rows: [["a", "1"], ["long name", "1,000"], ["a note that is wider than all of it"]])
        #expect(table.lines == ["policy         n", "a              1", "long name  1,000", "a note that is wider than all of it"])
    }

    @Test func `one replication has no intervals, and nothing at all is said plainly`() {
        #expect(!StudyText.summary(of: InventedStudy.full(replications: 1)).contains("±"))
        #expect(lines(InventedStudy.empty) == ["nothing", "from 2026-03-02, 1 day, scale 1, 0 replications, seed 1"])
    }

    @Test func `a name cannot command the terminal`() {
        var study = InventedStudy.full()
        study.scenario = "red \u{1B}[31m"
        study.remarks = ["two\nlines\u{7}"]
        let text = StudyText.summary(of: study)
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{A0}" })
        #expect(lines(study).contains("two lines "))
    }

    @Test func `JSON has sorted keys, the same bytes each time and the whole study`() throws {
        let study = InventedStudy.full()
        let text = try StudyJSON.text(of: study)
        #expect(try StudyJSON.text(of: InventedStudy.full()) == text)
        #expect(text.hasSuffix("}\n"))
        #expect(try JSONDecoder().decode(Study.self, from: Data(text.utf8)) == study)
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.prefix { $0 != ":" } }
        #expect(keys.count == 12 && keys == keys.sorted())
    }

    @Test func `JSON refuses what it cannot hold`() {
        var study = InventedStudy.full()
        study.scale = .nan
        #expect(throws: EncodingError.self) { try StudyJSON.text(of: study) }
    }
}
