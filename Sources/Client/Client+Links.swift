import Wire

/// Connections: made when needed, shared by all callers, given up when they end.
extension Client {
    /// The present connection, or a new one; several callers share one attempt, and the pause before it.
    func connected() async throws -> Link {
        while true {
            guard !isClosed else { throw ClientError.closed }
            if let link, link.connection.isOpen { return link }
            if let opening { return try await opening.value }
            guard let pausing else { break }
            await pausing.value
        }
        let attempt = Task { try await open() }
        opening = attempt
        return try await attempt.value
    }

    private func open() async throws -> Link {
        defer { opening = nil }
        let named = leader
        guard let endpoint = named?.endpoint ?? endpoints.first else { throw ClientError.cannotConnect("no server was named") }
        lastNumber += 1
        let number = lastNumber
        var connection: Connection?
        do {
            let fresh = try await Connection.open(
                endpoint, on: group,
                onPush: { [feed] push in feed.take(push, from: number) },
                onClose: { [weak self] reason in Task { await self?.ended(number, reason) } })
            connection = fresh
            let greeted = fresh.greetingNumber("epoch")
            reach(greeted)
            let identity = try await introduce(on: fresh, with: endpoint)
            feed.listen(to: number, head: identity.journal("head"))
            var opened = Link(number: number, endpoint: endpoint, connection: fresh, epoch: identity.journal("epoch") ?? greeted)
            reach(opened.epoch)
            lookForLostWorld(at: opened)
            if let subscription {
                let answer = try await ask(for: subscription, on: opened)
                guard answer.isDone else { throw Client.refusal(answer) }
                opened.subscribed = answer
            }
            guard !isClosed else { throw ClientError.closed }
            // From here on its end is noticed by `ended`, which only looks at the connection in use.
            guard fresh.isOpen else { throw ClientError.connectionLost("the connection ended as it began") }
            link = opened
            leader = nil
            (distrusted, distrust) = (0, [])
            onChange(.connected(endpoint))
            if identity.first("OFFER") != nil { onChange(.offersWait(identity)) }
            return opened
        } catch {
            connection?.close()
            let error = named?.explaining(error) ?? error
            turnAway(from: endpoint, error)
            throw error
        }
    }

    /// Says which protocol is meant and who is there.
    /// - Returns: what was answered to that.
    private func introduce(on connection: Connection, with endpoint: Endpoint) async throws -> Answer {
        let version = [Parameter(value: Value(ProtocolVersion.number)), Parameter("client", Value(Client.name))]
        let hello = connection.send("HELLO", version, within: patience.answerTime(of: "HELLO"))
        var identity = hello
        if let token {
            identity = connection.send("AUTH", Client.words(token: token), within: patience.answerTime(of: "AUTH"))
        } else if endpoint.certificate != nil {
            identity = connection.send("AUTH", [Parameter(value: .atom("EXTERNAL"))], within: patience.answerTime(of: "AUTH"))
        }
        let (greeted, known) = (try await hello.get(), try await identity.get())
        for answer in [greeted, known] where !answer.isDone { throw Client.refusal(answer) }
        return known
    }

    static func words(token: String) -> [Parameter] { [Parameter(value: .atom("TOKEN")), Parameter(value: Value(token))] }

    /// An answer without which there is no use going on.
    private static func refusal(_ answer: Answer) -> ClientError {
        answer.status.class == .tryAgain ? .notNow(answer.status, answer.text) : .refused(answer.status, answer.text)
    }

    // MARK: The subscription

    /// Subscribes on a connection that was made before the subscription was wanted.
    func subscribe(on present: Link) async throws -> Answer {
        guard let subscription else { throw ClientError.refused(.wrongState, "the subscription was ended meanwhile") }
        if let answer = present.subscribed { return answer }
        let answer = try await ask(for: subscription, on: present)
        if answer.isDone, link?.number == present.number { link?.subscribed = answer }
        return answer
    }

    func unsubscribe(on present: Link) async throws -> Answer {
        if link?.number == present.number { link?.subscribed = nil }
        return try await perform("UNSUBSCRIBE", on: present)
    }

    private func ask(for wanted: Subscription, on link: Link) async throws -> Answer {
        if let epoch, let present = link.epoch, present < epoch {
            // Not even asked.
            let text = "\(link.endpoint.place) is at epoch \(present), and another server has reached \(epoch)"
            return Answer(rows: [], outcome: .no, status: .staleEpoch, text: text)
        }
        var answer = try await begin(wanted, on: link)
        if answer.status.code == Status.staleEpoch.code {
            // The server with the newest epoch says that its journal has no such place: no other knows better. Whoever named the place
            // by hand has to hear it.
            guard feed.place.epoch != nil else { throw ClientError.refused(answer.status, answer.text) }
            try await startAnew(on: link)
            answer = try await begin(wanted, on: link)
            if answer.status.code == Status.staleEpoch.code { throw ClientError.refused(answer.status, answer.text) }
        }
        return answer
    }

    /// What was told before may be gone: asks how things stand, hands that on, and goes on from there.
    private func startAnew(on link: Link) async throws {
        let snapshot = try await perform("SNAPSHOT", on: link)
        guard snapshot.isDone else { throw Client.refusal(snapshot) }
        guard let head = snapshot.first("SNAPSHOT")?["head"].flatMap({ Int64($0) }) else {
            throw ClientError.protocolViolation("\(link.endpoint.place) answered SNAPSHOT without its head")
        }
        feed.startAnew(after: head, with: snapshot, from: link.number, epoch: link.epoch)
    }

    private func begin(_ wanted: Subscription, on link: Link) async throws -> Answer {
        var params = [Parameter(value: Value(wanted.name))]
        if !wanted.topics.isEmpty { params.append(Parameter("topics", Value(wanted.topics))) }
        // Without a beginning it begins at what the server has said to be past; a later connection goes on where this one ends.
        if let since = feed.cursor ?? feed.head {
            feed.start(after: since)
            params.append(Parameter("since", Value(since)))
        }
        // That under which the place was told, so that a server can say when it is another world's.
        if let epoch = feed.place.epoch ?? epoch { params.append(Parameter("epoch", Value(epoch))) }
        let time = patience.answerTime(of: "SUBSCRIBE")
        return try await link.connection.send("SUBSCRIBE", params, within: time) { [feed] answer in
            // Before the first event after the answer is read, which would be passed over otherwise.
            if answer.isDone { feed.goLive(link.number, epoch: link.epoch) }
        }.get()
    }

    // MARK: The end of a connection

    /// The connection of this number has ended by itself.
    private func ended(_ number: Int, _ reason: ClientError) {
        guard let lost = link, lost.number == number else { return }
        link = nil
        // One that ends as it began is as bad as none.
        dialling = .now - lost.since < .seconds(patience.longestPause) ? dialling ?? patience.begin() : nil
        turnAway(from: lost.endpoint, reason)
        guard !isClosed else { return }
        onChange(.lost(reason))
        keepUp()
    }

    /// Turns away from a server that will not answer. Of several commands that learn it at once only the first does it.
    func leave(_ left: Link, _ answer: Answer) {
        guard link?.number == left.number else { return }
        left.connection.close()
        ended(left.number, .notNow(answer.status, answer.text))
    }

    /// Connects anew for the sake of the subscription, for as long as it takes.
    private func keepUp() {
        guard subscription != nil, !isKeepingUp else { return }
        isKeepingUp = true
        Task { await connectForSubscription() }
    }

    private func connectForSubscription() async {
        defer { isKeepingUp = false }
        if dialling != nil { await pauseBeforeDialling() }
        while subscription != nil, !isClosed, link?.connection.isOpen != true {
            do {
                _ = try await connected()
            } catch let error as ClientError where mayPass(error) {
                await pauseBeforeDialling()
            } catch {
                guard !isClosed else { return }
                onChange(.ended(error as? ClientError ?? .connectionLost("\(error)")))
                return feed.finish()
            }
        }
    }
}
