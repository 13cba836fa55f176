import Foundation

/// The report as a table for a terminal.
struct ReportTable {
    let report: DayReport
    /// English names of languages by tag.
    let names: [String: String]

    var text: String {
        var lines = [head]
        for modality in ["telephone", "video", "onsite"] { if let line = report.modalities[modality] { lines.append(row(modality, line)) } }
        lines.append("")
        for (agency, line) in report.agencies.sorted(by: { $0.key < $1.key }) { lines.append(row(agency, line)) }
        lines.append("")
        for (tag, line) in report.languages.sorted(by: { ($1.value.asked, $0.key) < ($0.value.asked, $1.key) }) {
            lines.append(row("\(tag) \(names[tag] ?? "")", line))
        }
        lines.append("")
        lines.append(
            "\(report.submitted) submitted = \(report.filled) filled + \(report.unfilled) unfilled + \(report.cancelled) cancelled; "
                + "\(report.invariantViolations) invariant violations; played in \(report.seconds) s")
        lines += report.violations.map { "  VIOLATION \($0)" }
        return lines.joined(separator: "\n")
    }

    private var head: String {
        column("", 34) + right("asked", 6) + right("filled", 8) + right("unfilled", 10) + right("cancelled", 11)
            + right("median", 9) + right("p95 min", 9) + right("km", 8) + "  unfilled because"
    }

    private func row(_ name: String, _ line: DayReport.Line) -> String {
        let reasons = line.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        return column(name, 34) + right("\(line.asked)", 6) + right("\(line.filled)", 8) + right("\(line.unfilled)", 10)
            + right("\(line.cancelled)", 11) + right(minutes(line.medianMinutesToConfirm), 9)
            + right(minutes(line.p95MinutesToConfirm), 9) + right("\(Int(line.travelKilometres.rounded()))", 8) + "  "
            + reasons.joined(separator: ", ")
    }

    private func minutes(_ value: Double?) -> String { value.map { String(format: "%.1f", $0) } ?? "-" }
    private func column(_ text: String, _ width: Int) -> String {
        text.count >= width ? String(text.prefix(width - 1)) + " " : text + String(repeating: " ", count: width - text.count)
    }
    private func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
