import Interpreting
import Rules

/// What takes place at an hour or on a day that is not ordinary is more often a slip than a wish: said with what it costs.
extension Engine {
    /// For the answer to `SUBMIT` and `AMEND`.
    func hoursHint(_ request: Request) -> [Row] {
        let start = request.need.isOnDemand ? max(request.need.start, request.submittedAt) : request.need.start
        let sector = state.organisations[request.organisation]?.sector
        return hoursHint(start: start, minutes: request.need.minutes, modality: request.modality, sector: sector)
    }

    /// - Parameter sector: whose conversation it is; nil when nobody asks for it yet.
    func hoursHint(start: Timestamp, minutes: Int, modality: Modality, sector: Sector?) -> [Row] {
        // Kilometres are paid at any hour.
        let quote = rules.tariffs.quote(
            modality: modality, minutes: minutes, metres: nil, start: start, calendar: rules.calendar)
        let known = Set(rules.tariffs.surcharges.map(\.rule.id))
        let more = quote.lines.filter { known.contains($0.rule.id) }
        var hints: [Row] = []
        if let first = more.first {
            let labels = more.map(\.label).joined(separator: ", ")
            let text = "outside ordinary hours (\(labels)) at \(local(start)): \(euros(more.reduce(0) { $0 + $1.cents })) EUR more, "
                + "about \(euros(quote.totalCents)) EUR in all\(modality == .onsite ? " without the journey" : "")"
            hints.append(Row("HINT", "", [
                Field("start", local(start)), Field("cents", quote.totalCents), Field("rule", first.rule.id), Field("text", text),
            ]))
        }
        let date = rules.calendar.local(start).date
        if sector == .education, let holiday = rules.calendar.schoolHoliday(on: date) {
            let text = "\(date) is a day of the school holidays (\(holiday)); name another day if that is a slip"
            hints.append(Row("HINT", "", [Field("start", local(start)), Field("text", text)]))
        }
        return hints
    }

    /// `56.00`.
    func euros(_ cents: Int) -> String { "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)" }
}
