import Dispatching
import Interpreting
import Wire

/// From a line to whoever has to do it, if it may be done.
extension Session {
    mutating func obey(_ line: ClientLine) {
        guard let command = CommandTable.command(line.command) else {
            let names = CommandTable.names(for: identity?.principal.role)
            let hint = didYouMean(line.command, among: names, otherwise: "HELP lists the commands")
            _ = pipeline.enter(line.tag, "?", answer: Answer(.unknownCommand, "\(line.command); \(hint)"))
            return
        }
        if let refusal = accessRefusal(command) {
            _ = pipeline.enter(line.tag, command.name, answer: refusal)
            return
        }
        do {
            let (order, key) = try command.bind(line, on: exampleDay)
            if let refusal = refusal(of: order, command) {
                _ = pipeline.enter(line.tag, command.name, answer: refusal)
            } else {
                carryOut(order, key: order.isKept ? self.key(key, of: line) : nil, for: line.tag, verb: command.name)
            }
        } catch {
            _ = pipeline.enter(line.tag, command.name, answer: Answer(error))
        }
    }

    var exampleDay: ExampleDay { ExampleDay(now: lastHeard + dateAhead, zone: environment.zone) }

    /// The key under which the answer to a change is kept: the client's, else one of ours, which the answer tells.
    private func key(_ chosen: String?, of line: ClientLine) -> ChangeKey {
        let fingerprint = environment.secrets.digest(of: line.canonicalText)
        let key = IdempotencyKey(chosen ?? environment.secrets.mintKey(), fingerprint: fingerprint)
        return ChangeKey(key: key, isOurs: chosen == nil)
    }

    /// Why a command may not be given, whatever its parameters.
    private func accessRefusal(_ command: CommandDefinition) -> Answer? {
        guard !command.access.allows(identity?.principal.role) else { return nil }
        guard let principal = identity?.principal else {
            return Answer(.authRequired, "\(command.name) needs to know who you are; send AUTH TOKEN tb_… first")
        }
        let text = "\(command.name) is for the role \(command.access.text); you are \(principal.role.rawValue) \(principal.id)"
        return Answer(.notPermitted, text)
    }

    /// Why an order cannot be carried out now.
    private func refusal(of order: Order, _ command: CommandDefinition) -> Answer? {
        if order.isChange, let identity, identity.scope == .read {
            let text = "credential \(identity.credential) may only read, and \(command.name) changes something; use another"
            return Answer(.notPermitted, text)
        }
        if order.isChange, isDraining {
            let text = "this sending changed nothing, the server is stopping; connect again and send it there, with its key= if it had one"
            return Answer(.shuttingDown, text)
        }
        if case .standingBy(let leader, let seconds) = leadership, order.needsLeader {
            return Answer(.standby, Self.standbyText(leader, decidesIn: seconds))
        }
        return nil
    }

    private mutating func carryOut(_ order: Order, key: ChangeKey?, for tag: Tag, verb: String) {
        let caller = identity?.caller ?? .nobody
        switch order {
        case .command(let command):
            ask(.command(command, from: caller, key: key?.key), for: tag, verb, key: key)
        case .query(let query):
            ask(.query(query, from: caller), for: tag, verb)
        case .issueToken(let user, let scope, let days):
            let (secret, digest) = environment.secrets.mint()
            let command = Command.addCredential(user, kind: .token, digest: digest, scope: scope, days: days)
            let purpose = Pipeline.Purpose.token(secret: secret, digest: digest)
            ask(.command(command, from: caller, key: key?.key), for: tag, verb, purpose: purpose, key: key)
        case .service(let command):
            actions.append(.serve(pipeline.enter(tag, verb), command))
        case .session(let errand):
            run(errand, for: tag, verb: verb)
        }
    }

    mutating func ask(_ input: Input, for tag: Tag, _ verb: String, purpose: Pipeline.Purpose = .plain, key: ChangeKey? = nil) {
        if input.isCostly {
            // Those that wait would wait for this answer too.
            writeEvents()
            guard stage != .closed else { return }
        }
        let ticket = pipeline.enter(tag, verb, purpose: purpose, key: key, isCostly: input.isCostly)
        if purpose == .authentication { barrier = ticket }
        actions.append(.ask(ticket, input))
    }

    /// Takes an answer of the engine or the service.
    mutating func take(_ reply: Reply, for ticket: Ticket) {
        guard let purpose = pipeline.purpose(of: ticket) else { return }
        var answer = Answer(reply)
        switch purpose {
        case .plain, .subscription: break
        case .authentication: answer = authenticated(reply)
        case .token(let secret, let digest): answer.show(secret, madeWith: digest, isDone: reply.isDone)
        }
        // Whoever may want to repeat it, or to ask what came of it.
        if answer.tellsKey, let command = pipeline.command(of: ticket) { answer.rows += command.keyRow }
        if barrier == ticket { barrier = nil }
        pipeline.answer(ticket, answer)
    }
}

extension Order {
    /// Whether only the server that decides can do it.
    fileprivate var needsLeader: Bool {
        switch self {
        case .command, .query, .issueToken, .service(.plan), .session(.authenticate), .session(.authenticateExternally),
            .session(.subscribe):
            true
        case .service, .session: false
        }
    }
}

extension Answer {
    /// Not with what a rule refuses, which is plain; of what the store refuses `OUTCOME` tells whether it was ever done.
    fileprivate var tellsKey: Bool { status.class != .refused || status.code == Status.storeRejected.code }

    /// Adds a new secret to the row of the credential that was made with it. When the answer is an earlier one, kept for its key, that
    /// row has another digest, and the secret that belongs to it is known to nobody but who was shown it.
    fileprivate mutating func show(_ secret: String, madeWith digest: String, isDone: Bool) {
        guard isDone else { return }
        guard let place = rows.firstIndex(where: { $0["digest"] == .text(digest) }) else {
            text += "; its secret was shown when it was made, and only then"
            return
        }
        rows[place].fields.append(Field("secret", secret))
        text += "; note the secret down, it is shown only now"
    }
}
