import Dispatching
import Logging
import NIOCore
import Sessions
import Wire

/// What the session wants.
extension ConnectionHandler {
    func perform(_ action: SessionAction) {
        let address = address
        switch action {
        case .write(var octets):
            outgoing.writeBuffer(&octets)
        case .ask(let ticket, .query(.authenticate(let kind, let digest), let caller)):
            service.sequencer.ask(.query(.authenticate(kind, digest: digest), from: caller), from: origin, presence: presence) {
                address.post(.login(ticket, digest: digest, $0))
            }
        case .ask(let ticket, let input):
            let writer = session.writer(of: ticket)
            service.sequencer.ask(input, from: origin, presence: presence) { reply in
                address.post(.session(writer.map { .written(ticket, $0.write(reply)) } ?? .answered(ticket, reply)))
            }
        case .serve(let ticket, let command):
            service.serve(command) { address.post(.session(.served(ticket, $0))) }
        case .subscribe(let subscription):
            service.hub.subscribe(subscription, at: address)
        case .replay(let ticket, let seq, let limit):
            service.hub.replay(ticket, after: seq, limit: limit, at: address)
        case .unsubscribe(let ticket):
            service.hub.unsubscribe(ticket, at: address)
        case .stopReading:
            setReading(false)
        case .resumeReading:
            setReading(true)
        case .callAgain:
            address.post(.session(.again))
        case .told(let command):
            unsent.append(command)
        case .finished(let verb, let status):
            service.metrics.answered(verb: verb, status: status.code)
        case .loggedIn(let identity):
            if identity.answersOffers, channel != nil {
                attending = identity.principal.id
                service.sequencer.note(session: identity.principal.id, isOpen: true)
            }
            service.log.info("login", metadata: [
                "connection": "\(id)", "address": "\(shownAddress)", "user": "\(identity.principal.id)",
                "role": "\(identity.principal.role.rawValue)", "credential": "\(identity.credential)",
            ])
        case .loginFailed(let status, let text):
            service.log.notice("login failed", metadata: [
                "connection": "\(id)", "address": "\(shownAddress)", "status": "\(status.code)", "reason": "\(text)",
            ])
        case .close:
            closeWhenFlushed()
        }
    }

    var shownAddress: String { remote?.ipAddress ?? "unknown" }

    private func setReading(_ on: Bool) {
        try? channel?.syncOptions?.setOption(.autoRead, value: on)
    }

    /// Takes the engine's answer to `AUTH`: a wrong credential waits for it, and one too many of the same user has to leave.
    func login(_ ticket: Ticket, digest: String, _ reply: Reply) {
        guard let channel, !isClosing else { return }
        switch reply.result {
        case .done:
            let principal = Identity(reply)?.principal.id
            if let refusal = principal.flatMap({ admission.login(id, as: $0) }) {
                service.metrics.update { $0.cuts[.connections, default: 0] += 1 }
                return tell(.crowded(refusal))
            }
            tell(.answered(ticket, reply))
        case .refused(let refusal) where refusal.reason == .authenticationFailed || refusal.reason == .credentialExpired:
            // Within the time that there is to log in: nobody keeps a place for longer by failing.
            let left = Duration.milliseconds(session.timeToLogIn(at: service.now()).milliseconds)
            let delay = min(service.failedLogins.delay(from: origin, showing: digest, at: .now), left)
            let handler = NIOLoopBound(self, eventLoop: channel.eventLoop)
            channel.eventLoop.scheduleTask(in: TimeAmount(delay)) {
                handler.value.tell(.answered(ticket, reply))
                handler.value.flush()
            }
        case .refused:
            tell(.answered(ticket, reply))
        }
    }
}
