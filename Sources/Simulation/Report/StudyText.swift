/// A study for the terminal, on one screen.
public enum StudyText {
    /// No summary is longer.
    static let mostLines = 40
    static let mostColumns = 100

    /// At most 40 lines of at most 100 characters, each ending with a line break. What does not fit is counted; the report and the JSON
    /// have it all.
    /// - Parameter names: as for `Report`.
    public static func summary(of study: Study, names: [String: String] = [:]) -> String {
        let digest = Digest(study, names: names)
        let opening = opening(of: digest)
        let first = [outcomes(digest), waits(digest)].filter { !$0.rows.isEmpty }
        let others = [lowest(digest), comparisons(study), recruitment(digest), calibration(study), remarks(study)]
            .filter { !$0.rows.isEmpty }
        let lines = opening + fit(first + others, first: first.count, in: mostLines - opening.count)
        return lines.map { Wording.fitted(clean($0), to: mostColumns) + "\n" }.joined()
    }

    /// Without control characters, which must not reach a terminal, and with plain spaces.
    private static func clean(_ line: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            let isPlain = scalar.properties.generalCategory != .control && scalar != "\u{A0}"
            plain.append(isPlain ? scalar : " ")
        }
        return String(plain)
    }

    /// Every block has its head and a row. What room is left goes to the first blocks, then to the others in turn, a row at a time.
    /// A shortened block says how much is missing.
    private static func fit(_ blocks: [TextTable], first: Int, in room: Int) -> [String] {
        var shown = blocks.map { _ in 1 }
        // The row, the head and an empty line before it.
        var free = room - blocks.count * 3
        func next() -> Int? {
            let open = blocks.indices.filter { shown[$0] < blocks[$0].rows.count }
            return open.first { $0 < first } ?? open.min { shown[$0] < shown[$1] }
        }
        while free > 0, let block = next() {
            shown[block] += 1
            free -= 1
        }
        return zip(blocks, shown).flatMap { block, count in
            var table = block
            let missing = table.rows.count - count + 1
            if missing > 1 { table.rows = table.rows.prefix(count - 1) + [["… \(missing) more in the report"]] }
            return [""] + table.lines
        }
    }

    private static func opening(of digest: Digest) -> [String] {
        let study = digest.study
        let title = study.question.isEmpty ? study.scenario : "\(study.scenario): \(study.question)"
        let spread = digest.hasIntervals ? ", ± 95 %" : ""
        return wrapped(title, most: 3) + [
            """
            from \(study.start), \(Wording.count(study.days, "day")), scale \(Wording.measure(study.scale)), \
            \(Wording.count(digest.replications, "replication"))\(spread), seed \(study.seed)
            """
        ]
    }

    /// Lines of whole words; what goes beyond the last one is left out.
    private static func wrapped(_ words: String, most: Int) -> [String] {
        var lines = [""]
        for word in words.split(whereSeparator: \.isWhitespace) {
            let longer = lines[lines.count - 1].isEmpty ? String(word) : "\(lines[lines.count - 1]) \(word)"
            if longer.count <= mostColumns || lines == [""] { lines[lines.count - 1] = longer } else { lines.append(String(word)) }
        }
        guard lines.count > most else { return lines }
        return lines.prefix(most - 1) + [Wording.fitted("\(lines[most - 1]) \(lines[most])", to: mostColumns)]
    }

    private static func outcomes(_ digest: Digest) -> TextTable {
        // Said in the headline, since nothing of them is among those that were asked.
        let refuses = digest.policies.contains { $0.refused != nil }
        return TextTable(
            head: ["policy"] + (refuses ? ["refused"] : [])
                + ["asked", "filled", "unfilled", "cancelled", "fill share", "Gini", "travel/talk"],
            rows: digest.policies.map { policy in
                let refused = refuses ? [Wording.estimate(policy.refused?.withoutInterval, digits: 0)] : []
                let counts = [\Tally.asked, \.filled, \.unfilled, \.cancelled].map { number in
                    Wording.estimate(policy.count { $0[keyPath: number] }?.withoutInterval, digits: 0)
                }
                return [policy.name] + refused + counts + [
                    Wording.percent(policy.fillShare), Wording.estimate(policy.gini?.withoutInterval, digits: 3),
                    Wording.estimate(policy.travelMinutes?.withoutInterval, digits: 1, unit: "min"),
                ]
            } + digest.policies.filter { $0.violations > 0 }.map { ["! \($0.name): \($0.violations) violations of invariants"] })
    }

    private static func waits(_ digest: Digest) -> TextTable {
        let modalities = digest.modalities { run in run.timeToFill.filter { $0.value.count > 0 }.map(\.key) }
        let connects = digest.policies.contains { $0.pooled(\.timeToConnect).count > 0 }
        guard !modalities.isEmpty || connects else { return TextTable(head: [], rows: []) }
        func pair(_ quantile: (Double) -> Estimate?) -> String {
            "\(Wording.duration(quantile(0.5)?.withoutInterval)) / \(Wording.duration(quantile(0.9)?.withoutInterval))"
        }
        return TextTable(
            head: ["wait, median / 90 %"] + modalities.map { "fill \(digest.name(of: $0))" } + (connects ? ["connect"] : []),
            rows: digest.policies.map { policy in
                [policy.name] + modalities.map { modality in pair { policy.timeToFill($0, modality: modality) } }
                    + (connects ? [pair(policy.timeToConnect)] : [])
            })
    }

    private static func lowest(_ digest: Digest) -> TextTable {
        let groups = digest.byFill(\.byLanguage).filter { $0.outcomes.contains { $0.fillShare != nil } }.prefix(5)
        // Side by side with many others, the intervals would not fit.
        let isNarrow = digest.policies.count > 3
        return TextTable(
            head: ["least filled languages", "asked"] + digest.policies.map { isNarrow ? Wording.fitted($0.name, to: 12) : $0.name },
            rows: groups.map { group in
                [group.name, Wording.estimate(group.outcomes.first?.asked?.withoutInterval, digits: 0)]
                    + group.outcomes.map { Wording.percent(isNarrow ? $0.fillShare?.withoutInterval : $0.fillShare) }
            })
    }

    private static func comparisons(_ study: Study) -> TextTable {
        // One figure after the other, so that a shortened table still compares all policies in what comes first.
        let figures = study.comparisons.map(\.figure)
        let ordered = study.comparisons.enumerated().sorted { left, right in
            let (first, second) = (figures.firstIndex(of: left.element.figure) ?? 0, figures.firstIndex(of: right.element.figure) ?? 0)
            return (first, left.offset) < (second, right.offset)
        }
        return TextTable(
            head: ["difference", "policy less other", "estimate", "reading"],
            rows: ordered.map(\.element).map {
                [$0.figure, "\($0.policy) − \($0.against)", Wording.signed($0.difference), ComparisonSection.verdict($0.difference)]
            }, leftColumns: [1, 3])
    }

    private static func recruitment(_ digest: Digest) -> TextTable {
        TextTable(
            head: ["recruitment"],
            rows: digest.study.recruitment.filter { !$0.points.isEmpty }.map {
                [RecruitmentSection.answer($0, name: digest.name(of: $0.language))]
            })
    }

    private static func calibration(_ study: Study) -> TextTable {
        // The worst first, those of unknown deviation before all.
        let rows = study.calibration.enumerated().sorted { left, right in
            let (far, near) = (abs(left.element.deviation ?? 9e9), abs(right.element.deviation ?? 9e9))
            return far == near ? left.offset < right.offset : far > near
        }
        return TextTable(
            head: ["calibration", "asked", "simulated", "deviation"],
            rows: rows.map(\.element).map {
                [$0.parameter, Wording.measure($0.asked), Wording.measure($0.simulated), $0.deviationInWords]
            })
    }

    private static func remarks(_ study: Study) -> TextTable {
        TextTable(head: ["remarks"], rows: study.remarks.map { [$0] })
    }
}
