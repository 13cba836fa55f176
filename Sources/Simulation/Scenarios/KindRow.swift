import Interpreting
import RuleFiles
import Rules

/// Reads one row of `kinds`, and checks that the rule book advises for it the modality that it says.
struct KindRow {
    let row: FieldReader
    let rules: ModalityRules

    func read() -> TalkKind? {
        let id = row.word("id")
        let share = row.number("share", 0...1_000_000)
        let modality = row.choice("modality", of: Modality.self)
        let complexity = row.fields("complexity") { $0.weights(among: Complexity.allCases.map(\.rawValue), "a complexity") }
        let length = length()
        let actual = row.optional("actual") { $0.fields("actual") { $0.lognormal(0.01...10) } }
        let lead = row.optional("lead") { $0.fields("lead", self.lead) }
        let patience = row.optional("patience-seconds") { $0.fields("patience-seconds") { $0.lognormal(1...86_400) } }
        let cancelled = row.percentOrNone("cancelled")
        let notice = row.optional("cancelled-within") { $0.span("cancelled-within", .minutes(1) ... .days(60)) }
        let participants = row.optional("participants") { $0.numbers("participants", count: 1...20) } ?? [1]
        let fallback = row.optional("fallback") { $0.fields("fallback", self.fallback) } ?? []
        let (documents, emotional) = (row.percentOrNone("documents"), row.percentOrNone("emotional"))
        guard let id, let share, let modality, let complexity, let length else { return nil }
        var kind = TalkKind(
            id: id, share: share, modality: modality,
            complexity: WeightedChoice(
                complexity.compactMap { pair in Complexity(rawValue: pair.name).map { ($0, pair.weight) } }), length: length)
        kind.actual = actual
        kind.lead = lead
        kind.patience = patience
        kind.cancelled = cancelled
        kind.notice = notice ?? .days(3)
        kind.documents = documents
        kind.emotional = emotional
        kind.participants = WeightedChoice(participants.enumerated().map { ($0.offset + 1, $0.element) })
        kind.participantsLimit = (participants.lastIndex { $0 > 0 } ?? 0) + 1
        kind.fallback = WeightedChoice(fallback)
        return check(kind) ? kind : nil
    }

    /// Either `minutes`, usual lengths with weights, or `length`, a mixture of lognormals.
    private func length() -> TalkLength? {
        if row.optionalNode("minutes") != nil {
            return row.fields("minutes") { fields in
                let pairs = fields.keys.compactMap { key -> (value: Int, weight: Double)? in
                    guard let weight = fields.number(key, 0...1_000_000) else { return nil }
                    guard let minutes = Int(key), rules.limits.value.contains(minutes) else {
                        fields.report("\(key) is not a length in minutes, expected \(rules.limits.value) and its weight")
                        return nil
                    }
                    return (minutes, weight)
                }
                return pairs.isEmpty ? nil : .usual(WeightedChoice(pairs))
            }
        }
        return row.fields("length") { fields in
            let parts = fields.mixture("lognormals", 0.5...480)
            let (least, most) = (fields.integer("least", 1...480), fields.integer("most", 1...480))
            let step = fields.integer("step", 1...60)
            guard let parts, let least, let most, let step else { return nil }
            guard least <= most else {
                fields.report("least \(least) and most \(most) minutes run backwards, expected least to be at most most")
                return nil
            }
            return .natural(parts, limits: least...most, step: step)
        }
    }

    private func lead(_ fields: FieldReader) -> LeadTime? {
        let hours = fields.mixture("hours", 0.05...2000)
        let (shortest, longest) = (fields.span("shortest", .minutes(5) ... .days(30)), fields.span("longest", .minutes(5) ... .days(100)))
        let align = fields.integer("align-minutes", 1...60)
        guard let hours, let shortest, let longest, let align else { return nil }
        return LeadTime(hours: hours, shortest: shortest, longest: max(shortest, longest), align: align)
    }

    /// Per cent by list of modalities; what is left of a hundred consents to nothing else.
    private func fallback(_ fields: FieldReader) -> [(value: [String], weight: Double)]? {
        let known = Modality.allCases.map(\.rawValue)
        let lists = known + known.flatMap { first in known.filter { $0 != first }.map { "\(first) \($0)" } }
        guard let weights = fields.weights(among: lists, "modalities") else { return nil }
        let rest = 100 - weights.reduce(0) { $0 + $1.weight }
        guard rest >= 0 else {
            fields.report("shares come to more than 100 per cent, expected at most 100")
            return nil
        }
        return [([], rest)] + weights.map { ($0.name.split(separator: " ").map(String.init), $0.weight) }
    }

    /// Every length and complexity of the kind, with whatever circumstances it may have, must be advised the kind's modality.
    private func check(_ kind: TalkKind) -> Bool {
        guard let limits = kind.length.limits else { return false }
        let lengths: [Int]
        if case .usual(let choice) = kind.length { lengths = choice.values } else { lengths = Array(limits) }
        var circumstances = [Circumstances()]
        if kind.documents > 0 { circumstances.append(Circumstances(documents: true)) }
        if kind.emotional > 0 { circumstances.append(Circumstances(emotional: true)) }
        if kind.participantsLimit > 1 { circumstances.append(Circumstances(participants: kind.participantsLimit)) }
        for complexity in kind.complexity.values {
            for minutes in lengths {
                for circumstance in circumstances {
                    let advice = rules.advise(minutes: minutes, complexity: complexity, circumstances: circumstance)
                    guard advice.value.modality == kind.modality else {
                        row.report(
                            "\(kind.id) is by \(kind.modality.rawValue), but a \(complexity.rawValue) talk of \(minutes) minutes is "
                                + "advised \(advice.value.modality.rawValue) by \(advice.rule.id); expected lengths, complexities and "
                                + "circumstances that the rule book gives \(kind.modality.rawValue)")
                        return false
                    }
                }
            }
        }
        return true
    }
}
