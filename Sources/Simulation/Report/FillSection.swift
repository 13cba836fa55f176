/// The fill share of each language, modality, sector or agency.
struct FillSection: ReportSection {
    enum Kind: String {
        case language, modality, sector, agency

        var plural: String { self == .modality ? "modalities" : self == .agency ? "agencies" : "\(rawValue)s" }
    }

    let digest: Digest
    let kind: Kind
    private let groups: [Digest.Group]

    init(_ digest: Digest, _ kind: Kind) {
        self.digest = digest
        self.kind = kind
        groups = digest.byFill { run in
            switch kind {
            case .language: run.byLanguage
            case .modality: run.byModality
            case .sector: run.bySector
            case .agency: run.byAgency
            }
        }
    }

    var id: String { "fill-\(kind.rawValue)" }
    var title: String { "Fill by \(kind.rawValue)" }
    var isEmpty: Bool { groups.isEmpty }

    func write(to page: inout HTMLWriter) {
        let first = digest.policies.first?.name ?? ""
        let others = digest.policies.count > 1 ? " Bars and figures: \(first); marks: the other policies." : ""
        page.figure("Least filled first; in brackets the number asked per replication.\(others)", charts, table: table)
    }

    /// No chart is higher than a sheet of paper, or so high that its axis is forgotten on the way down.
    private static let mostHeight = 880.0

    private var charts: [any Chart] {
        let most = max(1, Int(FillSection.mostHeight / BarChart.rowHeight(series: digest.policies.count)))
        let number = (groups.count + most - 1) / most
        return (0..<number).map { part in
            let shown = groups[groups.count * part / number..<groups.count * (part + 1) / number]
            let suffix = number > 1 ? ", part \(part + 1) of \(number)" : ""
            return BarChart(
                id: "plot-\(id)-\(part + 1)", title: "Share of requests filled by \(kind.rawValue)\(suffix)", description: describe(shown),
                axis: .percent("filled, % of requests not cancelled"), series: digest.policies.map { ($0.name, $0.style) },
                rows: shown.map(row))
        }
    }

    private func row(_ group: Digest.Group) -> BarChart.Row {
        let outcome = group.outcomes.first
        let share = Wording.percent(outcome?.fillShare?.withoutInterval)
        return BarChart.Row(
            name: group.name, style: SeriesStyle(0),
            figure: "\(share) (\(Wording.estimate(outcome?.asked?.withoutInterval, digits: 0)))",
            values: group.outcomes.map { $0.fillShare?.scaled(by: 100) })
    }

    private func describe(_ groups: ArraySlice<Digest.Group>) -> String {
        func say(_ group: Digest.Group) -> String { "\(group.name) \(Wording.percent(group.outcomes.first?.fillShare))" }
        guard let low = groups.first, let high = groups.last(where: { $0.outcomes.first?.fillShare != nil }) else { return "" }
        let extremes = groups.count > 1 ? ", from \(say(low)) to \(say(high))" : ": \(say(low))"
        return "\(groups.count) \(groups.count == 1 ? kind.rawValue : kind.plural) under \(digest.policies.first?.name ?? "")\(extremes)."
    }

    /// With several policies only what tells them apart; they are asked nearly the same.
    private var table: ReportTable {
        let isAlone = digest.policies.count == 1
        let columns = isAlone ? ["filled", "no-shows"] : digest.policies.map { "filled, \($0.name)" }
        return ReportTable(
            caption: "Fill share by \(kind.rawValue)", columns: [Wording.sentence(kind.rawValue), "asked"] + columns,
            rows: groups.map { group in
                [group.name, Wording.estimate(group.outcomes.first?.asked, digits: 0)]
                    + group.outcomes.map { Wording.percent($0.fillShare) }
                    + (isAlone ? group.outcomes.map { Wording.estimate($0.noShows, digits: 1) } : [])
            })
    }
}
