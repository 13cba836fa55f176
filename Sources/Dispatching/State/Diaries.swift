import Interpreting
import Matching

/// The diaries of all interpreters by number, found without hashing; and beside them what nearly every decision reads, close together.
struct Diaries: Hashable, Sendable {
    private struct Digest: Sendable {
        var dossier: Dossier?
        var recentMinutes: Int32 = 0
        var hasOffers = false
        /// Until then `recentMinutes` need not be counted anew; nil for ever.
        var staysUntil: Timestamp?
    }

    private var all: ContiguousArray<Diary> = []
    private var digests: ContiguousArray<Digest> = []
    /// What is read before a digest, and mostly instead of it.
    private(set) var profiles = Profiles()
    /// At its beginning `recentMinutes` were counted.
    private var hour = Timestamp(milliseconds: 0)

    /// Profiles and digests follow from the diaries and the hour.
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
        profiles.set(id, interpreter)
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
        for place in digests.indices {
            if let end = digests[place].staysUntil, end <= begun { digests[place] = digest(all[place]) }
        }
    }

    private func digest(_ diary: Diary) -> Digest {
        let minutes = diary.minutes(around: hour, within: Diaries.fairnessHorizon)
        return Digest(
            dossier: diary.dossier, recentMinutes: Int32(clamping: minutes), hasOffers: !diary.offers.isEmpty,
            staysUntil: diary.nextChange(after: hour, within: Diaries.fairnessHorizon))
    }
}
