import Wire

/// Trying again, for as long as the client's patience lasts.
extension Client {
    /// Connects now, asking each server once, to learn early that nobody is there. While a server is there that cannot decide, because
    /// another is about to take over, it goes on asking. The other calls connect by themselves.
    public func connect() async throws {
        var attempts = patience.begin()
        var hasWaited = false
        while true {
            let problem: any Error
            switch await askEveryServer() {
            case .success: return
            case .failure(let last): problem = last
            }
            guard case ClientError.notNow(let status, let text) = problem, !attempts.isOver, !isClosed else { throw problem }
            if !hasWaited { onChange(.waiting(.notNow(status, text), seconds: Int(patience.giveUpAfter))) }
            hasWaited = true
            try await pause(&attempts)
        }
    }

    /// Repeats until there is an answer that settles it. `4.7` from a server that cannot decide now means try again.
    ///
    /// - Parameter key: of a change: whoever gives up after an attempt that may have been done says so, and how to find out.
    func persist(_ command: String, key: String? = nil, _ attempt: (Link) async throws -> Answer) async throws -> Answer {
        var attempts = patience.begin()
        var mayBeDone = false
        while true {
            do {
                let link = try await connected()
                let answer: Answer
                do { answer = try await attempt(link) } catch let error as ClientError {
                    mayBeDone = mayBeDone || error.leavesDoubt
                    throw error
                }
                guard answer.status.meansNotNow else {
                    answered = self.link?.epoch ?? link.epoch
                    return answer
                }
                // The store may not have confirmed it yet, or its leader have been cut off.
                mayBeDone = mayBeDone || answer.status.leavesDoubt
                if answer.status.meansElsewhere { leave(link, answer) }
                throw ClientError.notNow(answer.status, answer.text)
            } catch let error as ClientError {
                let doubt = mayBeDone ? key.map { Client.doubt(command, key: $0, lastTry: error) } : nil
                guard !mayPass(error) || isClosed || attempts.isOver else {
                    // Whoever is told to give up learns the key, too, which this client may have chosen.
                    do { try await pause(&attempts) } catch { throw doubt ?? error }
                    continue
                }
                throw doubt ?? withDistrust(mayBeDone ? error : Client.unsent(command, error))
            }
        }
    }

    /// Says that nothing has to be looked for.
    private static func unsent(_ command: String, _ error: ClientError) -> ClientError {
        guard case .cannotConnect(let text) = error else { return error }
        return .cannotConnect("\(text) \(command) was not sent")
    }

    private static func doubt(_ command: String, key: String, lastTry: ClientError) -> ClientError {
        .outcomeUnknown(
            "\(command) may have been done, or not, for no server has told for certain (the last try: \(lastTry.brief)): ask OUTCOME "
                + "key=\(key) what came of it, or send it again with key=\(key), which cannot do it twice")
    }

    /// Waits before the next attempt: with a server that is busy by oneself, for one to be reached together with everybody who does.
    private func pause(_ attempts: inout Attempts) async throws {
        if let link, link.connection.isOpen { return try await attempts.wait() }
        await pauseBeforeDialling()
        try Task.checkCancellation()
    }

    /// Waits before the next server is dialled, unless that is under way already.
    func pauseBeforeDialling() async {
        if pausing == nil, opening == nil, link?.connection.isOpen != true {
            var attempts = dialling ?? patience.begin()
            let seconds = attempts.nextPause(at: .now)
            dialling = attempts
            pausing = Task {
                try? await Task.sleep(for: .seconds(seconds))
                pausing = nil
            }
        }
        await pausing?.value
    }

    /// Asks on that connection, for as long as an answer may take.
    func perform(_ command: String, _ params: [Parameter] = [], on link: Link) async throws -> Answer {
        try await link.connection.perform(command, params, within: patience.answerTime(of: command))
    }
}

extension Status {
    /// The store or the server is busy with something else.
    var meansNotNow: Bool { `class` == .tryAgain && subject == Subject.store.rawValue }

    /// Whether what was asked may have been done although nobody says so yet.
    var leavesDoubt: Bool { code == Status.storeBusy.code || code == Status.staleEpoch.code }

    /// This server will not answer, but another may.
    var meansElsewhere: Bool { meansNotNow && code != Status.storeBusy.code }
}
