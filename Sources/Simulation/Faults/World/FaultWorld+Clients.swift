import Interpreting
import NIOCore
import Wire

/// Clients: what they say, what they hear, and how they come back.
extension FaultWorld {
    // MARK: Connecting

    func connect(_ client: Int) {
        guard clients[client].link == nil else { return }
        let awayUntil = clients[client].awayUntil
        if isSafety, awayUntil > now.milliseconds { return schedule(at: awayUntil, .client(client, .connect)) }
        let server = clients[client].hint % servers.count
        clients[client].hint += 1
        guard servers[server].part != .down, servers[server].pausedUntil.map({ $0 <= now.milliseconds }) ?? true else {
            return schedule(in: 700, .client(client, .connect))
        }
        let connection = servers[server].core.connect(at: clock(server))
        links.append(Link(client: client, server: server, life: servers[server].life, connection: connection))
        let link = links.count - 1
        servers[server].links[connection] = link
        clients[client].link = link
        clients[client].isIn = false
        clients[client].end = Correspondent()
        auditor.connected(link, server: server)
        pump(server)
        let person = clients[client].person
        say("AUTH TOKEN \(person.token)", for: .authentication, client, Asked(.authentication(person)))
        subscribe(client)
        var waiting = clients[client].pending
        if network.chance(mix.twice) { waiting.reverse() }
        for errand in waiting { send(errand, client) }
    }

    private func subscribe(_ client: Int) {
        let (topics, cursor, epoch) = (clients[client].topics, clients[client].cursor, clients[client].epoch)
        say(
            "SUBSCRIBE desk\(topics.map { " topics=\($0)" } ?? "") since=\(cursor)\(epoch.map { " epoch=\($0)" } ?? "")",
            for: .subscription, client, Asked(.subscription(topics: topics, since: cursor, epoch: epoch)))
    }

    /// The client gives the connection up.
    func hangUp(_ client: Int) {
        guard let link = clients[client].link else { return }
        if links[link].isUp { schedule(in: 20, .lostByServer(link: link)) }
        links[link].isUp = false
        loseByClient(link)
    }

    func loseByClient(_ link: Int) {
        guard !links[link].isForgotten else { return }
        links[link].isForgotten = true
        let client = links[link].client
        guard clients[client].link == link else { return }
        clients[client].link = nil
        clients[client].isIn = false
        clients[client].isListening = false
        clients[client].forgetKeyless()
        let wait = (clients[client].isLockedOut ? 60_000 : 100) + Int64(network.index(below: 2_000))
        schedule(in: wait, .client(client, .connect))
    }

    // MARK: Saying

    /// Sends an errand, for the first time or once more.
    func send(_ errand: Int, _ client: Int, placeInBurst: Int = 0) {
        guard let link = clients[client].link, !clients[client].errands[errand].isSettled else { return }
        clients[client].errands[errand].attempts += 1
        let work = clients[client].errands[errand]
        let asked = Asked(work.isChange ? .change : .question, command: work.command, key: work.key)
        say(work.line, for: .errand(errand), client, asked, attempt: work.attempts, placeInBurst: placeInBurst)
        if work.attempts > 1 || !work.mayBeRepeated { figures.repeatedCommands += 1 }
        if network.chance(mix.twice), work.key != nil { say(work.line, for: .errand(errand), client, asked, attempt: work.attempts) }
        schedule(in: 15_000 + Int64(network.index(below: 15_000)), .client(client, .loseTemper(errand: errand, link: link)))
    }

    private func say(
        _ line: String, for purpose: FaultClient.Purpose, _ client: Int, _ asked: Asked, attempt: Int = 1, placeInBurst: Int = 0
    ) {
        guard let link = clients[client].link else { return }
        let octets = clients[client].end.line(line, for: purpose)
        let tag = String(buffer: octets).prefix { $0 != " " }
        auditor.asked(asked.tagged(String(tag)), on: link, by: clients[client].person.user)
        guard let altered = tampering.fromClient(octets, link: link, attempt: attempt, placeInBurst: placeInBurst) else { return }
        send(altered, up: link)
    }

    /// Lines outside the grammar, answered with `BAD` and without effect.
    func babble(_ client: Int) {
        guard let link = clients[client].link else { return }
        let texts = [
            "x1 SUBMIT language=ti minutes=(((((1)))))", "KEY FIRST", "x2 \u{7}bell", "x3 SUBMIT \"unfinished", "", "x4 NOSUCH a=1",
            "x5 " + String(repeating: "a", count: 9_000), "x6 AMEND R1 note=\"\\x\"", "=?!", "x7 ACCEPT R1 key=k",
        ]
        let place = network.chance(0.25) ? 6 : network.index(below: texts.count + 1)
        var octets = ByteBuffer()
        if place == texts.count {
            octets.writeBytes((0..<40).map { _ in UInt8(truncatingIfNeeded: 128 + network.index(below: 100)) })
        } else {
            octets.writeString(texts[place])
        }
        octets.writeString("\n")
        figures.badLines += 1
        if octets.readableBytes > 1 { auditor.asked(Asked(.garbage), on: link, by: clients[client].person.user) }
        guard let altered = tampering.fromClient(octets, link: link, attempt: 1, placeInBurst: 0) else { return }
        send(altered, up: link)
    }

    // MARK: Hearing

    func arriveAtClient(_ octets: ByteBuffer, _ link: Int) {
        let client = links[link].client
        guard !links[link].isForgotten, clients[client].link == link else { return }
        for word in clients[client].end.hear(octets) {
            switch word {
            case .reply(let reply, to: let purpose): hear(reply, to: purpose, client)
            case .event(let seq, let kind, let words):
                clients[client].cursor = max(clients[client].cursor, seq)
                clients[client].knowledge.hear(words)
                consider(kind, words, client)
            case .head(let seq): clients[client].cursor = max(clients[client].cursor, seq)
            case .farewell(let status): if status.code == "4.6.3" { figures.sentAway += 1 }
            case .greeting(let words): clients[client].greetedEpoch = words["epoch"].flatMap { Int64($0) } ?? 0
            case .nonsense: break
            }
        }
    }

    private func hear(_ reply: Correspondent<FaultClient.Purpose>.Reply, to purpose: FaultClient.Purpose, _ client: Int) {
        switch purpose {
        case .authentication:
            clients[client].isIn = reply.outcome == .ok
            clients[client].isLockedOut = reply.status == .authFailed
            if reply.outcome != .ok { hangUp(client) }
        case .subscription:
            clients[client].isListening = reply.outcome == .ok
            if reply.outcome == .ok {
                if tellsEpochs { clients[client].epoch = clients[client].greetedEpoch }
            } else if reply.status == .staleEpoch, clients[client].isGreetedInLaterEpoch {
                // The journal is not the one that it was told of: everything is taken anew.
                say("SNAPSHOT", for: .beginning, client, Asked(.question, command: "SNAPSHOT"))
            } else {
                hangUp(client)
            }
        case .beginning:
            guard reply.outcome == .ok, let head = reply.rows.first?.words["head"].flatMap({ Int64($0) }) else { return hangUp(client) }
            clients[client].cursor = head
            clients[client].epoch = clients[client].greetedEpoch
            subscribe(client)
        case .errand(let errand):
            for row in reply.rows { clients[client].knowledge.hear(row.words) }
            guard !clients[client].errands[errand].isSettled else { return }
            let status = reply.status
            if let key = reply.rows.first(where: { $0.kind == "KEY" })?.words.subject { clients[client].errands[errand].key = key }
            if status.class == .tryAgain || status.code.hasPrefix("5.2.2") {
                return schedule(in: 800 + Int64(network.index(below: 2_000)), .client(client, .retry(errand: errand)))
            }
            clients[client].settle(errand)
            let isWorth = clients[client].errands[errand].key != nil && clients[client].errands[errand].mayBeRepeated
            if isWorth, network.chance(mix.again) {
                schedule(in: Int64(network.index(below: 120_000)), .client(client, .repeatAnswered(errand: errand)))
            }
        }
    }

    /// What an event makes an interpreter do.
    private func consider(_ kind: String, _ words: Words, _ client: Int) {
        guard let own = clients[client].interpreter, words["interpreter"] == own, let subject = words.subject else { return }
        switch kind {
        case "OFFER-MADE":
            let isRing = words["start"] == "now"
            let wait = Int64((isRing ? 1_000 : 20_000) + clients[client].random.index(below: isRing ? 30_000 : 240_000))
            let lot = clients[client].random.uniform()
            if lot < 0.85 { schedule(in: wait, .client(client, .answer(offer: subject, accepts: lot < 0.65))) }
        case "ASSIGNMENT-CONFIRMED":
            guard let start = words["start"].flatMap({ try? Timestamp.parse($0, in: rules.calendar.zone) }),
                let minutes = words["minutes"].flatMap({ Int64($0) })
            else { return }
            if clients[client].random.chance(0.15) { return }
            let early = Int64(clients[client].random.index(below: 600_000))
            schedule(at: start.milliseconds - early, .client(client, .start(assignment: subject)))
            if clients[client].random.chance(0.1) { return }
            schedule(at: start.milliseconds + minutes * 60_000 + 2 * early - 600_000, .client(client, .finish(assignment: subject)))
        default: return
        }
    }
}
