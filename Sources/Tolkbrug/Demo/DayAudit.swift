import Client
import Interpreting
import Wire

/// What the server itself says at the end of the day, read back request by request, and whether the invariants held.
struct DayAudit: Sendable {
    /// Rows of `LIST requests` by identifier.
    var requests: [String: AnswerRow] = [:]
    /// Rows of `LIST assignments` by identifier.
    var assignments: [String: AnswerRow] = [:]
    /// In words; empty when everything held.
    var violations: [String] = []

    /// Reads everything through an administrator's connection and checks it.
    static func read(_ admin: Client, metrics: String, record: DayRecord, submitted: Int, zone: ZoneTable) async throws -> DayAudit {
        var audit = DayAudit()
        audit.requests = try await all("requests", admin)
        audit.assignments = try await all("assignments", admin)
        audit.checkOverlaps(zone)
        audit.checkAccounts(submitted: submitted, record)
        let chain = try await admin.query("AUDIT")
        if !chain.isDone { audit.violations.append("the journal's chain: \(chain.finalText)") }
        audit.checkMetrics(metrics)
        if record.gaps > 0 { audit.violations.append("\(record.gaps) gaps in the numbers of events") }
        return audit
    }

    private static func all(_ kind: String, _ admin: Client) async throws -> [String: AnswerRow] {
        var rows: [String: AnswerRow] = [:]
        var after: String?
        repeat {
            let page = try await admin.query(
                "LIST", [Parameter(value: Value(kind))] + (after.map { [Parameter("after", Value($0))] } ?? []))
            guard page.isDone else { throw DemoProblem("LIST \(kind): \(page.finalText)") }
            for row in page.rows where row.kind != "PAGE" { if let id = row.subject { rows[id] = row } }
            after = page.first("PAGE")?["next"]
        } while after != nil
        return rows
    }

    /// No interpreter is in two places: journeys and buffers included.
    private mutating func checkOverlaps(_ zone: ZoneTable) {
        var busy: [String: [(interval: Interval, id: String)]] = [:]
        for (id, row) in assignments where ["confirmed", "started"].contains(row["state"]) {
            guard let interpreter = row["interpreter"], let from = row["busy-from"], let until = row["busy-until"],
                let start = try? Timestamp.parse(from, in: zone), let end = try? Timestamp.parse(until, in: zone)
            else {
                violations.append("\(id) does not say when it takes place")
                continue
            }
            busy[interpreter, default: []].append((Interval(start: start, end: end), id))
        }
        for (interpreter, stretches) in busy {
            let sorted = stretches.sorted { $0.interval.start < $1.interval.start }
            for (first, second) in zip(sorted, sorted.dropFirst()) where first.interval.overlaps(second.interval) {
                violations.append("\(interpreter) has \(first.id) and \(second.id) at the same time")
            }
        }
    }

    /// Everything asked has an end, the same in the table as in the events.
    private mutating func checkAccounts(submitted: Int, _ record: DayRecord) {
        if requests.count != submitted { violations.append("\(submitted) were submitted, \(requests.count) are on record") }
        let told = record.entries
        for (id, row) in requests {
            let state = DayAudit.outcome(row["state"] ?? "")
            if state == "waiting" { violations.append("\(id) is still \(row["state"] ?? "?")") }
            if told[id]?.state != state { violations.append("\(id) is \(state), but its events say \(told[id]?.state ?? "nothing")") }
        }
    }

    private mutating func checkMetrics(_ text: String) {
        for line in text.split(separator: "\n") where line.hasPrefix("tolkbrug_invariant_violations") {
            if line.split(separator: " ").last.flatMap({ Double($0) }) != 0 { violations.append("the server counted: \(line)") }
        }
    }

    /// Where a request's state counts: a name was given, an honest no, withdrawn, or not decided.
    static func outcome(_ state: String) -> String {
        switch state {
        case "assigned", "started", "completed", "no-show": "filled"
        case "unfilled", "cancelled": state
        default: "waiting"
        }
    }
}
