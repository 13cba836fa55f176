import Dispatching
import Interpreting
import NIOCore
import Wire

/// Events, heartbeats, and the end.
extension Session {
    /// Takes a page of a subscription. The first answers `SUBSCRIBE`.
    mutating func takePage(_ events: [Event], upTo: Int64, isLast: Bool, for ticket: Ticket) {
        guard let subscription = stream?.subscription, subscription.ticket == ticket else { return }
        if pipeline.purpose(of: ticket) == .subscription {
            barrier = nil
            if let since = subscription.since, since > upTo {
                stream = nil
                actions.append(.unsubscribe(ticket))
                let text = "since=\(since); the journal ends at \(upTo) here, so it comes from another; take a SNAPSHOT"
                return pipeline.answer(ticket, Answer(.staleEpoch, text))
            }
            let from = subscription.since.map { "after \($0)" } ?? "after \(upTo)"
            pipeline.answer(ticket, Answer(.ready, "\(subscription.name) is told events \(from)"))
        }
        stream?.replay(events, upTo: upTo, isLast: isLast)
    }

    /// Writes the events that wait, when the socket takes them, and asks for the next page when there is room for it.
    mutating func writeEvents() {
        guard stage != .closed, stream != nil else { return }
        // No answer comes after an event that it does not show.
        let isHeldBack = pipeline.costly > 0 || leaving != nil
        // The answer to SUBSCRIBE comes before its first event.
        if isWritable, !isHeldBack, let ticket = stream?.subscription.ticket, !pipeline.contains(ticket) {
            for event in stream?.takeWaiting() ?? [] { event.encode(into: &output, zone: environment.zone, limits: limits) }
        }
        if isHeldBack, isWritable, stream?.isOverrun == true { stream?.putOff() }
        if stream?.isOverrun == true {
            let text = "\(limits.unreadEvents) events were left unread; connect again and SUBSCRIBE with since= the last one handled"
            return leave(.slowConsumer, text)
        }
        guard let stream, isWritable else { return }
        let cursor = stream.cursor
        if let limit = self.stream?.askForPage() {
            actions.append(.replay(stream.subscription.ticket, after: cursor, limit: limit))
        }
    }

    mutating func tick(at now: Timestamp) {
        expelStranger(at: now)
        guard stage == .open else { return }
        if isQuiet, now - lastHeard >= .seconds(limits.idleSeconds) {
            return leave(.idle, "nothing was heard for \(limits.idleSeconds) seconds; send PING now and then")
        }
        guard identity != nil, isWritable, leaving == nil, now - lastHead >= .seconds(Self.headSeconds), stream?.isWritten ?? true else {
            return
        }
        lastHead = now
        ServerLine.head(stream?.cursor ?? head).encode(into: &output, limits: limits)
    }

    mutating func standBy(leader: String?, decidesIn seconds: Int?) {
        leadership = .standingBy(leader: leader, decidesIn: seconds)
        if identity != nil { leave(.standby, Self.standbyText(leader, decidesIn: seconds), withAnswers: false) }
    }

    /// What whoever asks a server that does not decide is told.
    /// - Parameter seconds: until one that stands by decides; nil while the leader renews its lease, or nobody knows.
    public static func standbyText(_ leader: String?, decidesIn seconds: Int? = nil) -> String {
        switch (leader, seconds) {
        case (let leader?, nil): "leader=\(leader); connect there"
        case (let leader?, let seconds?): "leader=\(leader); connect there, or here in \(seconds) s: it does not renew its lease"
        case (nil, let seconds?):
            "leader=unknown; the last one did not give its lease back, and a server decides in \(seconds) s: try again then"
        case (nil, nil): "leader=unknown; try again in a few seconds"
        }
    }

    static let stoppingText = "the server is stopping; connect again in a moment"

    /// Says farewell and closes, whatever still waits: what has no answer is answered that none will come, a change with its key.
    /// - Parameter withAnswers: those that wait for their turn leave too, as far as the socket takes them. Not from a server that decides
    ///   no more: they are of the past.
    mutating func leave(_ status: Status, _ text: String, withAnswers: Bool = true) {
        guard stage != .closed else { return }
        for slot in takeOpen() {
            switch slot.content {
            case .answer(let answer) where withAnswers && (slot.key != nil || isWritable):
                write(answer, to: slot)
            case .written(let answer) where withAnswers && isWritable:
                leaving = (slot, answer)
                while leaving != nil { writePiece() }
            default:
                if identity != nil { write(slot.command.unanswered, to: slot) }
            }
        }
        ServerLine.bye(status, text: text).encode(into: &output, limits: limits)
        close()
    }

    /// The last octets of a server that may not speak as the leader any more, in place of everything that has not left yet: its askers
    /// learn how to ask what came of their changes, and where.
    /// - Parameter unsent: the commands whose answers were written and have not left.
    public mutating func farewell(unsent: [OpenCommand], leader: String?) -> ByteBuffer {
        output = ByteBuffer()
        for command in unsent + takeOpen().map(\.command) where identity != nil {
            command.unanswered.encode(as: command.tag, into: &output, limits: limits)
        }
        ServerLine.bye(.standby, text: Self.standbyText(leader)).encode(into: &output, limits: limits)
        stage = .closed
        defer { output = ByteBuffer() }
        return output
    }

    /// Takes out every command whose answer was not given out as a whole, in order; the first may have had the beginning of it.
    private mutating func takeOpen() -> [Pipeline.Slot] {
        guard case (var first, let answer)? = leaving else { return pipeline.takeAll() }
        leaving = nil
        first.content = .written(answer)
        return [first] + pipeline.takeAll()
    }

    mutating func close() {
        if let ticket = stream?.subscription.ticket { actions.append(.unsubscribe(ticket)) }
        stream = nil
        stage = .closed
        actions.append(.close)
    }
}
