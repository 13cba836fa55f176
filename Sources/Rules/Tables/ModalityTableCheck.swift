import Interpreting

/// Proves that the modality table has exactly one answer for every conversation, or says where it has not.
struct ModalityTableCheck {
    let rows: [ModalityRow]
    let modifiers: [ModalityModifier]
    let limits: Ruling<ClosedRange<Int>>

    func problems() -> [RuleProblem] {
        let range = limits.value
        guard range.lowerBound >= 1, range.upperBound <= 1440 else {
            let text = "durations from \(range.lowerBound) to \(range.upperBound) minutes; 1 to 1440 at most can be asked for"
            return [RuleProblem(text, rows: [limits.rule])]
        }
        var problems: [RuleProblem] = []
        for complexity in Complexity.allCases { problems += gapsAndOverlaps(complexity) }
        for row in rows { problems += faults(of: row) + deadEnds(of: row) }
        return problems
    }

    /// Walks every minute, and joins neighbouring minutes with the same fault to one problem.
    private func gapsAndOverlaps(_ complexity: Complexity) -> [RuleProblem] {
        let own = rows.enumerated().filter { $0.element.complexity == complexity }
        var problems: [RuleProblem] = []
        var fault: (from: Int, rows: [Int])?
        func close(before minute: Int) {
            guard let (from, indices) = fault else { return }
            problems.append(problem(complexity, minutes: from...(minute - 1), rows: indices.map { rows[$0].rule }))
            fault = nil
        }
        for minute in limits.value {
            let answering = own.filter { $0.element.minutes.contains(minute) }.map(\.offset)
            if let open = fault, open.rows != answering { close(before: minute) }
            if answering.count != 1, fault == nil { fault = (minute, answering) }
        }
        close(before: limits.value.upperBound + 1)
        return problems
    }

    private func problem(_ complexity: Complexity, minutes: ClosedRange<Int>, rows: [RuleReference]) -> RuleProblem {
        let span = minutes.count == 1 ? "\(minutes.lowerBound)" : "\(minutes.lowerBound) to \(minutes.upperBound)"
        guard !rows.isEmpty else {
            return RuleProblem("no row answers for \(complexity.rawValue) talks of \(span) minutes; add one or widen a neighbour")
        }
        let names = rows.map { "\($0.id) (\($0.citation))" }.joined(separator: " and ")
        return RuleProblem("\(complexity.rawValue) talks of \(span) minutes have several answers: \(names); narrow one", rows: rows)
    }

    private func faults(of row: ModalityRow) -> [RuleProblem] {
        var problems: [RuleProblem] = []
        if row.alternatives.contains(row.modality) {
            problems.append(RuleProblem("\(row.modality.rawValue) is its own alternative; remove it", rows: [row.rule]))
        }
        if Set(row.alternatives).count != row.alternatives.count {
            problems.append(RuleProblem("an alternative is named twice; remove one", rows: [row.rule]))
        }
        if !row.minutes.overlaps(limits.value) {
            let text = "minutes \(row.minutes.lowerBound) to \(row.minutes.upperBound) are outside the limits "
                + "\(limits.value.lowerBound) to \(limits.value.upperBound); the row never decides"
            problems.append(RuleProblem(text, rows: [row.rule]))
        }
        return problems
    }

    /// The exclusions only grow with the circumstances, so the worst case proves all others.
    private func deadEnds(of row: ModalityRow) -> [RuleProblem] {
        let worst = Circumstances(documents: true, participants: Int.max, emotional: true)
        let effective = modifiers.filter { $0.isOn && $0.condition.holds(in: worst) }
        let allowed = [row.modality] + row.alternatives
        guard allowed.allSatisfy({ choice in effective.contains { $0.excludes == choice } }) else { return [] }
        let text = "the modifiers together can exclude \(allowed.map(\.rawValue).joined(separator: ", ")), all that the row allows; "
            + "add an alternative"
        return [RuleProblem(text, rows: [row.rule] + effective.map(\.rule))]
    }
}
