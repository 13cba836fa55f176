import Interpreting
import Rules

/// Reads `working.yaml`: rest, buffers, hours and graces.
enum WorkingFile {
    private static let graces = Span.zero...Span.days(1)

    static func read(_ top: FieldReader) -> Build<WorkingRules>? {
        let rest = top.rows("rest", rest).flatMap { $0 }
        let buffers = top.rows("buffers") { minutes($0, "buffer", 0...120) }
        let solo = top.rows("solo") { minutes($0, "solo", 1...1440) }
        let daily = top.fields("daily") { $0.ruling($0.integer("minutes", 1...1440)) }
        let weekly = top.fields("weekly") { $0.ruling($0.integer("minutes", 1...10_080)) }
        let noShow = top.fields("no-show") { $0.ruling($0.span("after", graces)) }
        let completion = top.fields("completion") { $0.ruling($0.span("after", graces)) }
        let earlyStart = top.fields("early-start") { $0.ruling($0.span("before", graces)) }
        guard let daily, let weekly, let noShow, let completion, let earlyStart else { return nil }
        return { () throws(RuleProblems) in
            try WorkingRules(
                rest: rest, buffers: Dictionary(buffers, uniquingKeysWith: { first, _ in first }),
                soloMinutes: Dictionary(solo, uniquingKeysWith: { first, _ in first }), dailyMinutes: daily, weeklyMinutes: weekly,
                noShowGrace: noShow, completionGrace: completion, earlyStart: earlyStart)
        }
    }

    /// One row for several pairs of modalities that share minutes and reason.
    private static func rest(_ row: FieldReader) -> [RestRow]? {
        let after = row.choices("after", of: Modality.self)
        let before = row.choices("before", of: Modality.self)
        let minutes = row.integer("minutes", 0...240)
        let rule = row.ruleWithID()
        guard let after, let before, let minutes, let rule else { return nil }
        return after.flatMap { after in before.map { RestRow(after: after, before: $0, minutes: minutes, rule: rule) } }
    }

    private static func minutes(_ row: FieldReader, _ kind: String, _ limits: ClosedRange<Int>) -> (Modality, Ruling<Int>)? {
        let modality = row.choice("modality", of: Modality.self)
        let minutes = row.integer("minutes", limits)
        let rule = row.rule(modality.map { "working.\(kind)-\($0.rawValue)" })
        guard let modality, let minutes, let rule else { return nil }
        return (modality, Ruling(minutes, rule))
    }
}
