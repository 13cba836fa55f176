import Wire

/// Which server is asked next, and what to tell when none can be.
extension Client {
    /// A server that another has named as the one that decides.
    struct Named: Sendable {
        let endpoint: Endpoint
        /// The place of the one that named it.
        let by: String

        /// Why a server is asked of which the client was not told.
        func explaining(_ error: any Error) -> any Error {
            guard case ClientError.cannotTrust(let text) = error else { return error }
            return ClientError.cannotTrust("\(by) says that \(endpoint.place) decides, and \(text)")
        }
    }

    /// Asks each known server once, and whom they name.
    ///
    /// - Returns: of the failures that of a server which cannot decide now, or a refusal, or else all of them.
    func askEveryServer() async -> Result<Void, any Error> {
        var problems: [ClientError] = []
        var asked = 0
        for _ in 0..<endpoints.count * 2 where asked < endpoints.count || leader != nil {
            let isNamed = leader != nil
            if !isNamed { asked += 1 }
            do {
                _ = try await connected()
                return .success(())
            } catch let error as ClientError {
                // Whoever stands by for one that cannot be trusted is no use either; for one that is gone it may take over.
                if isNamed, error.isDistrust, !problems.isEmpty { problems.removeLast() }
                if !problems.contains(error) { problems.append(error) }
            } catch {
                return .failure(error)
            }
        }
        return .failure(Client.summary(problems))
    }

    private static func summary(_ problems: [ClientError]) -> ClientError {
        let decisive = problems.first { if case .notNow = $0 { true } else { false } }
            ?? problems.first { if case .refused = $0 { true } else { false } }
        if let decisive { return decisive }
        guard let first = problems.first else { return .cannotConnect("no server was named") }
        guard problems.count > 1 else { return first }
        let distrust = problems.filter(\.isDistrust)
        guard distrust.isEmpty else { return trouble(problems.filter { !$0.isDistrust }, distrust) }
        return .cannotConnect(problems.map(\.brief).joined(separator: "; ") + "; are the servers running, and the ports right?")
    }

    /// After a failure at `endpoint`: the server that it named as the leader is next, or else the next of those that are known.
    func turnAway(from endpoint: Endpoint, _ error: any Error) {
        // Whoever was only named by another is asked once: the name may lead nowhere.
        leader = nil
        if let first = endpoints.first, first.isSamePlace(as: endpoint) { endpoints.append(endpoints.removeFirst()) }
        let error = error as? ClientError
        if let named = error?.leader.flatMap({ endpoint.at($0) }), !named.isSamePlace(as: endpoint) {
            leader = Named(endpoint: named, by: endpoint.place)
        }
        guard let error, error.isDistrust else {
            // Whoever names another is as good as that one.
            if leader == nil { distrusted = 0 }
            return
        }
        distrusted += 1
        guard !distrust.contains(error) else { return }
        distrust.append(error)
        if mayPass(error) { onChange(.distrusted(error)) }
    }

    /// Whether trying again may help: of several servers one may have a certificate that is not to be trusted.
    func mayPass(_ error: ClientError) -> Bool { error.isDistrust ? distrusted < endpoints.count : error.isPassing }

    /// What to tell whoever gives up: waiting for the others may have been in vain for want of trust.
    func withDistrust(_ error: ClientError) -> ClientError {
        guard error.isPassing, !distrust.isEmpty else { return error }
        return Client.trouble([error], distrust)
    }

    /// What else there was, and then what can be done about trust.
    private static func trouble(_ others: [ClientError], _ distrust: [ClientError]) -> ClientError {
        .cannotTrust((others.map(\.brief) + distrust.map(\.description)).joined(separator: "; "))
    }

    // MARK: Epochs

    /// A server has named this epoch.
    func reach(_ named: Int64?) { epoch = [epoch, named].compactMap(\.self).max() }

    /// Takes over the epoch under which a connection is answered once somebody has logged in on it: a server may begin to decide
    /// between its greeting and that.
    func adopt(_ identity: Answer, on present: Link) {
        guard identity.isDone, link?.number == present.number, let told = identity.journal("epoch") else { return }
        reach(told)
        link?.epoch = told
        if let link { lookForLostWorld(at: link) }
    }

    /// Tells when the database was promoted or restored since the last answer. A subscription learns it from its own place.
    func lookForLostWorld(at link: Link) {
        guard let answered, let epoch = link.epoch, Client.timeline(of: epoch) > Client.timeline(of: answered) else { return }
        self.answered = epoch
        let isFeedOld = feed.place.epoch.map { Client.timeline(of: $0) < Client.timeline(of: epoch) } ?? false
        if subscription == nil || !isFeedOld { onChange(.startedAnew(link.endpoint)) }
    }

    /// The upper half of an epoch counts the promotions and restores of the database.
    static func timeline(of epoch: Int64) -> Int64 { epoch >> 32 }
}

extension Answer {
    /// A number of the row `JOURNAL`, which comes with the answer to `AUTH`.
    func journal(_ name: String) -> Int64? { first("JOURNAL")?[name].flatMap { Int64($0) } }
}

extension Client.Change: CustomStringConvertible {
    /// For whoever sits before it.
    public var description: String {
        switch self {
        case .connected(let endpoint): "connected to \(endpoint.place)"
        case .waiting(let reason, let seconds): "\(reason); nothing was sent, trying again for \(seconds) seconds"
        case .lost(let reason): "\(reason); the next command connects again, a subscription does so by itself"
        case .ended(let reason): "the subscription has ended: \(reason)"
        case .distrusted(let reason): "\(reason); other servers are asked meanwhile"
        case .offersWait(let answer): answer.text
        case .startedAnew(let endpoint):
            "the database was promoted or restored before \(endpoint.place) began to decide, so what you were told or did last may be "
                + "gone; look whether it is there before you go on"
        }
    }
}
