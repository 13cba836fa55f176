import Client
import Foundation
import Interpreting

/// The figures of a day, per modality, language and agency.
struct DayReport: Encodable {
    struct Line: Encodable {
        var asked = 0
        var filled = 0
        var unfilled = 0
        var cancelled = 0
        /// Why nobody was found, counted.
        var reasons: [String: Int] = [:]
        /// From the question to the name, in minutes of the day.
        var medianMinutesToConfirm: Double?
        var p95MinutesToConfirm: Double?
        /// Great-circle kilometres of the journeys.
        var travelKilometres = 0.0

        enum CodingKeys: String, CodingKey {
            case asked, filled, unfilled, cancelled, reasons
            case medianMinutesToConfirm = "median_minutes_to_confirm"
            case p95MinutesToConfirm = "p95_minutes_to_confirm"
            case travelKilometres = "travel_km"
        }
    }

    var submitted: Int
    var filled: Int
    var unfilled: Int
    var cancelled: Int
    var invariantViolations: Int
    /// Real seconds that playing the day took.
    var seconds: Double
    var violations: [String]
    var modalities: [String: Line]
    var languages: [String: Line]
    var agencies: [String: Line]

    enum CodingKeys: String, CodingKey {
        case submitted, filled, unfilled, cancelled, seconds, violations, modalities, languages, agencies
        case invariantViolations = "invariant_violations"
    }

    /// Whether every request is accounted for and every invariant held.
    var holds: Bool { invariantViolations == 0 && filled + unfilled + cancelled == submitted }

    init(_ audit: DayAudit, record: DayRecord, submitted: Int, seconds: Double) {
        let outcomes = audit.requests.values.map { DayAudit.outcome($0["state"] ?? "") }
        self.submitted = submitted
        filled = outcomes.count { $0 == "filled" }
        unfilled = outcomes.count { $0 == "unfilled" }
        cancelled = outcomes.count { $0 == "cancelled" }
        invariantViolations = audit.violations.count
        violations = audit.violations
        self.seconds = (seconds * 10).rounded() / 10
        let told = record.entries
        modalities = DayReport.lines(audit, told) { $0["modality"] ?? "?" }
        languages = DayReport.lines(audit, told) { $0["language"] ?? "?" }
        agencies = DayReport.lines(audit, told) { $0["agency"] ?? "?" }
    }

    private static func lines(
        _ audit: DayAudit, _ told: [String: DayRecord.Entry], by key: (AnswerRow) -> String
    ) -> [String: Line] {
        var lines: [String: Line] = [:]
        var waits: [String: [Double]] = [:]
        var metres: [String: Int] = [:]
        for assignment in audit.assignments.values where assignment["state"] != "released" && assignment["state"] != "cancelled" {
            metres[assignment["request"] ?? "", default: 0] += assignment["metres"].flatMap { Int($0) } ?? 0
        }
        for (id, row) in audit.requests {
            let name = key(row)
            lines[name, default: Line()].count(row)
            lines[name]?.travelKilometres += Double(metres[id] ?? 0) / 1000
            if let entry = told[id], let opened = entry.opened, let confirmed = entry.confirmed {
                waits[name, default: []].append(Double((confirmed - opened).milliseconds) / 60_000)
            }
        }
        for (name, minutes) in waits {
            let sorted = minutes.sorted()
            lines[name]?.medianMinutesToConfirm = percentile(50, of: sorted)
            lines[name]?.p95MinutesToConfirm = percentile(95, of: sorted)
        }
        return lines
    }

    /// Nearest rank, to a tenth.
    private static func percentile(_ percent: Int, of sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = min(sorted.count - 1, max(0, (percent * sorted.count + 99) / 100 - 1))
        return (sorted[rank] * 10).rounded() / 10
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

extension DayReport.Line {
    mutating func count(_ row: AnswerRow) {
        asked += 1
        switch DayAudit.outcome(row["state"] ?? "") {
        case "filled": filled += 1
        case "unfilled":
            unfilled += 1
            reasons[row["because"] ?? "unknown", default: 0] += 1
        case "cancelled": cancelled += 1
        default: return
        }
    }
}
