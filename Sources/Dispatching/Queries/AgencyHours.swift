import Interpreting
import Rules

/// When people at an agency can be asked. The service itself decides at any hour; what it does not find, they may find by hand.
extension Engine {
    func opening(of agency: AgencyCode) -> Ruling<Opening>? {
        rules.agencies.opening(of: agency, at: turn.now, calendar: rules.calendar)
    }

    /// The agency as it stands in a sentence: `agii (open until …)`, `agii (closed; it opens at …)`.
    func whenOpen(_ agency: AgencyCode) -> String {
        guard let opening = opening(of: agency)?.value else { return agency.text }
        return opening.isOpen
            ? "\(agency) (open until \(local(opening.hours.end)))" : "\(agency) (closed; it opens at \(local(opening.hours.start)))"
    }

    /// Says so when nobody at the agency can help before the conversation begins.
    func agencyHint(_ request: Request) -> [Row] {
        guard let opening = opening(of: request.agency), opening.value.hours.start >= max(request.need.start, turn.now + .seconds(1))
        else { return [] }
        let opens = local(opening.value.hours.start)
        return [
            Row("HINT", "", [
                Field("agency", request.agency), Field("opens", opens), Field("rule", opening.rule.id),
                Field(
                    "text",
                    "nobody is at \(request.agency) before the conversation begins, it opens at \(opens): what the service does not find "
                        + "is not found by hand"),
            ])
        ]
    }

    /// The agency that may help by hand, and from when.
    func whomToAsk(_ request: Request) -> [Field] {
        let opening = opening(of: request.agency)?.value
        return [Field("agency", request.agency)]
            + Field.optional("open-from", opening.map { local($0.isOpen ? turn.now : $0.hours.start) })
    }

    /// `open=yes until=…`, or `open=no opens=…` with the public holiday.
    func openingFields(_ agency: AgencyCode) -> [Field] {
        guard let opening = opening(of: agency)?.value else { return [Field("open", false)] }
        if opening.isOpen { return [Field("open", true), Field("until", local(opening.hours.end))] }
        return [Field("open", false), Field("opens", local(opening.hours.start))] + Field.optional("closed-for", opening.closedFor)
    }
}
