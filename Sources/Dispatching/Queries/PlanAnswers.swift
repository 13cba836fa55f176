import Interpreting
import Matching

/// `PLAN`: what the planner proposes, and what it says about one request.
extension Engine {
    /// The figures of the plan in force, then the requests of the viewer's agency that still wait: those for which the plan has
    /// nobody first, each by number. What the plan of all agencies is worth is for administrators.
    func plan(limit: Int, for viewer: Principal?) throws(Refusal) -> Reply {
        try requireStaff(viewer)
        guard let held else { return .done(.ready, "no plan is in force; PLAN now asks for one") }
        let plan = held.plan
        let visible = { (id: RequestID) in self.state.requests[id].map { self.maySee($0, viewer) } ?? false }
        let open = plan.unfilled.filter { visible($0.request) && planned($0.request, as: $0.job) != nil }
        let proposals = plan.proposals.filter { visible($0.request) }.compactMap { proposal in
            state.requests[proposal.request].flatMap(self.proposal(for:))
        }
        let rows = open.map { row($0, for: viewer) } + proposals.map { row($0, for: viewer) }
        let shown = rows.prefix(min(max(limit, 1), limits.rowsPerPage - 1))
        let own = plan.proposals.map(\.request).filter(visible)
        let points = [Field("value", plan.value), Field("bound", plan.bound)]
        let basis = [Field("at", local(plan.basis.at)), Field("head", plan.basis.head)]
        let summary = Row("PLAN", "", basis + (seesAll(viewer) ? points : []) + [
            Field("gap", hundredths(plan.gap)), Field("requests", own.count + plan.unfilled.count { visible($0.request) }),
            Field("proposed", proposals.count), Field("unfilled", open.count),
            Field("dropped", own.count { held.proposal(for: $0) == nil }),
        ])
        let text = "the plan of \(local(plan.basis.at)): \(proposals.count.counted("proposal")), \(open.count) without anybody, "
            + "\(shown.count) shown"
        return .done(.ready, text, rows: [summary] + shown)
    }

    /// For EXPLAIN: what the plan in force has for the request; nothing when there is no plan or it did not look at the request.
    func planRows(_ request: Request, for viewer: Principal?) -> [Row] {
        guard request.isSearching else { return [] }
        if let proposal = proposal(for: request) { return [row(proposal, for: viewer)] }
        guard let open = held?.unfilled(request.id), planned(request.id, as: open.job) != nil else { return [] }
        return [row(open, for: viewer)]
    }

    /// Somebody of another pool has a name here once there is an assignment.
    private func row(_ proposal: HorizonPlan.Proposal, for viewer: Principal?) -> Row {
        let known = state.interpreters[proposal.interpreter].flatMap { maySee($0, viewer) ? $0.name : nil }
        return Row("PROPOSAL", proposal.request, [Field("interpreter", proposal.interpreter)] + Field.optional("name", known) + [
            Field("start", local(proposal.job.talk.start)), Field("modality", proposal.job.modality.rawValue),
            Field("language", proposal.job.language), Field("travel", proposal.travelMinutes), Field("points", proposal.points),
            Field("hour", proposal.price), Field("only", !proposal.isReplaceable),
            Field("asked", isAsked(proposal.interpreter, for: proposal.request)),
        ])
    }

    private func row(_ open: HorizonPlan.Unfilled, for viewer: Principal?) -> Row {
        var fields = [
            Field("start", local(open.job.talk.start)), Field("modality", open.job.modality.rawValue), Field("language", open.job.language),
        ]
        switch open.reason {
        case .nobodyEligible(let against):
            fields.append(Field("because", "nobody-eligible"))
            fields.append(Field("against", against.map { "\($0.constraint.rawValue):\($0.count)" }))
        case .outbid(let rivals):
            fields.append(Field("because", rivals.isEmpty ? "hours-used-up" : "outbid"))
            let known = rivals.filter { id in state.requests[id].map { maySee($0, viewer) } ?? false }
            if !known.isEmpty { fields.append(Field("by", known)) }
        }
        return Row("UNFILLED", open.request, fields + [Field("hour", open.price)])
    }

    /// `0.12%`.
    private func hundredths(_ value: Int) -> String { "\(value / 100).\(value / 10 % 10)\(value % 10)%" }
}
