import Dispatching
import Interpreting
import NIOCore
import Wire

/// What a server says, line by line.
extension Auditor {
    func said(_ octets: ByteBuffer, on link: Int) {
        guard let lines = hearings[link]?.lines(octets) else { return }
        judged(on: link) {
            for line in lines {
                switch line {
                case .success(let line): said(line, on: link)
                case .failure(let problem): find("grammar: \(problem.text)")
                }
            }
        }
    }

    private func said(_ line: ServerLine, on link: Int) {
        if hearings[link]?.isOver == true { return find("order: \(line) after BYE") }
        switch line {
        case .row(let tag, let kind, let params):
            if let problem = hearings[link]?.row(tag, kind, Words(params)) { find("order: \(problem)") }
        case .final(let tag, let outcome, let status, let text): final(tag, outcome, status, text, on: link)
        case .event(let seq, let kind, let params): event(seq, kind, Words(params), on: link)
        case .head(let seq): head(seq, on: link)
        case .bye: hearings[link]?.over()
        case .hello(let params):
            if params.value("head") != nil { find("tenancy: the greeting tells a stranger how many events there are") }
        }
    }

    private func final(_ tag: Tag, _ outcome: ServerLine.Outcome, _ status: Status, _ text: String, on link: Int) {
        guard let heard = hearings[link]?.final(tag, outcome) else { return }
        let rows = hearings[link]?.takeAnswer() ?? []
        let asked: Asked
        switch heard {
        case .failure(let disorder): return find("order: \(disorder.text)")
        case .success(let found): asked = found
        }
        if outcome != status.outcome { find("grammar: \(outcome) with \(status)") }
        if outcome == .ok { checkLease(of: link, saying: text) }
        switch asked.kind {
        case .authentication(let person):
            guard outcome == .ok else { return }
            hearings[link]?.person = person
            if let server = servers[link] { attendance.came(person.user, on: link, to: server, at: now) }
            let head = rows.first { $0.kind == "JOURNAL" }?.words["head"].flatMap { Int64($0) } ?? -1
            noteTold(head)
            if head < 0 || head > register.head { find("4.2: AUTH names event \(head), the journal ends at \(register.head)") }
        case .subscription(let topics, let since, let epoch):
            guard outcome == .ok else { return }
            checkResumed(since: since, epoch: epoch, on: link)
            hearings[link]?.listening = Hearing.Listening(topics: Visibility.topics(topics), cursor: since)
        case .question, .change:
            guard let person = hearings[link]?.person else {
                if outcome == .ok { find("tenancy: \(asked.command) was answered OK before AUTH") }
                return
            }
            checkRows(rows, for: person, asked)
            if person.role != .interpreter { for row in rows where row.kind == "REQUEST" { checkChance(row.words, asked, on: link) } }
            let key = asked.key ?? rows.first { $0.kind == "KEY" }?.words.subject
            if let key {
                judge(asked, key, status, text, rows.filter { $0.kind != "KEY" }, of: person)
            } else if case .change = asked.kind, status.class == .done {
                find("4.3: \(person.user) was told that \(asked.command) is done, and no key to ask with")
            } else {
                checkQuestion(asked, text, rows, person)
            }
        case .garbage: break
        }
    }

    private func event(_ seq: Int64, _ kind: String, _ words: Words, on link: Int) {
        guard let hearing = hearings[link] else { return }
        if let problem = hearing.push() { find("order: \(problem)") }
        guard let listening = hearing.listening else { return find("4.4: event \(seq) without a subscription") }
        guard seq >= 1, seq <= Int64(events.count) else { return find("4.2: event \(seq) was told, the journal ends at \(register.head)") }
        let durable = events[Int(seq) - 1]
        if durable.kind.rawValue != kind || durable.subject != words.subject || zone.text(durable.at) != words["at"] {
            find("4.2: event \(seq) was told as \(kind) of \(words.subject ?? "?"), kept is \(durable.kind.rawValue) of \(durable.subject)")
        }
        checkLease(of: link, saying: "event \(seq)")
        let user = hearing.person?.user ?? "?"
        if seq <= listening.cursor { return find("4.4: \(user) was told event \(seq) after \(listening.cursor)") }
        if register.lockedOut[user].map({ seq > $0 }) ?? false { find("5.2: \(user) was told event \(seq), after it was disabled") }
        if !isFor(hearing, durable) { find("tenancy: \(user) was told event \(seq), which is for others") }
        if let next = next(after: listening.cursor, for: hearing), next.seq != seq {
            find("4.4: \(user) was told event \(seq) after \(listening.cursor), \(next.seq) was left out")
        }
        hearings[link]?.listening?.cursor = seq
        noteTold(seq)
    }

    private func head(_ seq: Int64, on link: Int) {
        guard let hearing = hearings[link] else { return }
        if let problem = hearing.push() { find("order: \(problem)") }
        checkLease(of: link, saying: "HEAD \(seq)")
        if hearing.person == nil { find("tenancy: HEAD \(seq) was told before AUTH") }
        noteTold(seq)
        if seq > register.head { find("4.4: HEAD \(seq), the journal ends at \(register.head)") }
        guard let listening = hearing.listening, let next = next(after: listening.cursor, for: hearing), next.seq <= seq else { return }
        find("4.4: \(hearing.person?.user ?? "?") heard HEAD \(seq) and was not told event \(next.seq)")
    }
}
