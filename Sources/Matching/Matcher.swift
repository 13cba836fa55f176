import Interpreting
import Rules

/// Decides who can do a job, and who does it best, by one rule book. The same checks decide and explain.
public struct Matcher: Sendable {
    let book: Book
    public var rules: RuleBook { book.rules }

    public init(rules: RuleBook) { book = Book(rules: rules) }

    func examination(_ job: Job, at now: Timestamp, _ discretion: Discretion = .none) -> Examination {
        Examination(book: book, job: job, now: now, discretion: discretion)
    }

    /// Whether the candidate can do the job, with every reason when not.
    public func verdict(_ job: Job, _ candidate: Candidate, at now: Timestamp, discretion: Discretion = .none) -> Verdict {
        verdict(examination(job, at: now, discretion), candidate)
    }

    private func verdict(_ examination: Examination, _ candidate: Candidate) -> Verdict {
        var reasons = EveryReason(rules: rules.matching)
        if let found = try? examination.examine(candidate, &reasons) {
            return .eligible(examination.score(Standing(candidate), found.pick, found.fit), found.fit, via: examination.match(found.pick))
        }
        return .excluded(reasons.violations)
    }

    /// The same as ``verdict(_:_:at:)`` without reasons: stops at the first that speaks against the candidate and builds no text.
    public func score(_ job: Job, _ candidate: Candidate, at now: Timestamp) -> (score: Score, fit: Fit)? {
        let examination = examination(job, at: now)
        guard let found = examination.accepted(candidate) else { return nil }
        return (examination.score(Standing(candidate), found.pick, found.fit), found.fit)
    }

    /// The first thing that speaks against the candidate; nil when nothing does.
    public func obstacle(_ job: Job, _ candidate: Candidate, at now: Timestamp) -> HardConstraint? {
        guard case .excluded(let constraint) = examination(job, at: now).examined(candidate) else { return nil }
        return constraint
    }

    /// Those who can do the job, best first: what a decision needs, and no more.
    /// - Parameters:
    ///   - prospect: by place among `speakers`; nil when only the candidate tells.
    ///   - candidate: by place among `speakers`; nil leaves somebody out.
    public func shortlist(
        _ job: Job, _ speakers: Speakers, at now: Timestamp, prospect: (Int) -> Prospect? = { _ in nil }, candidate: (Int) -> Candidate?
    ) -> [Ranked] {
        let examination = examination(job, at: now)
        var ranked: [Ranked] = []
        speakers.examined(by: examination, prospect: prospect, candidate: candidate, suitable: { place, standing, pick, fit in
            let score = examination.score(standing, pick, fit)
            ranked.append(Ranked(interpreter: speakers.ids[place], score: score, fit: fit, via: examination.match(pick)))
        })
        return Matcher.inOrder(ranked)
    }

    /// The same among candidates in any order.
    public func shortlist(_ job: Job, _ candidates: [Candidate], at now: Timestamp) -> [Ranked] {
        shortlist(job, Speakers(candidates), at: now) { candidates[$0] }
    }

    /// How many can do the job.
    public func eligibleCount(
        _ job: Job, _ speakers: Speakers, at now: Timestamp, prospect: (Int) -> Prospect? = { _ in nil }, candidate: (Int) -> Candidate?
    ) -> Int {
        var count = 0
        speakers.examined(
            by: examination(job, at: now), prospect: prospect, candidate: candidate, suitable: { _, _, _, _ in count += 1 })
        return count
    }

    /// All candidates, with every reason against those who cannot. The order of `candidates` does not matter.
    public func rank(_ job: Job, _ candidates: [Candidate], at now: Timestamp, discretion: Discretion = .none) -> Ranking {
        let examination = examination(job, at: now, discretion)
        var ranked: [Ranked] = []
        var excluded: [Excluded] = []
        for candidate in candidates {
            let id = candidate.interpreter.id
            switch verdict(examination, candidate) {
            case .eligible(let score, let fit, let match):
                ranked.append(Ranked(interpreter: id, score: score, fit: fit, via: match))
            case .excluded(let violations):
                excluded.append(Excluded(interpreter: id, violations: violations))
            }
        }
        return Ranking(eligible: Matcher.inOrder(ranked), excluded: excluded.sorted { $0.interpreter < $1.interpreter })
    }

    /// By score, then by interpreter.
    private static func inOrder(_ ranked: [Ranked]) -> [Ranked] {
        // Sorts small keys: the large values move once.
        let keys = ranked.enumerated().map { (score: $1.score.rank, interpreter: $1.interpreter, place: $0) }
        return keys.sorted { ($0.score, $0.interpreter) < ($1.score, $1.interpreter) }.map { ranked[$0.place] }
    }

    /// Whether `agency` may ever send the interpreter: one of its own pool, or of a pool that helps it.
    public func mayServe(_ interpreter: Interpreter, _ agency: AgencyCode) -> Bool {
        interpreter.pools.contains { $0 == agency || rules.agencies.aid(from: $0, to: agency) != nil }
    }

    /// When the next pool of another agency may be asked for the job; nil when all that ever may be are open.
    public func nextOpening(_ job: Job, after now: Timestamp) -> Timestamp? {
        rules.agencies.aid(to: job.agency).filter { !job.openPools.contains($0.pool) }
            .map { job.submittedAt + .minutes($0.waitingMinutes) }.filter { $0 > now }.min()
    }

    /// The chance in per cent that one of `eligibleCount` people, asked one after another, accepts the job.
    public func chance(_ job: Job, eligibleCount: Int) -> Int {
        let percent = rules.offers.acceptancePercent(job.modality, onDemand: job.isOnDemand).value
        return Chance.ofSuccess(eligibleCount: eligibleCount, acceptancePercent: percent)
    }

    /// The new values of the on-site commitment that followed `removed`, when its journey now begins somewhere else.
    ///
    /// - Parameter candidate: the calendar after the removal. An earlier departure is cut short where something else lies before
    ///   it: that part of the way was free before, so the journey is possible, and nothing overlaps.
    public func reanchored(after removed: Commitment, in candidate: Candidate) -> Successor? {
        let position = Itinerary.position(of: removed.talk.start, in: candidate.commitments)
        let itinerary = Itinerary(book: book, home: candidate.interpreter.home, commitments: candidate.commitments)
        let former = Itinerary(
            book: book, home: candidate.interpreter.home, commitments: candidate.commitments, inserted: Stop(removed),
            position: position)
        guard let index = itinerary.firstOnSite(from: position), let other = itinerary.assignment(at: index),
            let trip = itinerary.trip(to: index), former.trip(to: index + 1).map({ $0.minutes != trip.minutes || $0.metres != trip.metres })
                ?? true
        else { return nil }
        let target = itinerary[index]
        var begins = itinerary.begins(target, after: trip)
        if index > 0 { begins = max(begins, itinerary[index - 1].free) }
        return Successor(
            assignment: other, during: Interval(start: begins, end: target.free), travelMinutes: trip.minutes,
            travelMetres: trip.metres)
    }
}
