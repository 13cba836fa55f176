/// How the fill share of the languages that are asked most went through the months.
struct LanguageMonthSection: ReportSection {
    /// As many as there are colours.
    private static let mostLanguages = 5

    let digest: Digest
    private let months: [String]
    /// Each with its months, in the order of `months`; nil where nobody asked for it.
    private let languages: [(name: String, months: [Digest.Outcome?])]

    init(_ digest: Digest) {
        self.digest = digest
        let months = digest.groups(\.byMonth).map(\.key)
        let asked = digest.groups(\.byLanguage).sorted {
            let (left, right) = ($0.outcomes.first?.asked?.mean ?? 0, $1.outcomes.first?.asked?.mean ?? 0)
            return left == right ? $0.key < $1.key : left > right
        }
        languages = asked.prefix(Self.mostLanguages).map { language in
            let found = digest.groups { $0.byMonthOfLanguage[language.key] ?? [:] }
            return (language.name, months.map { month in found.first { $0.key == month }?.outcomes.first })
        }.filter { $0.months.contains { $0 != nil } }
        self.months = months
    }

    let id = "months-language"
    let title = "Languages month by month"
    var isEmpty: Bool { months.count < 2 || languages.isEmpty }

    func write(to page: inout HTMLWriter) {
        let policy = digest.policies.first?.name ?? ""
        let chart = LineChart(
            id: "plot-months-language", title: "Share of requests filled by month, the languages asked most", description: description,
            x: .row("month of asking", of: months), y: .percent("filled, % of requests not cancelled"), series: series)
        let what = "Share filled of what was asked in each month for the languages asked most, under \(policy)."
        page.figure("\(what) The table has the numbers asked in brackets.", chart, table: table)
    }

    private var series: [LineChart.Series] {
        languages.enumerated().map { place, language in
            let points: [LineChart.Point] = language.months.enumerated().compactMap { number, month in
                guard let share = month?.fillShare?.scaled(by: 100) else { return nil }
                return .init(x: Double(number), y: share.mean, halfWidth: share.halfWidth)
            }
            return LineChart.Series(name: language.name, style: SeriesStyle(place), points: points)
        }
    }

    private var description: String {
        languages.map { language in
            let shares = zip(months, language.months).compactMap { month, outcome in outcome?.fillShare.map { (month, $0) } }
            guard let low = shares.min(by: { $0.1.mean < $1.1.mean }) else { return "\(language.name): nothing asked." }
            return "\(language.name): lowest in \(low.0), \(Wording.percent(low.1))."
        }.joined(separator: " ")
    }

    private var table: ReportTable {
        ReportTable(
            caption: "Fill share by month, the languages asked most", columns: ["Month"] + languages.map(\.name),
            rows: months.enumerated().map { number, month in
                [month] + languages.map { language in
                    guard let outcome = language.months[number] else { return Wording.none }
                    let asked = Wording.estimate(outcome.asked?.withoutInterval, digits: 0)
                    return "\(Wording.percent(outcome.fillShare)) (\(asked))"
                }
            })
    }
}
