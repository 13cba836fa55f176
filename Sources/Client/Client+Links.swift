import Wire

/// Connections: made when needed, shared by all callers, given up when they end.
extension Client {
    /// The present connection, or a new one; several callers share one attempt.
    func connected() async throws -> Link {
        guard !isClosed else { throw ClientError.closed }
        if let link, link.connection.isOpen { return link }
        if let opening { return try await opening.value }
        let attempt = Task { try await open() }
        opening = attempt
        return try await attempt.value
    }

    private func open() async throws -> Link {
        defer { opening = nil }
        guard let endpoint = endpoints.first else { throw ClientError.cannotConnect("no server was named") }
        lastNumber += 1
        let number = lastNumber
        var connection: Connection?
        do {
            let fresh = try await Connection.open(
                endpoint, on: group,
                onPush: { [feed] push in feed.take(push, from: number) },
                onClose: { [weak self] reason in Task { await self?.ended(number, reason) } })
            connection = fresh
            feed.listen(to: number, head: fresh.greetingNumber("head"))
            epoch = [epoch, fresh.greetingNumber("epoch")].compactMap(\.self).max()
            try await introduce(on: fresh, with: endpoint)
            var opened = Link(number: number, connection: fresh)
            if let subscription {
                let answer = try await ask(for: subscription, on: opened)
                guard answer.isDone else { throw Client.refusal(answer) }
                opened.subscribed = answer
            }
            guard !isClosed else { throw ClientError.closed }
            // From here on its end is noticed by `ended`, which only looks at the connection in use.
            guard fresh.isOpen else { throw ClientError.connectionLost("the connection ended as it began") }
            link = opened
            onChange(.connected(endpoint))
            return opened
        } catch {
            connection?.close()
            goToNextEndpoint()
            throw error
        }
    }

    /// Says which protocol is meant and who is there.
    private func introduce(on connection: Connection, with endpoint: Endpoint) async throws {
        let hello = connection.send("HELLO", [Parameter(value: Value(ProtocolVersion.number)), Parameter("client", Value(Client.name))])
        var identity = hello
        if let token {
            identity = connection.send("AUTH", Client.words(token: token))
        } else if endpoint.certificate != nil {
            identity = connection.send("AUTH", [Parameter(value: .atom("EXTERNAL"))])
        }
        for answer in [try await hello.get(), try await identity.get()] where !answer.isDone { throw Client.refusal(answer) }
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
        return try await present.connection.perform("UNSUBSCRIBE")
    }

    private func ask(for wanted: Subscription, on link: Link) async throws -> Answer {
        var params = [Parameter(value: Value(wanted.name))]
        if !wanted.topics.isEmpty { params.append(Parameter("topics", Value(wanted.topics))) }
        // Without a beginning it begins at what the server has said to be past; a later connection goes on where this one ends.
        if let since = feed.cursor ?? feed.head {
            feed.start(after: since)
            params.append(Parameter("since", Value(since)))
        }
        if let epoch { params.append(Parameter("epoch", Value(epoch))) }
        let answer = try await link.connection.send("SUBSCRIBE", params).map { [feed] answer in
            // On the event loop, before the first event after the answer is read.
            if answer.isDone { feed.goLive(link.number) }
            return answer
        }.get()
        // The server with the newest epoch says that its journal has no such place: no other server knows better.
        if answer.status.code == Status.staleEpoch.code, link.connection.greetingNumber("epoch") ?? 0 >= epoch ?? 0 {
            throw ClientError.refused(answer.status, answer.text)
        }
        return answer
    }

    // MARK: The end of a connection

    /// The connection of this number has ended by itself.
    private func ended(_ number: Int, _ reason: ClientError) {
        guard link?.number == number else { return }
        link = nil
        guard !isClosed else { return }
        onChange(.lost(reason))
        keepUp()
    }

    /// Turns away from a server that will not answer. Of several commands that learn it at once only the first does it.
    func leave(_ left: Link, _ answer: Answer) {
        guard link?.number == left.number else { return }
        goToNextEndpoint()
        left.connection.close()
        ended(left.number, .notNow(answer.status, answer.text))
    }

    private func goToNextEndpoint() {
        guard endpoints.count > 1 else { return }
        endpoints.append(endpoints.removeFirst())
    }

    /// Connects anew for the sake of the subscription, for as long as it takes.
    private func keepUp() {
        guard subscription != nil, !isKeepingUp else { return }
        isKeepingUp = true
        Task { await connectForSubscription() }
    }

    private func connectForSubscription() async {
        defer { isKeepingUp = false }
        var attempts = patience.begin()
        while subscription != nil, !isClosed, link?.connection.isOpen != true {
            do {
                _ = try await connected()
            } catch let error as ClientError where error.isPassing {
                // Failing here would be the end of the task, which nobody cancels.
                try? await attempts.wait()
            } catch {
                guard !isClosed else { return }
                onChange(.ended(error as? ClientError ?? .connectionLost("\(error)")))
                return feed.finish()
            }
        }
    }
}
