/// How the fill share of a language grows with the number recruited.
struct RecruitmentSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "recruitment"
    let title = "Recruitment"
    var isEmpty: Bool { digest.study.recruitment.allSatisfy(\.points.isEmpty) }

    func write(to page: inout HTMLWriter) {
        for (place, curve) in digest.study.recruitment.enumerated() where !curve.points.isEmpty {
            write(curve, number: place + 1, to: &page)
        }
    }

    private func write(_ curve: Study.RecruitmentCurve, number: Int, to page: inout HTMLWriter) {
        let name = digest.name(of: curve.language)
        let target = Wording.measure(curve.target * 100) + Wording.gap + "%"
        let answer = RecruitmentSection.answer(curve, name: name)
        let most = Double(max(curve.points.map(\.recruited).max() ?? 1, 1))
        var x = Axis.linear("interpreters recruited", over: [most], intervals: 6)
        // Nobody recruits half an interpreter.
        x.ticks.removeAll { $0.value != $0.value.rounded() }
        x.ticks = x.ticks.map { .init(value: $0.value, label: Wording.number($0.value)) }
        let level = curve.target * 100
        let chart = LineChart(
            id: "plot-recruitment-\(number)", title: "\(name): share filled by number recruited", description: answer, x: x,
            y: .percent("filled, % of requests not cancelled"),
            series: [
                .init(name: name, style: SeriesStyle(0), points: curve.points.map {
                    .init(x: Double($0.recruited), y: $0.fillShare.mean * 100, halfWidth: $0.fillShare.halfWidth.map { $0 * 100 })
                })
            ],
            guides: [.init(label: "target \(target)", from: .init(x: 0, y: level), to: .init(x: x.high, y: level))])
        let table = ReportTable(
            caption: "\(name): share filled by number recruited", columns: ["Recruited", "filled"],
            rows: curve.points.map { ["\($0.recruited)", Wording.percent($0.fillShare)] })
        page.figure(answer, chart, table: table)
    }

    /// The sentence that the manager came for.
    static func answer(_ curve: Study.RecruitmentCurve, name: String) -> String {
        let target = Wording.measure(curve.target * 100) + Wording.gap + "%"
        let most = curve.points.map(\.recruited).max() ?? 0
        guard let enough = curve.enough else { return "\(name): none of the numbers tried, up to \(most), reaches \(target)." }
        if enough == 0 { return "\(name): \(target) is reached without recruiting anybody." }
        return "\(name): recruiting \(enough) is enough to fill \(target)."
    }
}
