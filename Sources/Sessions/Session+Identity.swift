import Dispatching
import Interpreting
import Wire

/// The greeting, and who is there.
extension Session {
    mutating func greet(epoch: Int64, head: Int64, certificate: ClientCertificate?, at now: Timestamp) {
        guard stage == .new else { return }
        stage = .open
        self.epoch = max(self.epoch, epoch)
        // Told after AUTH: how much happens here is nothing for strangers.
        self.head = head
        self.certificate = certificate
        lookAtCertificate(at: now)
        lastHeard = now
        lastHead = now
        connectedAt = now
        let mechanisms = (certificate == nil ? [] : ["EXTERNAL"]) + ["TOKEN"]
        ServerLine.hello([
            Parameter(value: Value(ProtocolVersion.alpn)), Parameter("server", Value(environment.server)),
            Parameter("epoch", Value(self.epoch)), Parameter("auth", Value(mechanisms)),
        ]).encode(into: &output, limits: limits)
    }

    func hello(version: Int) -> Answer {
        guard version == ProtocolVersion.number else {
            let text = "version \(version); this server speaks \(ProtocolVersion.number), send HELLO \(ProtocolVersion.number)"
            return Answer(.unsupportedVersion, text)
        }
        let row = Row("LIMITS", "", [
            Field("line", limits.line), Field("literal", limits.literal), Field("pipeline", limits.pipeline), Field("rows", limits.rows),
            Field("idle", limits.idleSeconds), Field("auth", limits.stranger.seconds), Field("unread", limits.unreadEvents),
            Field("head", Self.headSeconds),
        ])
        return Answer(.ready, "ready", rows: [row])
    }

    /// Looks a credential up; `digest` is nil for a certificate that was not shown.
    mutating func authenticate(_ kind: Credential.Kind, digest: String?, for tag: Tag, verb: String) {
        if let principal = identity?.principal {
            let text = "you are \(principal.role.rawValue) \(principal.id) already; QUIT and connect again to be somebody else"
            _ = pipeline.enter(tag, verb, answer: Answer(.wrongState, text))
        } else if let obstacle = kind == .certificate ? obstacleToCertificate() : nil {
            countFailure(obstacle.status, obstacle.text)
            _ = pipeline.enter(tag, verb, answer: obstacle)
        } else if let digest {
            loginKind = kind
            ask(.query(.authenticate(kind, digest: digest), from: .nobody), for: tag, verb, purpose: .authentication)
        }
    }

    /// Takes the engine's answer to a look-up.
    mutating func authenticated(_ reply: Reply) -> Answer {
        switch reply.result {
        case .done(let confirmation, let text):
            guard let identity = Identity(reply) else {
                return Answer(.storeBusy, "the answer does not say who you are; try again")
            }
            self.identity = identity
            framer.adopt(limits)
            actions.append(.loggedIn(identity))
            // Without the row of who it is: the sentence says that.
            let open = reply.rows.filter { $0.kind != "PRINCIPAL" }
            return Answer(confirmation.status, text, rows: [Row("JOURNAL", "", [Field("head", head), Field("epoch", epoch)])] + open)
        case .refused(let refusal):
            let answer = Answer(reply)
            if refusal.reason == .authenticationFailed || refusal.reason == .credentialExpired { countFailure(answer.status, answer.text) }
            return answer
        }
    }

    private mutating func countFailure(_ status: Status, _ text: String) {
        actions.append(.loginFailed(status, text))
        failedAuthentications += 1
        guard failedAuthentications >= Self.authenticationAttempts else { return }
        stage = .ending(.authFailed, "\(failedAuthentications) failed attempts; ask your administrator for a token and connect again")
    }
}

extension Identity {
    /// Whom the engine's answer to `authenticate` names; nil when it names nobody.
    public init?(_ reply: Reply) {
        guard let identity = reply.rows.lazy.compactMap(Identity.init(row:)).first else { return nil }
        self = identity
    }

    /// Reads the row `PRINCIPAL` of an answer to `authenticate`.
    init?(row: Row) {
        func text(_ name: String) -> String? {
            if case .text(let text)? = row[name], !text.isEmpty { text } else { nil }
        }
        guard row.kind == "PRINCIPAL", let id = PrincipalID(text("id") ?? row.subject),
            let role = text("role").flatMap(Role.init(rawValue:)), let credential = text("credential").flatMap({ CredentialID($0) }),
            let scope = text("scope").flatMap(Credential.Scope.init(rawValue:))
        else { return nil }
        let principal = Principal(
            id: id, role: role, label: text("label") ?? "", organisation: text("organisation").flatMap { OrganisationID($0) },
            interpreter: text("interpreter").flatMap { InterpreterID($0) }, agency: text("agency").map { AgencyCode($0) })
        self.init(principal: principal, credential: credential, scope: scope)
    }
}
