import Interpreting
import Matching

/// What is in the books for one interpreter, kept as matching wants it: decisions read it for hundreds of people at a time.
struct Diary: Hashable, Sendable {
    /// Nil for whom the register does not know.
    private(set) var dossier: Dossier?
    private var interpreter: Interpreter?
    /// From when on nobody can log in for the interpreter.
    private(set) var loginEnds = Timestamp.distantPast
    private var calendar = InterpreterCalendar()
    /// Live assignments, ascending by start.
    private var live: [Commitment] = []
    /// Finished ones, ascending by start.
    private var finished: [Commitment] = []
    /// The live ones and the last of those finished, ascending by start.
    private var commitments: [Commitment] = []
    /// Offers waiting for an answer, ascending.
    private(set) var offers: [OfferID] = []
    /// Conversations that count for a fair share: live and completed ones.
    private var worked = WorkRecord()

    mutating func set(_ interpreter: Interpreter?) {
        self.interpreter = interpreter
        refresh()
    }

    mutating func set(loginEnds: Timestamp) {
        self.loginEnds = loginEnds
        refresh()
    }

    mutating func replace(_ old: Availability?, with new: Availability?) {
        if let old, !old.isWithdrawn { calendar.remove(old) }
        if let new, !new.isWithdrawn { calendar.add(new) }
        refresh()
    }

    mutating func replace(_ old: Assignment?, with new: Assignment?) {
        if let old, old.state.isLive { live.removeAll { $0.assignment == old.id } }
        if let old, old.state == .completed { finished.removeAll { $0.assignment == old.id } }
        if let old, old.state.isWork { worked.remove(old.talk) }
        if let new, new.state.isLive { Candidate.insert(Commitment(new), into: &live) }
        if let new, new.state == .completed { Candidate.insertLate(Commitment(new), into: &finished) }
        if let new, new.state.isWork { worked.add(new.talk) }
        commitments = Diary.merged(finished, live)
        refresh()
    }

    /// What was finished long before the last that was finished is in no week that anything can still be put into.
    private static func merged(_ finished: [Commitment], _ live: [Commitment]) -> [Commitment] {
        guard let last = finished.last else { return live }
        let first = finished.partitioningIndexFromEnd { $0.talk.start > last.talk.start - Dossier.memory }
        return Candidate.merged(finished[first...], live)
    }

    private mutating func refresh() {
        dossier = interpreter.map {
            Dossier(
                of: $0, windows: calendar.windows, absences: calendar.absences, commitments: commitments, loginEnds: loginEnds)
        }
    }

    mutating func replace(_ old: Offer?, with new: Offer?) {
        if let old, old.state == .made { offers.removeSorted(old.id) }
        if let new, new.state == .made { offers.insertSorted(new.id) }
    }

    /// Minutes of the conversations that begin less than `span` before or after `now`.
    func minutes(around now: Timestamp, within span: Span) -> Int { worked.minutes(after: now - span, before: now + span) }

    /// From when on these minutes are others; nil when they stay the same for ever.
    func nextChange(after now: Timestamp, within span: Span) -> Timestamp? { worked.nextChange(after: now, within: span) }
}
