import Interpreting
import Matching

/// What is in the books for one interpreter, kept as matching wants it: decisions read it for hundreds of people at a time.
struct Diary: Hashable, Sendable {
    /// Nil for whom the register does not know.
    private(set) var dossier: Dossier?
    private var interpreter: Interpreter?
    private var calendar = InterpreterCalendar()
    /// Live assignments, ascending by start.
    private var commitments: [Commitment] = []
    /// Offers waiting for an answer, ascending.
    private(set) var offers: [OfferID] = []
    /// Conversations that count for a fair share: live and completed ones.
    private var worked = WorkRecord()

    mutating func set(_ interpreter: Interpreter?) {
        self.interpreter = interpreter
        refresh()
    }

    mutating func replace(_ old: Availability?, with new: Availability?) {
        if let old, !old.isWithdrawn { calendar.remove(old) }
        if let new, !new.isWithdrawn { calendar.add(new) }
        refresh()
    }

    mutating func replace(_ old: Assignment?, with new: Assignment?) {
        if let old, old.state.isLive { commitments.removeAll { $0.assignment == old.id } }
        if let old, Diary.counts(old) { worked.remove(old.talk) }
        if let new, new.state.isLive { Candidate.insert(Commitment(new), into: &commitments) }
        if let new, Diary.counts(new) { worked.add(new.talk) }
        refresh()
    }

    private mutating func refresh() {
        dossier = interpreter.map {
            Dossier(of: $0, windows: calendar.windows, absences: calendar.absences, commitments: commitments)
        }
    }

    private static func counts(_ assignment: Assignment) -> Bool { assignment.state.isLive || assignment.state == .completed }

    mutating func replace(_ old: Offer?, with new: Offer?) {
        if let old, old.state == .made { offers.removeSorted(old.id) }
        if let new, new.state == .made { offers.insertSorted(new.id) }
    }

    /// Minutes of the conversations that begin less than `span` before or after `now`.
    func minutes(around now: Timestamp, within span: Span) -> Int { worked.minutes(after: now - span, before: now + span) }
}

/// The diaries of all interpreters by number, found without hashing; and beside them what nearly every decision reads, close together.
struct Diaries: Hashable, Sendable {
    private struct Digest: Sendable {
        var dossier: Dossier?
        var recentMinutes: Int32 = 0
        var hasOffers = false
    }

    private var all: ContiguousArray<Diary> = []
    private var digests: ContiguousArray<Digest> = []
    /// At its beginning `recentMinutes` were counted.
    private var hour = Timestamp(milliseconds: 0)

    /// Digests follow from the diaries and the hour.
    static func == (left: Diaries, right: Diaries) -> Bool { left.all == right.all }
    func hash(into hasher: inout Hasher) { hasher.combine(all) }

    /// How far back and ahead work counts for a fair share, from the beginning of the present hour.
    static let fairnessHorizon = Span.days(28)
    private static let span = Span.hours(1).milliseconds

    /// The interpreter with what the diary says, nil when there is none.
    func candidate(_ id: InterpreterID, isContinuity: Bool) -> Candidate? {
        let place = Int(id.number) - 1
        guard digests.indices.contains(place), let dossier = digests[place].dossier else { return nil }
        return Candidate(dossier, recentMinutes: Int(digests[place].recentMinutes), isContinuity: isContinuity)
    }

    /// Minutes of conversation that count for a fair share.
    func recentMinutes(of id: InterpreterID) -> Int {
        let place = Int(id.number) - 1
        return digests.indices.contains(place) ? Int(digests[place].recentMinutes) : 0
    }

    /// Offers to the interpreter that wait for an answer, ascending.
    func offers(to id: InterpreterID) -> [OfferID] {
        let place = Int(id.number) - 1
        return digests.indices.contains(place) && digests[place].hasOffers ? all[place].offers : []
    }

    mutating func change(_ id: InterpreterID, _ body: (inout Diary) -> Void) {
        guard id.number >= 1 else { return }
        while all.count < id.number {
            all.append(Diary())
            digests.append(Digest())
        }
        let place = Int(id.number) - 1
        body(&all[place])
        digests[place] = digest(all[place])
    }

    /// Counts recent work anew when another hour has begun.
    mutating func settle(at now: Timestamp) {
        let begun = Timestamp(milliseconds: now.milliseconds.floorDivided(by: Diaries.span) * Diaries.span)
        if begun == hour { return }
        hour = begun
        for place in all.indices { digests[place] = digest(all[place]) }
    }

    private func digest(_ diary: Diary) -> Digest {
        let minutes = diary.minutes(around: hour, within: Diaries.fairnessHorizon)
        return Digest(dossier: diary.dossier, recentMinutes: Int32(clamping: minutes), hasOffers: !diary.offers.isEmpty)
    }
}
