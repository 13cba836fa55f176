/// Whether the simulated world resembles the real one.
struct CalibrationSection: ReportSection {
    let digest: Digest

    init(_ digest: Digest) {
        self.digest = digest
    }

    let id = "calibration"
    let title = "Calibration"
    var isEmpty: Bool { digest.study.calibration.isEmpty }

    func write(to page: inout HTMLWriter) {
        let rows = digest.study.calibration
        let off = rows.count(where: \.isOff)
        page.element("p", off == 0
            ? "All \(rows.count) simulated figures are within 10 % of what was asked for."
            : "\(off) of \(rows.count) simulated figures are more than 10 % off what was asked for, marked ▲ or ▼.")
        ReportTable(
            caption: "Asked for against simulated", columns: ["Figure", "deviation", "asked", "simulated", "source"],
            rows: rows.map { [$0.parameter, $0.deviationInWords, Wording.measure($0.asked), Wording.measure($0.simulated), $0.source] },
            wordColumns: [4]
        ).write(to: &page)
    }
}

extension Study.CalibrationRow {
    /// Relative to what was asked; nil when that is 0 and cannot be a measure.
    var deviation: Double? {
        asked != 0 && asked.isFinite && simulated.isFinite ? (simulated - asked) / abs(asked) : nil
    }

    /// More than a tenth away.
    var isOff: Bool {
        deviation.map { abs($0) > 0.1 } ?? (simulated != asked)
    }

    /// `+12.5 % ▲`, the sign pointing to where it is off.
    var deviationInWords: String {
        guard let deviation else { return isOff ? "\(Wording.none) ▲" : Wording.none }
        let words = (deviation > 0 ? "+" : "") + Wording.number(deviation * 100, digits: 1) + "\(Wording.gap)%"
        return isOff ? words + (deviation > 0 ? " ▲" : " ▼") : words
    }
}
