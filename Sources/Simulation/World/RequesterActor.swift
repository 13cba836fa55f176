import Interpreting
import Wire

/// A scripted requester: the front desk of one organisation.
struct RequesterActor {
    enum Purpose {
        case routine
        /// The place of the inquiry among those of its day.
        case submit(Inquiry)
        case abandon(RequestID)
    }

    enum Intent {
        case ask(Inquiry)
        case cancel(RequestID)
        /// Hang up unless the talk has begun.
        case loseTemper(RequestID)
    }

    let physics: Physics
    /// Requests whose talk has not begun, of those that would be abandoned.
    private var impatient: Set<RequestID> = []
    /// Refused ones, counted by their text, and when each was to be asked.
    private(set) var refusals: [String: Refused] = [:]
    private(set) var refusedAt: [Timestamp] = []
    private var asked = 0

    init(physics: Physics) { self.physics = physics }

    mutating func hear(_ kind: String, _ words: Words, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        if kind == "ASSIGNMENT-STARTED", let request = words["request"].flatMap({ RequestID($0) }) { impatient.remove(request) }
        return []
    }

    mutating func hear(
        _ reply: Correspondent<Purpose>.Reply, to purpose: Purpose, at now: Timestamp
    ) -> [Wish<Purpose, Intent>] {
        guard case .submit(let inquiry) = purpose else { return [] }
        let row = reply.rows.first { $0.kind == "REQUEST" }
        guard reply.outcome == .ok, let request = row?.words.subject.flatMap({ RequestID($0) }) else {
            if reply.status == .modality, !inquiry.fallback.isEmpty { return [askAgain(inquiry)] }
            refusals["\(reply.status.code) \(reply.text)", default: Refused()].add(inquiry.origin)
            refusedAt.append(inquiry.at)
            return []
        }
        physics.note(inquiry.actualMinutes, of: request)
        var wishes: [Wish<Purpose, Intent>] = []
        if let wait = inquiry.cancelAfter { wishes.append(.remind(at: inquiry.at + wait, of: .cancel(request))) }
        if inquiry.start == nil, let patience = inquiry.patience {
            impatient.insert(request)
            wishes.append(.remind(at: inquiry.at + patience, of: .loseTemper(request)))
        }
        return wishes
    }

    mutating func act(_ intent: Intent, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        switch intent {
        case .ask(let inquiry):
            asked += 1
            return [.say(submission(inquiry), for: .submit(inquiry))]
        case .cancel(let request): return [.say("CANCEL \(request) reason=\"no longer needed\" key=c\(request)", for: .routine)]
        case .loseTemper(let request):
            guard impatient.remove(request) != nil else { return [] }
            return [.say("CANCEL \(request) reason=\"waited too long\" key=a\(request)", for: .abandon(request))]
        }
    }

    /// Whoever reads that another modality is not possible for such a conversation asks without it.
    private mutating func askAgain(_ inquiry: Inquiry) -> Wish<Purpose, Intent> {
        var plain = inquiry
        plain.fallback = []
        asked += 1
        return .say(submission(plain), for: .submit(plain))
    }

    private func submission(_ inquiry: Inquiry) -> String {
        var params = [
            Parameter("key", Value("q\(asked)")), Parameter("language", Value(inquiry.language)),
            Parameter("complexity", Value(inquiry.complexity)), Parameter("minutes", Value(inquiry.minutes)),
            Parameter("start", Value(inquiry.start.map(physics.text) ?? "now")), Parameter("place", Value(inquiry.place)),
            Parameter("priority", Value(inquiry.priority)),
        ]
        if !inquiry.fallback.isEmpty { params.append(Parameter("fallback", Value(inquiry.fallback))) }
        if let gender = inquiry.gender { params.append(Parameter("gender", Value(gender))) }
        if inquiry.documents { params.append(Parameter("documents", "yes")) }
        if inquiry.participants > 1 { params.append(Parameter("participants", Value(inquiry.participants))) }
        if inquiry.emotional { params.append(Parameter("emotional", "yes")) }
        return Correspondent<Purpose>.command("SUBMIT", params)
    }
}
