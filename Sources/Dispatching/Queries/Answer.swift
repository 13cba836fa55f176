import Interpreting

/// The table of queries: each is answered in the file that bears its name.
extension Engine {
    func answer(_ query: Query, from caller: Caller) -> Reply {
        if case .authenticate(let kind, let digest) = query { return authenticate(kind, digest: digest) }
        do throws(Refusal) {
            let viewer: Principal?
            switch identify(caller) {
            case .failure(let refusal): throw refusal
            case .success(let found): viewer = found?.0
            }
            var reply = try answer(query, for: viewer, caller)
            reply.rows += placeNotes(query.places)
            return reply
        } catch {
            return .refused(error)
        }
    }

    private func answer(_ query: Query, for viewer: Principal?, _ caller: Caller) throws(Refusal) -> Reply {
        switch query {
        case .authenticate(let kind, let digest): return authenticate(kind, digest: digest)
        case .whoAmI: return whoAmI(viewer, caller)
        case .list(let kind, let filters, let after, let limit):
            return try list(kind, filters: filters, after: after, limit: limit, for: viewer)
        case .show(let what): return try show(what, for: viewer)
        case .snapshot: return snapshot(for: viewer)
        case .outcome(let key): return try outcome(key, for: viewer)
        case .advise(let advice): return try advise(advice)
        case .quote(let advice, let start, let place): return try quote(advice, start: start, place: place, for: viewer)
        case .board(let state, let limit): return try board(state: state, limit: limit, for: viewer)
        case .candidates(let id): return try candidates(id, for: viewer)
        case .explain(let id): return try explain(id, for: viewer)
        case .plan(let limit): return try plan(limit: limit, for: viewer)
        case .rules(let id): return try rules(id)
        case .stats: return try stats(for: viewer)
        }
    }

    private func whoAmI(_ viewer: Principal?, _ caller: Caller) -> Reply {
        guard let viewer, case .principal(_, let id) = caller, let credential = state.credentials[id] else {
            return .done(.identity, "you are the system itself")
        }
        return .done(.identity, greeting(viewer), rows: [row(viewer, credential: credential)])
    }

    /// What became of the command that carried `key`.
    private func outcome(_ key: String, for viewer: Principal?) throws(Refusal) -> Reply {
        guard let viewer, let kept = state.ledger.entry(viewer.id, key) else {
            throw Refusal(.notFound, "no command of yours with key=\(key) is known; it never arrived, or is over 7 days old: send it again")
        }
        var reply = kept.reply
        reply.rows.insert(Row("OUTCOME", key, [Field("at", local(kept.at))]), at: 0)
        return reply
    }

    /// Only for coordinators and administrators.
    func requireStaff(_ viewer: Principal?) throws(Refusal) {
        if let viewer, viewer.role != .coordinator, viewer.role != .admin {
            throw Refusal(.notPermitted, "this is for coordinators; you are \(viewer.role.rawValue) \(viewer.id)")
        }
    }
}
