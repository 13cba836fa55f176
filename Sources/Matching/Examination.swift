import Interpreting
import Rules

/// One job held against the rule book at one moment: everything that does not depend on the candidate, worked out once.
struct Examination {
    /// A pool that may be asked, and from when.
    struct Pool {
        let code: AgencyCode
        let opensAt: Timestamp
        let rule: RuleReference
    }

    /// One of the interpreter's languages, and what it is to the job.
    struct Pick {
        /// Among the interpreter's, 0 being the strongest.
        let place: Int
        /// Among ``languages``, 0 being the one asked for.
        let rank: Int
        let level: CertificateLevel
        /// Whether another agency's pool helps out.
        let isAid: Bool
        /// Whether another gender was wished.
        let isOtherGender: Bool
        /// Whether a dialect was asked for that the interpreter has not stated.
        let isOtherDialect: Bool
        /// Offers of the same question that were not answered.
        var silences = 0
    }

    let book: Book
    let job: Job
    let now: Timestamp
    /// The conversation; work on demand begins now at the earliest, and somebody who has not said yes may do so until the ring is over.
    let talk: Interval
    let substitutes: [Substitute]
    /// The language asked for, and then those that may stand in for it in the order of `substitutes`.
    let languages: [LanguageTag]
    /// The longest conversation for one interpreter.
    let alone: Ruling<Int>
    /// The other pools that may be asked at some time, ascending.
    let pools: [Pool]
    /// From midnight to midnight around the start of the conversation.
    let day: Interval
    /// From Monday to Sunday around it.
    let week: Interval
    /// Free before the start; work on demand needs none.
    let buffer: Span
    /// The rule book's limits for a day and a week, without their rules.
    let minutesADay: Int
    let minutesAWeek: Int
    /// The rest that every following conversation needs at least.
    let rest: Span
    /// What the words may not tell.
    let discretion: Discretion

    var rules: RuleBook { book.rules }

    init(book: Book, job: Job, now: Timestamp, discretion: Discretion = .none) {
        self.book = book
        self.job = job
        self.now = now
        self.discretion = discretion
        let begins = job.isOnDemand ? max(job.talk.start, now) : job.talk.start
        let ring = job.isOnDemand && !job.isAgreed ? job.ring : .zero
        talk = Interval(start: begins, length: job.talk.length + ring)
        substitutes = book.rules.languages.substitutes(for: job.language)
        languages = [job.language] + substitutes.map(\.offered)
        let terms = book.terms(job.modality)
        alone = terms.alone
        pools = book.rules.agencies.aid(to: job.agency).map { aid in
            let isOpen = job.openPools.contains(aid.pool)
            return Pool(code: aid.pool, opensAt: isOpen ? now : job.submittedAt + .minutes(aid.waitingMinutes), rule: aid.rule)
        }
        let zone = book.rules.calendar.zone
        let date = zone.local(talk.start).date
        day = zone.day(date)
        week = zone.week(of: date)
        buffer = job.isOnDemand ? .zero : terms.buffer
        minutesADay = book.minutesADay
        minutesAWeek = book.minutesAWeek
        rest = terms.rest
    }

    /// What of a candidate would serve, and how; nil when something speaks against it, which `reasons` then has.
    func examine<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) -> (pick: Pick, fit: Fit)? {
        let pick = try person(RegisteredFacts(dossier: candidate.dossier)) { obstacle throws(EnoughSaid) in
            try reasons.add(obstacle.constraint, rule(for: obstacle), text(obstacle, candidate.interpreter))
        }
        let fit = try time(candidate, &reasons)
        guard reasons.isEmpty, let pick, let fit else { return nil }
        return (pick, fit)
    }

    @inline(__always)
    private func time<R: Reasons>(_ candidate: Candidate, _ reasons: inout R) throws(EnoughSaid) -> Fit? {
        let commitments = candidate.dossier.commitments(at: now)
        let week = WorkedWeek(commitments, week: week, day: day, before: talk.start)
        try hours(candidate, week, &reasons)
        return try calendar(candidate, commitments, position: week.position, &reasons)
    }

    /// What is found about a candidate: how the job would be served, or the first thing that speaks against it.
    enum Finding {
        case suitable(Pick, Fit)
        case excluded(HardConstraint)
    }

    /// How a candidate would do it; nil when something speaks against it.
    func accepted(_ candidate: Candidate) -> (pick: Pick, fit: Fit)? {
        guard case .suitable(let pick, let fit) = examined(candidate) else { return nil }
        return (pick, fit)
    }

    /// The same as a verdict without words, as fast as possible.
    /// - Parameter known: what was found about the person already.
    @inline(__always)
    func examined(_ candidate: Candidate, known: Pick? = nil) -> Finding {
        var reasons = FirstReason()
        do throws(EnoughSaid) {
            if let known {
                if let fit = try time(candidate, &reasons) { return .suitable(known, fit) }
            } else if let found = try examine(candidate, &reasons) {
                return .suitable(found.pick, found.fit)
            }
        } catch {}
        // Nobody is sent away without a reason; the last that could be is the journey.
        return .excluded(reasons.constraint ?? .travel)
    }

    /// `10:45` on the same clock, of the day of the conversation.
    func clock(_ moment: Timestamp) -> String { rules.calendar.local(moment).clock }

    /// `2026-12-01T10:45:00+01:00`, of a moment that may lie on another day than the conversation.
    func date(_ moment: Timestamp) -> String { rules.calendar.zone.text(moment) }
}
