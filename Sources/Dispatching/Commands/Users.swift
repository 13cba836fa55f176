import Interpreting

/// `USER` and `TOKEN`: who may log in, and with what.
extension Engine {
    mutating func addUser(
        role: Role, label: String, organisation: OrganisationID?, interpreter: InterpreterID?, agency text: String?
    ) throws(Refusal) -> Reply {
        try checkName(label, named: "label")
        let belongings: [(name: String, value: String?, role: Role)] = [
            ("organisation", organisation?.description, .requester), ("interpreter", interpreter?.description, .interpreter),
            ("agency", text, .coordinator),
        ]
        for (name, value, owner) in belongings where owner != role {
            guard let value else { continue }
            throw Refusal(
                .badValue,
                "\(name)=\(value) is for role=\(owner.rawValue), and this is role=\(role.rawValue); leave it out, or change the role")
        }
        var principal = Principal(id: state.principals.nextID, role: role, label: label)
        switch role {
        case .requester:
            guard let organisation else { throw Refusal(.badValue, "a requester belongs to an organisation; add organisation=G…") }
            principal.organisation = try self.organisation(organisation, for: nil).id
        case .interpreter:
            guard let interpreter else { throw Refusal(.badValue, "an interpreter's user belongs to one; add interpreter=I…") }
            principal.interpreter = try self.interpreter(interpreter, for: nil).id
        case .coordinator:
            guard let text else { throw Refusal(.badValue, "a coordinator belongs to an agency; add agency=agii, for instance") }
            principal.agency = try agency(text)
        case .admin, .gateway: break
        }
        try record(
            .userAdded, principal.id.description, scope: Scope(), fields: [Field("role", role.rawValue)],
            changes: [.principal(principal)])
        return .done(.identity, "user \(principal.id) is registered; next: TOKEN issue user=\(principal.id)", rows: [row(principal)])
    }

    mutating func disableUser(_ id: PrincipalID, by admin: Principal?) throws(Refusal) -> Reply {
        guard var principal = state.principals[id] else { throw absent(id.description, "LIST users") }
        if id == turn.actor { throw Refusal(.wrongState, "\(id) is you; another administrator must disable you") }
        let back = "USER enable \(id) brings it back"
        guard principal.isActive else { return .done(.identity, "user \(id) is disabled already; \(back)", rows: [row(principal)]) }
        let before = logins(of: principal)
        principal.isActive = false
        try record(.userDisabled, id.description, scope: Scope(), fields: [], changes: [.principal(principal)])
        try followLogins(before, because: "user-disabled")
        let text = "user \(id) is disabled: its credentials work no longer, and its connections end; \(back)" + unwatched(principal)
        return told(text, principal, rows: [row(principal)], to: admin)
    }

    mutating func enableUser(_ id: PrincipalID, by admin: Principal?) throws(Refusal) -> Reply {
        guard var principal = state.principals[id] else { throw absent(id.description, "LIST users") }
        if principal.isActive { return .done(.identity, "user \(id) is not disabled", rows: [row(principal)]) }
        let before = logins(of: principal)
        principal.isActive = true
        try record(.userEnabled, id.description, scope: Scope(), fields: [], changes: [.principal(principal)])
        try followLogins(before, because: "user-enabled")
        let valid = state.index.credentialsOfUser[id].count { state.credentials[$0]?.isValid(at: turn.now) == true }
        let way = valid == 0 ? "it has no valid credential: TOKEN issue user=\(id)" : "its valid credentials, \(valid), work again"
        return told("user \(id) is back; \(way)", principal, rows: [row(principal)], to: admin)
    }

    mutating func addCredential(
        _ id: PrincipalID, kind: Credential.Kind, digest: String, scope: Credential.Scope, days: Int, by admin: Principal?
    ) throws(Refusal) -> Reply {
        guard let principal = state.principals[id] else { throw absent(id.description, "LIST users") }
        guard principal.isActive else {
            throw Refusal(.wrongState, "user \(id) is disabled; USER enable \(id) brings it back, then a \(kind.rawValue) lets it in")
        }
        guard digest.utf8.count == 64, digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            throw Refusal(.badValue, "digest=\(digest) is not a SHA-256; give 64 lower-case hexadecimal digits")
        }
        guard (1...limits.tokenDays).contains(days) else {
            throw Refusal(.badValue, "days=\(days) is out of range; a credential lives from 1 to \(limits.tokenDays) days")
        }
        if let other = state.index.credentials[digest] {
            throw Refusal(.duplicate, "this \(kind.rawValue) is \(other) already; revoke that one or use another")
        }
        let credential = Credential(
            id: state.credentials.nextID, principal: principal.id, kind: kind, scope: scope, digest: digest,
            createdAt: turn.now, expiresAt: turn.now + .days(days))
        let before = logins(of: principal)
        try record(
            .tokenIssued, credential.id.description, scope: Scope(),
            fields: [Field("user", principal.id), Field("kind", kind.rawValue), Field("expires", local(credential.expiresAt))],
            changes: [.credential(credential)])
        try followLogins(before, because: "token-issued")
        return told(
            "\(kind.rawValue) \(credential.id) of \(principal.id) is valid until \(local(credential.expiresAt))", principal,
            rows: [row(credential)], to: admin)
    }

    mutating func revokeCredential(_ id: CredentialID, by admin: Principal?) throws(Refusal) -> Reply {
        guard var credential = state.credentials[id] else { throw absent(id.description, "LIST tokens") }
        if let ended = credential.revokedAt {
            let how = credential.takenBackAt == nil ? "has expired at" : "is revoked since"
            return .done(.identity, "\(id) \(how) \(local(min(ended, credential.expiresAt)))", rows: [row(credential)])
        }
        if letsAdministrate(credential), !state.credentials.all().contains(where: { $0.id != id && letsAdministrate($0) }) {
            throw Refusal(
                .wrongState,
                "\(id) is the last valid credential of an administrator: without it nobody can let anybody in. "
                    + "TOKEN issue user=\(credential.principal) first, log in with the new token, then revoke \(id)")
        }
        let principal = state.principals[credential.principal]
        let before = principal.map(logins) ?? []
        credential.revokedAt = turn.now
        try record(.tokenRevoked, id.description, scope: Scope(), fields: [], changes: [.credential(credential)])
        guard let principal else { return .done(.identity, "\(id) is revoked; it works no longer", rows: [row(credential)]) }
        try followLogins(before, because: "token-revoked")
        let text = "\(id) is revoked; it works no longer, and its connections end" + unwatched(principal)
        return told(text, principal, rows: [row(credential)], to: admin)
    }

    /// What goes on of an organisation for which nobody can log in any more; empty when somebody can.
    private func unwatched(_ principal: Principal) -> String {
        guard let organisation = principal.organisation, state.index.liveRequestCount[organisation] > 0 else { return "" }
        let isWatched = state.principals.all().contains { user in
            user.organisation == organisation && user.isActive
                && state.index.credentialsOfUser[user.id].contains { state.credentials[$0]?.isValid(at: turn.now) == true }
        }
        if isWatched { return "" }
        let count = state.index.liveRequestCount[organisation]
        return "; nobody of \(organisation) can log in now, and \(count.counted("request")) of it \(count == 1 ? "goes" : "go") on: "
            + "LIST requests organisation=\(organisation), or let somebody in with TOKEN issue"
    }

    /// Whether somebody can be an administrator with it now.
    private func letsAdministrate(_ credential: Credential) -> Bool {
        guard credential.revokedAt == nil, credential.expiresAt > turn.now, credential.scope == .full,
            let principal = state.principals[credential.principal]
        else { return false }
        return principal.isActive && principal.role == .admin
    }

    /// Answers `AUTH`: one row `PRINCIPAL` that says who the caller is from now on.
    func authenticate(_ kind: Credential.Kind, digest: String) -> Reply {
        guard let id = state.index.credentials[digest], let credential = state.credentials[id], credential.kind == kind else {
            let advice = kind == .token ? "check the token, or ask for a new one" : "TOKEN certificate registers one"
            return .refused(Refusal(.authenticationFailed, "this \(kind.rawValue) is not known; \(advice)"))
        }
        switch identify(.principal(credential.principal, credential: id)) {
        case .failure(let refusal): return .refused(refusal)
        case .success(nil): return .refused(Refusal(.authenticationFailed, "\(id) names nobody"))
        case .success(let (principal, _)?):
            let open = openOffers(for: principal)
            let waiting = open.isEmpty ? "" : "; waiting for your answer: \(open.count.counted("offer"))"
            return .done(
                .identity, greeting(principal) + waiting,
                rows: [row(principal, credential: credential)] + open.map { row($0, for: principal) })
        }
    }

    /// What waits for a yes or no of whoever it is, the first to expire first: told at once to who has just come.
    private func openOffers(for principal: Principal) -> [Offer] {
        guard principal.role.isOfInterpreters else { return [] }
        return interpreters(of: principal).flatMap { state.index.diaries.offers(to: $0) }.compactMap { state.offers[$0] }
            .sorted { ($0.expiresAt, $0.id) < ($1.expiresAt, $1.id) }
    }

    /// `you are requester U12 of Sint-Jozefschool Mechelen, agency agii`.
    func greeting(_ principal: Principal) -> String {
        var text = "you are \(principal.role.rawValue) \(principal.id)"
        if let id = principal.organisation, let organisation = state.organisations[id] {
            text += " of \(organisation.name)"
            let first = state.index.establishments[id].first.flatMap { state.establishments[$0] }
            if let first, let agency = rules.agencies.agency(serving: first.municipality) { text += ", agency \(agency.value)" }
        }
        if let id = principal.interpreter { text += ", interpreter \(id)" }
        if let agency = principal.agency { text += " of agency \(agency)" }
        return text
    }
}
