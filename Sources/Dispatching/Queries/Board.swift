import Interpreting
import Matching
import Rules

/// `BOARD`, `CANDIDATES` and `EXPLAIN`: what coordinators watch, and why each decision is as it is.
extension Engine {
    /// Requests that are not over, the most pressing first: by deadline while searching, else by start.
    func board(state wanted: RequestState?, limit: Int, for viewer: Principal?) throws(Refusal) -> Reply {
        try requireStaff(viewer)
        let live = state.index.liveRequests.compactMap { state.requests[$0] }
            .filter { maySee($0, viewer) && (wanted == nil || $0.state == wanted) }
        let pressing = live.sorted { left, right in
            (left.pressingAt, left.id) < (right.pressingAt, right.id)
        }
        let shown = pressing.prefix(min(max(limit, 1), limits.rowsPerPage))
        var rows = shown.map(row)
        for status in RequestState.allCases where !status.isFinal && (wanted == nil || status == wanted) {
            rows.append(Row("COUNT", "", [Field("state", status.rawValue), Field("requests", live.count { $0.state == status })]))
        }
        return .done(.ready, "\(live.count.counted("request")) on the board, \(shown.count) shown", rows: rows)
    }

    /// Everybody for a request: those who can, best first, and those who cannot with every constraint that says so.
    func candidates(_ id: RequestID, for viewer: Principal?) throws(Refusal) -> Reply {
        try requireStaff(viewer)
        let request = try request(id, for: viewer)
        let job = job(request, among: speakers(for: request))
        let all = sendable(candidates(for: request), to: request, for: viewer)
        let ranking = matcher.rank(job, all, at: turn.now, discretion: discretion(about: all, for: viewer))
        var rows = ranking.eligible.enumerated().map { place, ranked in candidateRow(ranked, place: place + 1) }
        for excluded in ranking.excluded {
            rows += excluded.violations.map { violation in
                Row("EXCLUDED", excluded.interpreter, [
                    Field("constraint", violation.constraint.rawValue), Field("rule", violation.rule.id),
                    Field("at", violation.rule.citation), Field("text", words(violation, about: excluded.interpreter, for: viewer)),
                ])
            }
        }
        let kept = rows.prefix(limits.rowsPerPage)
        let cut = kept.count < rows.count ? "; the first \(kept.count.counted("line"))" : ""
        return .done(
            .rule, "\(ranking.eligible.count) can, \(ranking.excluded.count) cannot\(cut)", rows: Array(kept))
    }

    private func candidateRow(_ ranked: Ranked, place: Int) -> Row {
        Row("CANDIDATE", ranked.interpreter, [
            Field("rank", place), Field("level", ranked.via.level.rawValue), Field("points", ranked.score.points),
            Field("language", ranked.via.language), Field("travel", ranked.fit.travelMinutes),
            Field("busy-from", local(ranked.fit.during.start)), Field("busy-until", local(ranked.fit.during.end)),
        ] + (ranked.score.isReachable ? [] : [Field("reachable", false)]))
    }

    /// How a request came to where it stands: the rule for its modality, who was asked in which wave with which answer, the
    /// score of whoever has it or would be next, the first reason against everybody else, and what single change would help.
    func explain(_ id: RequestID, for viewer: Principal?) throws(Refusal) -> Reply {
        if viewer?.role.isOfInterpreters == true { throw Refusal(.notPermitted, "EXPLAIN is for requesters and coordinators") }
        let request = try request(id, for: viewer)
        let advice = advice(on: request.need)
        var rows = [row(advice.rule, "MODALITY"), row(request)]
        let explanation = explanation(request, for: viewer)
        rows += summary(request, explanation)
        if viewer?.role != .requester { rows += planRows(request, for: viewer) + detail(request, explanation, for: viewer) }
        if request.isSearching { rows += explanation.relaxations.map { row($0, isAnonymous: viewer?.role == .requester) } }
        return .done(
            .rule, "\(id) is \(request.state.rawValue); \(arrangement(request, advice))",
            rows: Array(rows.prefix(limits.rowsPerPage)))
    }

    /// As it is now; for an assigned request as it would be without the assignment.
    private func explanation(_ request: Request, for viewer: Principal?) -> Explanation {
        let others = sendable(candidates(for: request), to: request, for: viewer).map { candidate in
            request.progress.assignment.map(candidate.without) ?? candidate
        }
        var job = job(request, among: speakers(for: request))
        if let assignment = request.progress.assignment.flatMap({ state.assignments[$0] }) {
            job.exhausted.removeSorted(assignment.interpreter)
        }
        return matcher.explain(job, others, at: turn.now, discretion: discretion(about: others, for: viewer))
    }

    private func summary(_ request: Request, _ explanation: Explanation) -> [Row] {
        let offers = state.index.offersOfRequest[request.id].compactMap { state.offers[$0] }
        let answers = OfferState.allCases.map { status in Field(status.rawValue, offers.count { $0.state == status }) }
        return [
            Row("ASKED", "", [Field("waves", request.progress.waves), Field("offers", offers.count)] + answers),
            Row("POOL", request.need.language.text, [
                Field("eligible", explanation.eligible.count), Field("excluded", explanation.excluded.count),
                Field("against", countedReasons(explanation.excluded.compactMap { $0.violations.first?.constraint })),
            ]),
        ]
    }

    private func detail(_ request: Request, _ explanation: Explanation, for viewer: Principal?) -> [Row] {
        var rows = state.index.offersOfRequest[request.id].compactMap { state.offers[$0] }.map { offer in
            Row("OFFER", offer.id, [
                Field("interpreter", offer.interpreter), Field("wave", offer.wave), Field("state", offer.state.rawValue),
                Field("points", offer.cost), Field("travel", offer.travelMinutes), Field("made", local(offer.madeAt)),
            ] + Field.optional("answered", offer.answeredAt.map(local)))
        }
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
}

extension Request {
    /// The moment by which somebody should have looked at it.
    fileprivate var pressingAt: Timestamp { isSearching ? answerBy : need.start }
}
