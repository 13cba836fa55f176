import Dispatching
import Interpreting
import Wire

/// What the session does by itself.
extension Session {
    mutating func run(_ errand: Errand, for tag: Tag, verb: String) {
        switch errand {
        case .hello(let version, _): give(hello(version: version), to: tag, verb)
        case .authenticate(let token):
            authenticate(.token, digest: environment.secrets.digest(of: token), for: tag, verb: verb)
        case .authenticateExternally: authenticate(.certificate, digest: certificate?.digest, for: tag, verb: verb)
        case .ping: give(Answer(.ready, "here"), to: tag, verb)
        case .help(let topic): give(HelpPage.about(topic, for: identity?.principal.role, on: exampleDay), to: tag, verb)
        case .quit:
            give(Answer(.ready, "until next time"), to: tag, verb)
            stage = .ending(.ready, "until next time")
        case .subscribe(let name, let topics, let since, let epoch):
            subscribe(name, topics: topics, since: since, epoch: epoch, for: tag, verb: verb)
        case .unsubscribe(let name): give(unsubscribe(name), to: tag, verb)
        case .acknowledge(let seq): give(acknowledge(seq), to: tag, verb)
        }
    }

    private mutating func give(_ answer: Answer, to tag: Tag, _ verb: String) {
        _ = pipeline.enter(tag, verb, answer: answer)
    }

    private mutating func subscribe(_ name: String, topics: [Topic], since: Int64?, epoch: Int64?, for tag: Tag, verb: String) {
        guard let identity else { return }
        if let stream {
            let text = "this connection has the subscription \(stream.subscription.name); send UNSUBSCRIBE first"
            return give(Answer(.wrongState, text), to: tag, verb)
        }
        if let epoch, epoch > self.epoch {
            let text = "epoch=\(epoch); this server is at epoch \(self.epoch), another has taken over since; connect again"
            return give(Answer(.staleEpoch, text), to: tag, verb)
        }
        if let epoch, Epoch.timeline(of: epoch) != Epoch.timeline(of: self.epoch) {
            let text = "epoch=\(epoch); the database was promoted or restored since, and events that you were told may be gone; "
                + "take a SNAPSHOT, then SUBSCRIBE with its head and epoch=\(self.epoch)"
            return give(Answer(.staleEpoch, text), to: tag, verb)
        }
        let ticket = pipeline.enter(tag, verb, purpose: .subscription)
        barrier = ticket
        let subscription = Subscription(
            ticket: ticket, name: name, principal: identity.principal, credential: identity.credential, topics: topics, since: since,
            limit: EventStream.page(ofLimit: limits.unreadEvents))
        stream = EventStream(subscription, limit: limits.unreadEvents)
        actions.append(.subscribe(subscription))
    }

    private mutating func unsubscribe(_ name: String?) -> Answer {
        guard let subscription = stream?.subscription else {
            return Answer(.wrongState, "this connection has no subscription")
        }
        guard name == nil || name == subscription.name else {
            return Answer(.notFound, "\(name ?? ""); the subscription of this connection is \(subscription.name)")
        }
        stream = nil
        actions.append(.unsubscribe(subscription.ticket))
        return Answer(.ready, "no more events")
    }

    private mutating func acknowledge(_ seq: Int64) -> Answer {
        guard let cursor = stream?.cursor else {
            return Answer(.wrongState, "this connection has no subscription; send SUBSCRIBE first")
        }
        guard seq <= cursor else { return Answer(.badValue, "\(seq); nothing after \(cursor) was sent") }
        stream?.acknowledge(seq)
        return Answer(.ready, "handled up to \(seq)")
    }
}
