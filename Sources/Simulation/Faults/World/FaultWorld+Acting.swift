import Interpreting

/// What clients do when their time has come, and what chance does.
extension FaultWorld {
    func act(_ client: Int, _ intent: Happening.Intent) {
        switch intent {
        case .act: actOnImpulse(client)
        case .connect: connect(client)
        case .letEverybodyIn: for user in Stage.dismissible { perform("USER enable \(user)", isChange: true, client) }
        case .answer(let offer, let accepts):
            perform(accepts ? "ACCEPT \(offer)" : "DECLINE \(offer) reason=far", isChange: true, client)
        case .start(let assignment): perform("START \(assignment)", isChange: true, client)
        case .finish(let assignment): perform("FINISH \(assignment)", isChange: true, client)
        case .retry(let errand): send(errand, client)
        case .loseTemper(let errand, let link):
            if clients[client].link == link, !clients[client].errands[errand].isSettled { hangUp(client) }
        case .repeatAnswered(let errand):
            let work = clients[client].errands[errand]
            let number = clients[client].add(work.command, isChange: true, key: work.key)
            send(number, client)
        }
    }

    private func actOnImpulse(_ client: Int) {
        guard isSafety else { return }
        let wait = network.exponential(mean: 100_000)
        schedule(in: Int64(wait), .client(client, .act))
        if network.chance(mix.garbage) { babble(client) }
        if network.chance(mix.burst) {
            for place in 0..<(FaultWorld.pipeline + 4) { think(client, placeInBurst: place) }
        } else {
            think(client, placeInBurst: 0)
        }
        guard network.chance(mix.reusedKey), let used = clients[client].errands.last(where: { $0.key != nil }) else { return }
        let (command, isChange) = idea(client)
        guard isChange, command != used.command else { return }
        let number = clients[client].add(command, isChange: true, key: used.key)
        clients[client].errands[number].mayBeRepeated = false
        send(number, client)
    }

    private func think(_ client: Int, placeInBurst: Int) {
        let (command, isChange) = idea(client)
        perform(command, isChange: isChange, client, placeInBurst: placeInBurst)
    }

    private func idea(_ client: Int) -> (command: String, isChange: Bool) {
        let habits = Habits(
            person: clients[client].person, knowledge: clients[client].knowledge, now: now,
            mark: (client, clients[client].errands.count), key: clients[client].errands.suffix(3).compactMap(\.key).first, lead: mix.lead)
        return habits.next(&clients[client].random)
    }

    private func perform(_ command: String, isChange: Bool, _ client: Int, placeInBurst: Int = 0) {
        var command = command
        if isChange, network.chance(mix.poison), let marked = Poison.marked(command) { command = marked }
        let number = clients[client].add(command, isChange: isChange, isKeyless: isChange && network.chance(mix.keyless))
        send(number, client, placeInBurst: placeInBurst)
    }

    // MARK: Mischief

    func scheduleMischief() {
        let any =
            mix.crash + mix.drain + mix.pause + mix.clockJump + mix.slowReader + mix.partition + mix.standbyAway + mix.promotion
            + mix.laggingPromotion + mix.leaving
        guard any > 0 else { return }
        schedule(in: Int64(chaos.exponential(mean: Double(mix.mischief.milliseconds))), .mischief)
    }

    func doMischief() {
        guard isSafety else { return }
        scheduleMischief()
        let leader = servers.firstIndex { $0.epoch == journal.epoch }
        let shares = [
            mix.crash, mix.drain, mix.pause, mix.clockJump, mix.slowReader, mix.partition, mix.standbyAway, mix.promotion,
            mix.laggingPromotion, mix.leaving,
        ]
        switch chaos.pick(shares) {
        case 0:
            let server = chaos.chance(0.8) ? leader : chaos.index(below: servers.count)
            guard let server, servers[server].part != .down else { return }
            figures.crashes += 1
            end(server, because: "it crashed")
        // A signal waits for a process that does nothing.
        case 1: if let leader, servers[leader].pausedUntil == nil { askToStop(leader) }
        case 2: if let leader { stop(leader, for: Int64(500 + chaos.index(below: 25_000))) }
        case 3: setSomeClock()
        case 4: stuff(chaos.chance(0.5) ? chaos.index(below: clients.count) : clients.count - 1 - chaos.index(below: 4))
        case 5: separate(chaos.chance(0.8) ? leader ?? 0 : chaos.index(below: servers.count))
        case 6: loseStandby()
        case 7: promoteStandby()
        case 8: promoteLaggingStandby()
        case 9: sendAway(chaos.index(below: clients.count))
        default: return
        }
    }

    /// As SIGTERM does: sessions answer what was asked and say goodbye, then nothing more is decided.
    private func askToStop(_ server: Int) {
        note("S\(server) is asked to stop")
        figures.drains += 1
        endInOrder(server)
    }

    func endInOrder(_ server: Int) {
        for connection in servers[server].links.keys.sorted() {
            servers[server].core.tell(.draining, connection: connection, at: clock(server))
        }
        pump(server)
        schedule(in: Int64(chaos.index(below: 3_000)), .drain(server: server, life: servers[server].life))
    }

    private func stop(_ server: Int, for length: Int64) {
        guard servers[server].pausedUntil == nil else { return }
        note("S\(server) does nothing for \(length) ms")
        figures.pauses += 1
        servers[server].pausedUntil = now.milliseconds + length
        stopRenewing(server)
    }

    /// Somebody closes the lid.
    private func sendAway(_ client: Int) {
        guard clients[client].person.role == .interpreter, clients[client].link != nil else { return }
        let length = Int64(5_000 + chaos.index(below: 200_000))
        note("C\(client) is away for \(length) ms")
        figures.absences += 1
        clients[client].awayUntil = now.milliseconds + length
        hangUp(client)
    }

    private func stuff(_ client: Int) {
        guard let link = clients[client].link, !links[link].isStuffed, links[link].isUp else { return }
        links[link].isStuffed = true
        note("C\(client) does not read")
        figures.slowReaders += 1
        auditor.stuffed(link, true)
        tell(.unwritable, link)
        schedule(in: Int64(10_000 + chaos.index(below: 400_000)), .readsAgain(link: link))
    }
}
