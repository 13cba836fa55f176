import Interpreting
import Matching

/// The diaries of all interpreters by number, found without hashing; and beside them what nearly every decision reads, close together.
struct Diaries: Hashable, Sendable {
    private struct Digest: Sendable {
        var dossier: Dossier?
        var recentMinutes: Int32 = 0
        var hasOffers = false
        var outlook: Outlook?
        /// Until then all this stays the same while the diary does; nil for ever.
        var staysUntil: Timestamp?
    }

    private var all = PagedArray<Diary>()
    private var digests: ContiguousArray<Digest> = []
    /// What is read before a digest, and mostly instead of it.
    private(set) var profiles = Profiles()
    /// At its beginning `recentMinutes` were counted.
    private var hour = Timestamp(milliseconds: 0)
    /// From where outlooks were taken; nil while nobody has decided anything.
    private var calculator: OutlookCalculator?

    /// Profiles and digests follow from the diaries and the time.
    static func == (left: Diaries, right: Diaries) -> Bool { left.all == right.all }
    func hash(into hasher: inout Hasher) { hasher.combine(all) }

    /// How far back and ahead work counts for a fair share, from the beginning of the present hour.
    static let fairnessHorizon = Span.days(28)
    private static let span = Span.hours(1)
    /// How often outlooks that are over are taken anew.
    private static let glances = Span.minutes(10)

    /// The interpreter with what the diary says, nil when there is none.
    func candidate(_ id: InterpreterID, isContinuity: Bool) -> Candidate? {
        let place = Int(id.number) - 1
        guard digests.indices.contains(place), let dossier = digests[place].dossier else { return nil }
        return Candidate(dossier, recentMinutes: Int(digests[place].recentMinutes), isContinuity: isContinuity)
    }

    /// Nil when there is no such interpreter, when offers are out, and when the calendar has to be looked at.
    @inline(__always)
    func prospect(_ id: InterpreterID) -> Prospect? {
        let place = Int(id.number) - 1
        guard digests.indices.contains(place), !digests[place].hasOffers, let outlook = digests[place].outlook else { return nil }
        return Prospect(outlook, Standing(recentMinutes: Int(digests[place].recentMinutes)))
    }

    /// Minutes of conversation that count for a fair share.
    private func recentMinutes(of id: InterpreterID) -> Int {
        let place = Int(id.number) - 1
        return digests.indices.contains(place) ? Int(digests[place].recentMinutes) : 0
    }

    /// What is a fair share among them: the average of their minutes.
    func fairMinutes(among ids: [InterpreterID]) -> Int {
        var sum = 0
        for id in ids { sum += recentMinutes(of: id) }
        return ids.isEmpty ? 0 : sum / ids.count
    }

    /// Offers to the interpreter that wait for an answer, ascending.
    func offers(to id: InterpreterID) -> [OfferID] {
        let place = Int(id.number) - 1
        return digests.indices.contains(place) && digests[place].hasOffers ? all[place].offers : []
    }

    mutating func set(_ id: InterpreterID, _ interpreter: Interpreter?) {
        change(id) { $0.set(interpreter) }
        profiles.set(id, interpreter, loginEnds: loginEnds(of: id))
    }

    mutating func set(_ id: InterpreterID, _ interpreter: Interpreter?, loginEnds: Timestamp) {
        guard loginEnds != self.loginEnds(of: id) else { return }
        change(id) { $0.set(loginEnds: loginEnds) }
        profiles.set(id, interpreter, loginEnds: loginEnds)
    }

    /// From when on nobody can log in for the interpreter; long past when nobody can.
    func loginEnds(of id: InterpreterID) -> Timestamp {
        let place = Int(id.number) - 1
        return place >= 0 && place < all.count ? all[place].loginEnds : .distantPast
    }

    mutating func change(_ id: InterpreterID, _ body: (inout Diary) -> Void) {
        guard let place = place(of: id) else { return }
        body(&all[place])
        digests[place] = digest(at: place)
    }

    /// Offers come and go more often than anything else, and change neither calendar nor minutes.
    mutating func replace(_ old: Offer?, with new: Offer?) {
        guard let id = (new ?? old)?.interpreter, let place = place(of: id) else { return }
        all[place].replace(old, with: new)
        digests[place].hasOffers = !all[place].offers.isEmpty
    }

    /// Where the interpreter's diary is, from now on at least.
    private mutating func place(of id: InterpreterID) -> Int? {
        guard id.number >= 1 else { return nil }
        while all.count < id.number {
            all.append(Diary())
            digests.append(Digest())
        }
        return Int(id.number) - 1
    }

    /// Brings up to date what changes with time alone.
    mutating func settle(at now: Timestamp, _ matcher: Matcher) {
        let begun = now.begun(Diaries.glances)
        guard begun != calculator?.moment else { return }
        let isFirst = calculator == nil
        calculator = matcher.outlookCalculator(at: begun)
        hour = now.begun(Diaries.span)
        for place in digests.indices {
            if isFirst || digests[place].staysUntil.map({ $0 <= begun }) ?? false { digests[place] = digest(at: place) }
        }
    }

    /// Read in place: a diary is large.
    private func digest(at place: Int) -> Digest {
        let dossier = all[place].dossier
        let outlook = dossier.flatMap { calculator?.outlook(of: $0) }
        let change = all[place].nextChange(after: hour, within: Diaries.fairnessHorizon)
        let end = calculator.map { outlook?.end ?? $0.nextDay }
        return Digest(
            dossier: dossier, recentMinutes: Int32(clamping: all[place].minutes(around: hour, within: Diaries.fairnessHorizon)),
            hasOffers: !all[place].offers.isEmpty, outlook: outlook,
            staysUntil: change.map { change in end.map { min(change, $0) } ?? change } ?? end)
    }
}

extension Timestamp {
    /// When the present one of stretches of that length began.
    fileprivate func begun(_ length: Span) -> Timestamp {
        Timestamp(milliseconds: milliseconds.floorDivided(by: length.milliseconds) * length.milliseconds)
    }
}
