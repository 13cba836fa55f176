import Interpreting

/// `rules/modality.yaml`: a complete decision table from length and complexity to the modality.
public struct ModalityRules: Sendable {
    public let rows: [ModalityRow]
    public let modifiers: [ModalityModifier]
    /// Booked minutes that can be asked for, both ends included.
    public let limits: Ruling<ClosedRange<Int>>
    /// How much longer a talk takes through an interpreter, in per cent: 150.
    public let interpretedPercent: Ruling<Int>
    /// Minutes to which an advised duration is rounded up.
    public let roundingMinutes: Int
    private let uninterpreted: [Complexity: UninterpretedDuration]
    /// By complexity, the row for each minute of `limits`.
    private let rowByMinute: CompleteTable<Complexity, [ModalityRow]>

    /// - Throws: the problems that `check` finds, and factors and roundings out of range.
    public init(
        rows: [ModalityRow], modifiers: [ModalityModifier], limits: Ruling<ClosedRange<Int>>, interpretedPercent: Ruling<Int>,
        roundingMinutes: Int, uninterpreted: [UninterpretedDuration]
    ) throws(RuleProblems) {
        var problems = ModalityTableCheck(rows: rows, modifiers: modifiers, limits: limits).problems()
        problems += RuleProblems.duplicates(
            uninterpreted.map { (key: $0.complexity.rawValue, rule: $0.rule) }, what: "uninterpreted duration for")
        if !(100...400).contains(interpretedPercent.value) || !(1...60).contains(roundingMinutes) {
            let text = "a talk takes \(interpretedPercent.value) per cent through an interpreter, rounded to \(roundingMinutes) minutes; "
                + "100 to 400 per cent and 1 to 60 minutes make sense"
            problems.append(RuleProblem(text, rows: [interpretedPercent.rule]))
        }
        try RuleProblems.check(problems)

        self.rows = rows
        self.modifiers = modifiers
        self.limits = limits
        self.interpretedPercent = interpretedPercent
        self.roundingMinutes = roundingMinutes
        self.uninterpreted = Dictionary(uninterpreted.map { ($0.complexity, $0) }, uniquingKeysWith: { first, _ in first })
        var byComplexity: [Complexity: [ModalityRow]] = [:]
        for complexity in Complexity.allCases {
            let own = rows.filter { $0.complexity == complexity }
            byComplexity[complexity] = limits.value.compactMap { minute in own.first { $0.minutes.contains(minute) } }
        }
        rowByMinute = try CompleteTable(byComplexity, what: "the modality of complexity")
    }

    /// The gaps and overlaps of the table, the conversations for which the modifiers leave no modality, and rows that make no
    /// sense; empty for rules that were made by the initialiser, which throws them.
    public func checkComplete() -> [RuleProblem] { ModalityTableCheck(rows: rows, modifiers: modifiers, limits: limits).problems() }

    /// Limits of one interpreter alone that no conversation ever exceeds: the table lets none be so long in that modality.
    public func idleLimits(_ working: WorkingRules) -> [RuleProblem] {
        Modality.allCases.compactMap { modality in
            let own = rows.filter { $0.modality == modality || $0.alternatives.contains(modality) }
            let longest = own.map { min($0.minutes.upperBound, limits.value.upperBound) }.max()
            let limit = working.soloMinutes(modality)
            guard let longest, limit.value > longest else { return nil }
            let text = "the longest conversation alone by \(modality.rawValue) is \(limit.value) minutes, and the modality table has "
                + "none of more than \(longest); the row never decides: write at most \(longest)"
            return RuleProblem(text, rows: [limit.rule])
        }
    }

    /// The row that refuses the duration; nil when it is within `limits`.
    public func refusal(minutes: Int) -> RuleReference? { limits.value.contains(minutes) ? nil : limits.rule }

    /// The modality for a conversation; a duration outside `limits` is judged as the nearest one inside.
    ///
    /// The ruling cites the row of the table, or, when the circumstances exclude what the table says, the modifier that does.
    public func advise(minutes: Int, complexity: Complexity, circumstances: Circumstances = Circumstances()) -> Ruling<ModalityAdvice> {
        let table = rowByMinute[complexity]
        let nearest = min(max(minutes, limits.value.lowerBound), limits.value.upperBound)
        let row = table[nearest - limits.value.lowerBound]
        return ModalityRules.advise(row, modifiers: modifiers, circumstances: circumstances)
    }

    static func advise(
        _ row: ModalityRow, modifiers: [ModalityModifier], circumstances: Circumstances
    ) -> Ruling<ModalityAdvice> {
        var excluded: [ExcludedModality] = []
        for modality in Modality.allCases {
            let reason = modifiers.first { $0.isOn && $0.excludes == modality && $0.condition.holds(in: circumstances) }
            if let reason { excluded.append(ExcludedModality(modality: modality, rule: reason.rule)) }
        }
        let left = ([row.modality] + row.alternatives).filter { choice in !excluded.contains { $0.modality == choice } }
        let modifier = excluded.first { $0.modality == row.modality }?.rule
        // The check at load lets no row be left with nothing.
        let advice = ModalityAdvice(modality: left.first ?? row.modality, alternatives: Array(left.dropFirst()), excluded: excluded)
        return Ruling(advice, modifier ?? row.rule)
    }

    /// The duration to advise when `stated` looks like that of the talk without an interpreter; nil when it looks right.
    public func interpretedMinutes(stated: Int, complexity: Complexity) -> Ruling<Int>? {
        guard let row = uninterpreted[complexity], stated <= row.upTo, stated > 0 else { return nil }
        let exact = (stated * interpretedPercent.value + 99) / 100
        let rounded = (exact + roundingMinutes - 1) / roundingMinutes * roundingMinutes
        let advised = min(rounded, limits.value.upperBound)
        return advised > stated ? Ruling(advised, row.rule) : nil
    }
}
