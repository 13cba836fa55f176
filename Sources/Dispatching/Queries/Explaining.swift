import Interpreting
import Matching
import Rules

/// `EXPLAIN`: how a request came to where it stands.
extension Engine {
    /// The rule for its modality, who was asked in which wave with which answer, the score of whoever has it or would be next, the first
    /// reason against everybody else, and what single change would help. Of a request that has somebody, or is over, what was true when
    /// that was decided.
    func explain(_ id: RequestID, for viewer: Principal?) throws(Refusal) -> Reply {
        if viewer?.role.isOfInterpreters == true { throw Refusal(.notPermitted, "EXPLAIN is for requesters and coordinators") }
        let request = try request(id, for: viewer)
        let isStaff = viewer?.role != .requester
        let offers = state.index.offersOfRequest[id].compactMap { state.offers[$0] }
        var rows = [modalityRow(request), row(request), askedRow(request, offers)]
        if let asking = askingRow(request) { rows.append(asking) }
        let story: String
        if let decided = request.progress.decided {
            rows += recorded(decided, request, isStaff ? offers : [], isStaff: isStaff)
            story = "; " + moment(of: decided, request)
        } else if request.state.isFinal {
            rows += isStaff ? offers.map(askedRow) : []
            story = "; what was true of the people then was not recorded"
        } else {
            rows += present(request, isStaff ? offers : [], for: viewer)
            story = ""
        }
        let kept = rows.prefix(limits.rowsPerPage)
        let cut = kept.count < rows.count ? "; the first \(kept.count.counted("line"))" : ""
        return .done(.rule, "\(id) is \(standing(request))\(story); \(arrangementOfThen(request))\(cut)", rows: Array(kept))
    }

    // MARK: The rule

    /// The reason and source of the rule stand in today's book: told while it is the book that decided.
    private func modalityRow(_ request: Request) -> Row {
        guard !isOfOtherBook(request), let rule = rules.row(request.rule) else {
            return Row("MODALITY", request.rule, [Field("changed", true)])
        }
        return row(rule, "MODALITY")
    }

    private func arrangementOfThen(_ request: Request) -> String {
        let advice = advice(on: request.need)
        guard !isOfOtherBook(request), advice.rule.id == request.rule else {
            return "\(request.modality.phrase), by \(request.rule) as it was then"
        }
        return arrangement(request, advice)
    }

    private func isOfOtherBook(_ request: Request) -> Bool {
        request.progress.decided.map { $0.rules != rules.fingerprint } ?? false
    }

    // MARK: As it was

    /// `as it was when it ended at …, by rule book …`.
    private func moment(of decided: Decided, _ request: Request) -> String {
        let moment = decided.at == request.progress.closedAt ? "ended" : "was confirmed"
        let change = isOfOtherBook(request) ? ", which has changed since" : ""
        return "as it was when it \(moment) at \(local(decided.at)), by rule book \(decided.rules)\(change)"
    }

    private func recorded(_ decided: Decided, _ request: Request, _ offers: [Offer], isStaff: Bool) -> [Row] {
        let counts = [
            Row("DECISION", request.id, [
                Field("at", local(decided.at)), Field("rules", decided.rules), Field("changed", isOfOtherBook(request)),
            ]),
            Row("POOL", request.need.language.text, [
                Field("eligible", decided.eligible), Field("excluded", decided.excluded),
                Field("against", decided.against.map { "\($0.constraint):\($0.count)" }),
            ]),
        ]
        return isStaff ? counts + offers.map(askedRow) + names(decided, request) : counts
    }

    private func names(_ decided: Decided, _ request: Request) -> [Row] {
        let assignments = state.index.assignmentsOfRequest[request.id].compactMap { state.assignments[$0] }
        let chosen = assignments.last { $0.confirmedAt == decided.at }?.interpreter
        let candidates = decided.ranking.enumerated().map { place, choice in
            Row("CANDIDATE", choice.interpreter, [
                Field("rank", place + 1), Field("level", choice.level.rawValue), Field("points", choice.points),
                Field("chosen", choice.interpreter == chosen),
            ] + (choice.isReachable ? [] : [Field("reachable", false)]))
        }
        let score = chosen.map { chosen in
            decided.score.map { part in
                Row("SCORE", chosen, [
                    Field("cost", part.cost), Field("amount", part.amount), Field("points", part.points), Field("rule", part.rule),
                ])
            }
        }
        let excluded = decided.against.flatMap { reason in
            reason.interpreters.map { id in
                Row("EXCLUDED", id, [Field("constraint", reason.constraint)]
                    + Field.optional("text", HardConstraint(rawValue: reason.constraint)?.brief))
            }
        }
        return candidates + (score ?? []) + excluded
    }

    // MARK: As it is

    private func present(_ request: Request, _ offers: [Offer], for viewer: Principal?) -> [Row] {
        let explanation = explanation(request, for: viewer)
        var rows = [
            Row("POOL", request.need.language.text, [
                Field("eligible", explanation.eligible.count), Field("excluded", explanation.excluded.count),
                Field("against", countedReasons(explanation.excluded.compactMap { $0.violations.first?.constraint })),
            ])
        ]
        if request.isSearching, explanation.eligible.isEmpty {
            let hints = explanation.relaxations.map { row($0, isAnonymous: viewer?.role == .requester) }
            let isWaitedFor = hints.isEmpty && askedAgain(request) != nil
            rows += hints.isEmpty && !isWaitedFor ? [noChange(request, isKnown: !explanation.excluded.isEmpty)] : hints
        }
        if viewer?.role == .requester { return rows }
        return rows + planRows(request, for: viewer) + offers.map(askedRow) + detail(request, explanation, for: viewer)
    }

    /// As it is now; for an assigned request as it would be without the assignment.
    private func explanation(_ request: Request, for viewer: Principal?) -> Explanation {
        let others = sendable(candidates(for: request), to: request, for: viewer).map { candidate in
            request.progress.assignment.map(candidate.without) ?? candidate
        }
        var job = job(request, among: speakers(for: request))
        if let assignment = request.progress.assignment.flatMap({ state.assignments[$0] }) {
            job.forgetAnswers(of: assignment.interpreter)
        }
        return matcher.explain(job, others, at: turn.now, discretion: discretion(about: others, for: viewer))
    }

    private func detail(_ request: Request, _ explanation: Explanation, for viewer: Principal?) -> [Row] {
        var rows: [Row] = []
        let chosen = request.progress.assignment.flatMap { state.assignments[$0]?.interpreter }
        for (place, candidate) in explanation.eligible.enumerated() {
            let ranked = candidate.ranked
            var row = candidateRow(ranked, place: place + 1)
            if !candidate.behind.isEmpty {
                row.fields.append(Field("behind", candidate.behind.map { "\($0.component.cost.rawValue):\($0.points)" }))
            }
            rows.append(row)
            guard ranked.interpreter == chosen || (chosen == nil && place == 0) else { continue }
            rows += candidate.components.map { part in
                Row("SCORE", ranked.interpreter, [
                    Field("cost", part.cost.rawValue), Field("amount", part.amount), Field("points", part.points),
                    Field("rule", part.rule.id), Field("at", part.rule.citation),
                ])
            }
        }
        rows += explanation.excluded.compactMap { excluded in
            excluded.violations.first.map { first in
                Row("EXCLUDED", excluded.interpreter, [
                    Field("constraint", first.constraint.rawValue), Field("at", first.rule.citation),
                    Field("text", words(first, about: excluded.interpreter, for: viewer)),
                    Field("all", excluded.violations.map(\.constraint.rawValue)),
                ])
            }
        }
        return rows
    }

    // MARK: Who was asked

    private func askedRow(_ request: Request, _ offers: [Offer]) -> Row {
        let answers = OfferState.allCases.map { status in Field(status.rawValue, offers.count { $0.state == status }) }
        return Row("ASKED", "", [Field("waves", request.progress.waves), Field("offers", offers.count)] + answers)
    }

    private func askedRow(_ offer: Offer) -> Row {
        Row("OFFER", offer.id, [
            Field("interpreter", offer.interpreter), Field("wave", offer.wave), Field("state", offer.state.rawValue),
            Field("points", offer.cost), Field("travel", offer.travelMinutes), Field("made", local(offer.madeAt)),
        ] + Field.optional("answered", offer.answeredAt.map(local)))
    }
}
