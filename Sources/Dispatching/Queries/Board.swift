import Interpreting
import Matching
import Rules

/// `BOARD` and `CANDIDATES`: what coordinators watch, and who could do what.
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
        let attention = wanted.map { $0 == .assigned } ?? true ? attention(for: viewer) : []
        rows += attention.prefix(limits.rowsPerPage)
        let text = "\(live.count.counted("request")) on the board, \(shown.count) shown"
        return .done(.ready, attention.isEmpty ? text : "\(text); \(attentionPhrase(attention.count))", rows: rows)
    }

    /// Everybody for a request: those who can when they agree, best first, with what keeps them from being asked; and those who cannot,
    /// with every constraint that says so. What ASSIGN takes, and what it refuses.
    func candidates(_ id: RequestID, for viewer: Principal?) throws(Refusal) -> Reply {
        try requireStaff(viewer)
        let request = try request(id, for: viewer)
        let all = sendable(candidates(for: request), to: request, for: viewer)
        let job = job(request, among: speakers(for: request))
        let ranking = matcher.rank(
            job.agreed(), all.map { $0.agreeing() }, at: turn.now, discretion: discretion(about: all, for: viewer))
        let notAsked = matcher.rank(job, all, at: turn.now).excluded
        var rows = ranking.eligible.enumerated().map { place, ranked in
            let against = notAsked.first { $0.interpreter == ranked.interpreter }?.violations.map(\.constraint.rawValue) ?? []
            var row = candidateRow(ranked, place: place + 1)
            if !against.isEmpty { row.fields.append(Field("not-asked", against)) }
            return row
        }
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

    func candidateRow(_ ranked: Ranked, place: Int) -> Row {
        Row("CANDIDATE", ranked.interpreter, [
            Field("rank", place), Field("level", ranked.via.level.rawValue), Field("points", ranked.score.points),
            Field("language", ranked.via.language), Field("travel", ranked.fit.travelMinutes),
            Field("busy-from", local(ranked.fit.during.start)), Field("busy-until", local(ranked.fit.during.end)),
        ] + (ranked.score.isReachable ? [] : [Field("reachable", false)]))
    }
}

extension Request {
    /// The moment by which somebody should have looked at it.
    fileprivate var pressingAt: Timestamp { isSearching ? answerBy : need.start }
}
