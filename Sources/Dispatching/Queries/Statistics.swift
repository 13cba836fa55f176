import Interpreting
import Rules

/// `STATS` and `RULES`.
extension Engine {
    /// Figures per modality and per language, not averages over all.
    func stats(for viewer: Principal?) throws(Refusal) -> Reply {
        try requireStaff(viewer)
        var total = Tally()
        var byModality: [Modality: Tally] = [:]
        var byLanguage: [LanguageTag: Tally] = [:]
        for request in state.requests.all() where maySee(request, viewer) {
            total.count(request)
            byModality[request.modality, default: Tally()].count(request)
            byLanguage[request.need.language, default: Tally()].count(request)
        }
        var rows = [Row("STATS", "all", total.fields)]
        rows += Modality.allCases.compactMap { key in byModality[key].map { Row("STATS", key.rawValue, $0.fields) } }
        rows += byLanguage.keys.sorted().compactMap { key in byLanguage[key].map { Row("STATS", key.text, $0.fields) } }
        return .done(.ready, "\(total.asked.counted("request")), \(total.filled) filled, \(total.unfilled) unfilled", rows: rows)
    }

    /// The rule book in force, or one row of it.
    func rules(_ id: String?) throws(Refusal) -> Reply {
        guard let id else {
            let files = Dictionary(grouping: rules.rows, by: \.file)
            let rows = files.keys.sorted().map { file in Row("FILE", file, [Field("rows", files[file]?.count ?? 0)]) }
            return .done(.rule, "rule book \(rules.fingerprint), \(rules.rows.count.counted("row")); RULES id shows one", rows: rows)
        }
        if let rule = rules.row(id) { return .done(.rule, rule.reason, rows: [row(rule)]) }
        let near = Suggestion.ranked(id, among: rules.rows.map { (name: $0.id, value: $0.id) }, limit: 3)
        let hint = near.isEmpty ? "RULES lists the files" : "did you mean \(near.joined(separator: ", "))?"
        throw Refusal(.notFound, "no rule is called \(id); \(hint)")
    }
}

/// Requests counted by how they ended or stand.
private struct Tally {
    var asked = 0
    var filled = 0
    var unfilled = 0
    var cancelled = 0
    var searching = 0
    var noShow = 0

    mutating func count(_ request: Request) {
        asked += 1
        switch request.state {
        case .assigned, .started, .completed: filled += 1
        case .unfilled: unfilled += 1
        case .cancelled: cancelled += 1
        case .open, .offered: searching += 1
        case .noShow: noShow += 1
        }
    }

    var fields: [Field] {
        [
            Field("asked", asked), Field("filled", filled), Field("unfilled", unfilled), Field("cancelled", cancelled),
            Field("searching", searching), Field("no-show", noShow),
        ]
    }
}
