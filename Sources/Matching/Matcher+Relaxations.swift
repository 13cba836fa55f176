import Interpreting
import Rules

extension Matcher {
    /// A change worth trying, and how much it asks of people.
    private struct Trial {
        let kind: Relaxation.Kind
        let job: Job
        /// As heavy as moving the start by so many minutes.
        let asks: Int
    }

    /// How heavy each kind weighs against a moved start, in minutes of moving. Asking another pool sooner costs the requester
    /// nothing, and a modality in the request's `fallback` was agreed to; giving up a condition of gender, or a modality, asks
    /// about as much as waiting an hour.
    private enum Weight {
        static let pool = 0
        static let agreedModality = 5
        static let gender = 50
        static let modality = 90
    }

    /// Minutes by which a moved start is tried, nearest first.
    private static let shifts = [15, 30, 60, 120, 240]
    /// Days by which it is tried at the same reading of the wall clock.
    private static let days = [1, 7]
    private static let minutesOfDay = 1440

    /// The single changes of `job` that would open it to somebody, those that ask least of people first; empty when no single one
    /// would.
    /// - Parameters:
    ///   - prospect: by place among `speakers`; nil when only the candidate tells.
    ///   - candidate: by place among `speakers`; nil leaves somebody out.
    public func relaxations(
        _ job: Job, _ speakers: Speakers, at now: Timestamp, prospect: (Int) -> Prospect? = { _ in nil }, candidate: (Int) -> Candidate?
    ) -> [Relaxation] {
        let trials = pools(job) + modalities(job) + starts(job, now) + conditions(job)
        var found: [(asks: Int, order: Int, relaxation: Relaxation)] = []
        // Every trial asks for the same people.
        var known = [Candidate??](repeating: nil, count: speakers.ids.count)
        func remembered(_ place: Int) -> Candidate? {
            if let candidate = known[place] { return candidate }
            let found = candidate(place)
            known[place] = .some(found)
            return found
        }
        for (order, trial) in trials.enumerated() {
            guard let (count, best) = best(trial.job, speakers, at: now, prospect: prospect, candidate: remembered) else { continue }
            let relaxation = Relaxation(kind: trial.kind, eligibleCount: count, best: best, change: text(trial, of: job))
            found.append((trial.asks, order, relaxation))
        }
        return found.sorted { ($0.asks, $0.order) < ($1.asks, $1.order) }.map(\.relaxation)
    }

    /// The same among candidates in any order.
    public func relaxations(_ job: Job, _ candidates: [Candidate], at now: Timestamp) -> [Relaxation] {
        relaxations(job, Speakers(candidates), at: now) { candidates[$0] }
    }

    /// How many could do the job and are there for it, and the best of them.
    private func best(
        _ job: Job, _ speakers: Speakers, at now: Timestamp, prospect: (Int) -> Prospect?, candidate: (Int) -> Candidate?
    ) -> (count: Int, best: InterpreterID)? {
        let examination = examination(job, at: now)
        var count = 0
        var best: (rank: Score.Rank, interpreter: InterpreterID)?
        speakers.examined(by: examination, prospect: prospect, candidate: candidate, suitable: { place, standing, pick, fit in
            // Nobody is promised whose telephone nobody hears.
            if job.isOnDemand, !standing.isReachable { return }
            count += 1
            let next = (examination.rank(standing, pick, fit), speakers.ids[place])
            if let current = best, current <= next { return }
            best = next
        })
        return best.map { (count, $0.interpreter) }
    }

    private func pools(_ job: Job) -> [Trial] {
        rules.agencies.aid(to: job.agency).map(\.pool).filter { !job.openPools.contains($0) }.map { pool in
            var other = job
            other.openPools = (job.openPools + [pool]).sorted()
            return Trial(kind: .pool(pool), job: other, asks: Weight.pool)
        }
    }

    private func modalities(_ job: Job) -> [Trial] {
        let advice = rules.modality.advise(
            minutes: job.minutes, complexity: job.complexity, circumstances: job.circumstances).value
        return Modality.allCases.compactMap { modality in
            guard modality != job.modality, advice.allows(modality) else { return nil }
            var other = job
            other.modality = modality
            let asks = job.fallback.contains(modality) ? Weight.agreedModality : Weight.modality
            return Trial(kind: .modality(modality), job: other, asks: asks)
        }
    }

    /// Work on demand begins now or not at all.
    private func starts(_ job: Job, _ now: Timestamp) -> [Trial] {
        guard !job.isOnDemand else { return [] }
        let local = rules.calendar.local(job.talk.start)
        let minutes = Matcher.shifts.flatMap { [$0, -$0] }.map { shift in
            (start: job.talk.start + .minutes(shift), asks: abs(shift))
        }
        let days = Matcher.days.flatMap { [$0, -$0] }.compactMap { days -> (start: Timestamp, asks: Int)? in
            let reading = LocalTime(date: local.date.adding(days: days), secondOfDay: local.secondOfDay)
            let start = rules.calendar.zone.moment(reading)
            // A day whose clock skips that time has no same time.
            guard rules.calendar.local(start) == reading else { return nil }
            return (start: start, asks: abs(days) * Matcher.minutesOfDay)
        }
        return (minutes + days).filter { $0.start > now }.map {
            Trial(kind: .start($0.start), job: job.moved(to: $0.start), asks: $0.asks)
        }
    }

    private func conditions(_ job: Job) -> [Trial] {
        guard job.genderIsRequired, job.gender != nil else { return [] }
        var other = job
        other.genderIsRequired = false
        return [Trial(kind: .gender, job: other, asks: Weight.gender)]
    }

    /// What a trial changes, as the beginning of a sentence.
    private func text(_ trial: Trial, of job: Job) -> String {
        switch trial.kind {
        case .pool(let pool): return "asking the pool of \(pool) at once"
        case .modality(let modality): return "by \(modality.rawValue)"
        case .start(let start) where trial.asks < Matcher.minutesOfDay:
            return "starting \(trial.asks) minutes \(start > job.talk.start ? "later" : "earlier")"
        case .start(let start): return "starting at the same time on \(rules.calendar.local(start).date)"
        case .gender: return "with \(job.gender?.rawValue ?? "either") as a wish, not a condition,"
        }
    }
}
