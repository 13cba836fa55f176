import Foundation
import Matching

/// How long decisions take, as a table and as JSON.
struct DecisionReport: Encodable {
    /// Microseconds, by nearest rank.
    struct Times: Encodable {
        let p50: Double
        let p90: Double
        let p99: Double
        let max: Double

        init(_ nanoseconds: [Int]) {
            let sorted = nanoseconds.sorted()
            func rank(_ percent: Int) -> Double {
                sorted.isEmpty ? 0 : Double(sorted[min(sorted.count - 1, (percent * sorted.count + 99) / 100 - 1)]) / 1_000
            }
            (p50, p90, p99, max) = (rank(50), rank(90), rank(99), Double(sorted.last ?? 0) / 1_000)
        }
    }

    let interpreters: Int
    /// Rows of the state.
    let rows: Int
    /// Decisions that were compared with those of trying everybody; none differed.
    var checked = 0
    /// Of all requests together: interpreters with just that language. Counted so that the scan is not left out.
    var speakers = 0
    private var eligible = 0
    private var unfilled = 0
    private var decisions: [Int] = []
    private var processor: [Int] = []
    private var submits: [Int] = []
    private var explanations: [Int] = []
    private var scans: [Int] = []

    init(interpreters: Int, rows: Int) { (self.interpreters, self.rows) = (interpreters, rows) }

    mutating func add(_ nanoseconds: Int, processor: Int, submit: Int, explain: Int, scan: Int, _ decision: Decision) {
        decisions.append(nanoseconds)
        self.processor.append(processor)
        submits.append(submit)
        explanations.append(explain)
        scans.append(scan)
        eligible += decision.eligible.count
        unfilled += decision.eligible.isEmpty ? 1 : 0
    }

    private var lines: [(name: String, key: String, times: Times)] {
        [
            ("decision, everybody else's first reason named", "decision", Times(decisions)),
            ("the same, processor time", "decision_processor", Times(processor)),
            ("SUBMIT whole: checks, decision, offers, events", "submit", Times(submits)),
            ("EXPLAIN, in words", "explain", Times(explanations)),
            ("scan of everybody's languages", "scan", Times(scans)),
        ]
    }

    /// p99 of a decision over the median of the scan.
    private var ratio: Double { Times(scans).p50 > 0 ? Times(decisions).p99 / Times(scans).p50 : 0 }

    var text: String {
        let head = "microseconds                                           p50       p90       p99       max\n"
        let table = lines.map { line in
            line.name.padding(toLength: 48, withPad: " ", startingAt: 0)
                + [line.times.p50, line.times.p90, line.times.p99, line.times.max].map { String(format: "%10.1f", $0) }.joined()
        }
        let count = max(1, decisions.count)
        let mean = Double(eligible) / Double(count)
        let story = String(
            format: "%d decisions among %d interpreters, %d rows; on average %.1f were eligible, for %d requests nobody was",
            decisions.count, interpreters, rows, mean, unfilled)
        return head + table.joined(separator: "\n") + "\n\n\(story)\n"
            + String(format: "p99 of a decision is %.1f times the median scan; ", ratio)
            + "\(checked) decisions were compared with those of trying everybody: all the same"
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(self)
    }

    private enum Key: String, CodingKey {
        case interpreters, rows, checked, requests, unfilled, times
        case scans = "p99_decision_by_p50_scan"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(interpreters, forKey: .interpreters)
        try container.encode(rows, forKey: .rows)
        try container.encode(checked, forKey: .checked)
        try container.encode(decisions.count, forKey: .requests)
        try container.encode(unfilled, forKey: .unfilled)
        try container.encode(Dictionary(uniqueKeysWithValues: lines.map { ($0.key, $0.times) }), forKey: .times)
        try container.encode(ratio, forKey: .scans)
    }
}
