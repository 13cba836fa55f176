import Interpreting
import Rules

/// Reads `cancellation.yaml`: until when a cancellation is free, and what it costs after that.
enum CancellationFile {
    static func read(_ top: FieldReader) -> Build<CancellationRules>? {
        let free = top.fields("free", free)
        let unassigned = top.fields("unassigned") { $0.ruleWithID() }
        let late = top.rows("late", late)
        let absent = top.fields("client-absent", clientAbsence)
        guard let free, let unassigned, let absent else { return nil }
        return { () throws(RuleProblems) in
            try CancellationRules(free: free, late: late, clientAbsence: absent, unassigned: unassigned)
        }
    }

    private static func free(_ row: FieldReader) -> Ruling<FreeCancellation>? {
        let (days, minute) = (row.integer("working-days", 0...30), row.clock("until"))
        return row.ruling(days.flatMap { days in minute.map { FreeCancellation(workingDays: days, minuteOfDay: $0) } })
    }

    private static func clientAbsence(_ row: FieldReader) -> Ruling<ClientAbsence>? {
        let (wait, percent) = (row.span("after", Span.zero...Span.hours(4)), row.integer("percent", 0...100))
        return row.ruling(wait.flatMap { wait in percent.map { ClientAbsence(after: wait, percent: $0) } })
    }

    private static func late(_ row: FieldReader) -> CancellationRow? {
        let lead = row.span("lead-from", Span.zero...Span.days(60))
        let percent = row.ruling(row.integer("percent", 0...100))
        guard let lead, let percent else { return nil }
        return CancellationRow(leadAtLeast: lead, percent: percent.value, rule: percent.rule)
    }
}
