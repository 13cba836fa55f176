import Interpreting
import Rules

/// Reads `modality.yaml`: the decision table, its modifiers and the advice on durations.
enum ModalityFile {
    /// No conversation is longer than a day.
    private static let minutes = 1...1440

    static func read(_ top: FieldReader) -> Build<ModalityRules>? {
        let limits = top.fields("limits") { $0.ruling(range($0)) }
        let rows = top.rows("table") { row($0, limits: limits?.value) }
        let modifiers = top.rows("modifiers", modifier)
        let interpreted = top.fields("interpreted-time", interpretedTime)
        let uninterpreted = top.rows("uninterpreted", uninterpreted)
        guard let limits, let interpreted else { return nil }
        return { () throws(RuleProblems) in
            try ModalityRules(
                rows: rows, modifiers: modifiers, limits: limits, interpretedPercent: interpreted.percent,
                roundingMinutes: interpreted.rounding, uninterpreted: uninterpreted)
        }
    }

    /// `from` and `to`, both included; within limits they may be left out where the limits are the end.
    private static func range(_ row: FieldReader, within limits: ClosedRange<Int>? = nil) -> ClosedRange<Int>? {
        func end(_ key: String, _ limit: Int?) -> Int? {
            if let limit, row.optionalNode(key) == nil { return limit }
            return row.integer(key, minutes)
        }
        let (from, to) = (end("from", limits?.lowerBound), end("to", limits?.upperBound))
        guard let from, let to else { return nil }
        guard from <= to else {
            row.report("from \(from) to \(to) minutes runs backwards, expected from to be at most to")
            return nil
        }
        return from...to
    }

    private static func row(_ row: FieldReader, limits: ClosedRange<Int>?) -> ModalityRow? {
        let complexity = row.choice("complexity", of: Complexity.self)
        let minutes = range(row, within: limits)
        let modality = row.choice("modality", of: Modality.self)
        let alternatives = row.choices("alternatives", of: Modality.self, orNone: true)
        let rule = row.ruleWithID()
        guard let complexity, let minutes, let modality, let alternatives, let rule else { return nil }
        return ModalityRow(complexity: complexity, minutes: minutes, modality: modality, alternatives: alternatives, rule: rule)
    }

    private enum Circumstance: String, CaseIterable {
        case documents, participants, emotional
    }

    private static func modifier(_ row: FieldReader) -> ModalityModifier? {
        let condition: ModalityModifier.Condition?
        switch row.choice("when", of: Circumstance.self) {
        case .documents: condition = .documents
        case .emotional: condition = .emotional
        case .participants: condition = row.integer("over", 0...(Circumstances.mostParticipants - 1)).map { .participants(over: $0) }
        case nil: condition = nil
        }
        let excludes = row.choice("excludes", of: Modality.self)
        let enabled = row.flag("enabled")
        let rule = row.ruleWithID()
        guard let condition, let excludes, let enabled, let rule else { return nil }
        return ModalityModifier(condition: condition, excludes: excludes, isOn: enabled, rule: rule)
    }

    private static func interpretedTime(_ row: FieldReader) -> (percent: Ruling<Int>, rounding: Int)? {
        let rounding = row.integer("rounding-minutes", 1...60)
        let percent = row.ruling(row.integer("percent", 100...400))
        guard let percent, let rounding else { return nil }
        return (percent, rounding)
    }

    private static func uninterpreted(_ row: FieldReader) -> UninterpretedDuration? {
        let complexity = row.choice("complexity", of: Complexity.self)
        let upTo = row.integer("up-to", minutes)
        let rule = row.ruleWithID()
        guard let complexity, let upTo, let rule else { return nil }
        return UninterpretedDuration(complexity: complexity, upTo: upTo, rule: rule)
    }
}
