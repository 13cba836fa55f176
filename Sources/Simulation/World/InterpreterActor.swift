import Dispatching
import Interpreting

/// A scripted interpreter: keeps a calendar, goes on duty, answers offers or never does, begins and ends talks.
///
/// What it will do with an offer is decided by who it is and which request it is, not by what happened before: under another policy
/// the same offer meets the same answer.
struct InterpreterActor {
    enum Purpose {
        case routine
        case accept(RequestID)
        /// Hours and duty, which nobody has a reason to refuse.
        case calendar
        /// Who it is; the answer tells which offers wait.
        case login
    }

    enum Intent {
        /// Enter the hours of the weeks from this Monday on.
        case calendar(CivilDate)
        case duty(until: Timestamp)
        case leave(until: Timestamp)
        case absence(CivilDate)
        case answer(offer: String, RequestID, accepts: Bool)
        case start(String, RequestID, planned: Interval)
        case finish(String, RequestID)
        case release(String)
    }

    /// Weeks whose hours are entered at a time, and how long before they begin.
    static let calendarWeeks = 6

    let person: Person
    /// Place in the scenario, and the name that the server gave.
    let place: Int
    let id: InterpreterID
    let physics: Physics
    /// Requests that rang: work for now.
    private var rung: Set<RequestID> = []
    /// Requests for which an offer was not answered in time.
    private var missed: [RequestID: (times: Int, isIgnored: Bool)] = [:]
    /// Not begun, not ended.
    private var work: [String: RequestID] = [:]
    /// Until when duty was last said to last.
    private var dutyUntil = Timestamp(milliseconds: 0)
    /// Offers that were considered: those that wait are told again at each login.
    private var considered: Set<String> = []
    /// Of what was entered into the calendar, counted by their text.
    private(set) var refusals: [String: Refused] = [:]

    init(_ person: Person, place: Int, id: InterpreterID, physics: Physics) {
        self.person = person
        self.place = place
        self.id = id
        self.physics = physics
    }

    private func stream(_ purpose: StaticString, _ number: Int) -> RandomStream {
        RandomStream(seed: physics.seed, purpose, place, number)
    }

    // MARK: What it hears

    mutating func hear(_ kind: String, _ words: Words, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        switch kind {
        case "OFFER-MADE": return consider(words, at: now)
        case "ASSIGNMENT-CONFIRMED": return prepare(words, at: now)
        case "ASSIGNMENT-RELEASED", "ASSIGNMENT-CANCELLED", "ASSIGNMENT-NO-SHOW":
            if let assignment = words.subject { work[assignment] = nil }
            return []
        case "DUTY-OFF" where words["because"] == "unanswered-rings":
            var stream = stream("notice", Int(now.milliseconds / 1_000))
            let wait = minutes(physics.behaviour.leaving.noticeMinutes, &stream)
            return now + wait < dutyUntil ? [.remind(at: now + wait, of: .duty(until: dutyUntil))] : []
        default: return []
        }
    }

    /// Lognormal with that median.
    private func minutes(_ median: Double, _ stream: inout RandomStream) -> Span {
        Span(milliseconds: Int64(stream.lognormal(median: median * 60_000, sigma: Behaviour.Leaving.sigma)))
    }

    private mutating func consider(_ words: Words, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        guard let offer = words.subject, let request = words["request"].flatMap({ RequestID($0) }) else { return [] }
        guard considered.insert(offer).inserted else { return [] }
        let isRing = words["start"] == "now"
        if isRing { rung.insert(request) }
        let behaviour = physics.behaviour
        let answering = isRing ? behaviour.ring : words["modality"] == "onsite" ? behaviour.onsite : behaviour.remote
        let before = missed.removeValue(forKey: request) ?? (times: 0, isIgnored: false)
        var stream = stream(isRing ? "ring" : words["modality"] == "onsite" ? "onsite" : "remote", Int(request.number))
        var lot = stream.uniform()
        // The first question meets the same answer under every policy. Whoever ignored it may make up his or her mind at the next.
        if before.times > 0 { stream = self.stream("again", Int(request.number) * 32 + before.times) }
        if before.isIgnored { lot = stream.chance(behaviour.answersAgain) ? stream.uniform() : 1 }
        guard lot < answering.accept + answering.decline else {
            missed[request] = (before.times + 1, true)
            return []
        }
        let seconds = stream.lognormal(median: answering.medianSeconds, sigma: answering.sigma)
        let delay = Span(milliseconds: Int64(seconds * 1000))
        let answers = isRing || isOnDuty(at: now) ? now + delay : physics.answers(after: delay, from: now)
        let expires = words["expires"].flatMap { try? Timestamp.parse($0, in: physics.zone) }
        if let expires, answers >= expires { missed[request] = (before.times + 1, false) }
        return [.remind(at: answers, of: .answer(offer: offer, request, accepts: lot < answering.accept))]
    }

    /// As the scenario says: whoever is on duty in the night is awake.
    private func isOnDuty(at now: Timestamp) -> Bool {
        let local = physics.zone.local(now)
        return person.duty.contains { $0.weekday == local.date.weekday.rawValue + 1 && ($0.from..<$0.until).contains(local.minuteOfDay) }
    }

    private mutating func prepare(_ words: Words, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        guard let assignment = words.subject, let request = words["request"].flatMap({ RequestID($0) }),
            let start = words["start"].flatMap({ try? Timestamp.parse($0, in: physics.zone) }),
            let booked = words["minutes"].flatMap({ Int($0) })
        else { return [] }
        work[assignment] = request
        var stream = stream("work", Int(request.number))
        let talk = Interval(start: start, end: start + .minutes(booked))
        if rung.remove(request) != nil {
            // The server counts such a talk as begun with the yes.
            return [.remind(at: now + .minutes(max(1, physics.minutes(of: request, booked: booked))), of: .finish(assignment, request))]
        }
        let lot = stream.uniform()
        if lot < physics.behaviour.noShow { return [] }
        if lot < physics.behaviour.noShow + physics.behaviour.release, start > now {
            let wait = Double((start - now).milliseconds) * stream.uniform()
            return [.remind(at: now + Span(milliseconds: Int64(wait)), of: .release(assignment))]
        }
        return [.remind(at: max(now, start), of: .start(assignment, request, planned: talk))]
    }

    /// A reply has come.
    mutating func hear(_ reply: Correspondent<Purpose>.Reply, to purpose: Purpose, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        if case .login = purpose { return reply.rows.filter { $0.kind == "OFFER" }.flatMap { consider($0.words, at: now) } }
        guard reply.outcome != .ok else { return [] }
        switch purpose {
        case .accept(let request): rung.remove(request)
        case .calendar: refusals["\(reply.status.code) \(reply.text)", default: Refused()].add()
        case .routine, .login: break
        }
        return []
    }

    // MARK: What it does

    mutating func act(_ intent: Intent, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        switch intent {
        case .calendar(let monday): return enterHours(from: monday, at: now)
        case .duty(let until):
            // Longer than the service takes at a time: said again when the first part is over.
            let part = min(until, now + .hours(EngineLimits().dutyHours))
            let rest: [Wish<Purpose, Intent>] = part < until ? [.remind(at: part, of: .duty(until: until))] : []
            return [.say("ONDUTY until=\(physics.text(part))", for: .calendar)] + rest + leaving(from: now, until: until)
        case .leave(let until): return [.leave(until: until)]
        case .absence(let date):
            // Refused to whoever has promised a talk on that day, who then keeps the promise.
            let from = physics.text(physics.moment(date, minute: 0))
            return [.say("UNAVAILABLE from=\(from) until=\(physics.text(physics.moment(date, minute: 1440)))", for: .routine)]
        case .answer(let offer, let request, let accepts):
            return [.say("\(accepts ? "ACCEPT" : "DECLINE") \(offer) key=\(offer)", for: accepts ? .accept(request) : .routine)]
        case .start(let assignment, let request, let planned):
            guard work[assignment] != nil else { return [] }
            let minutes = physics.minutes(of: request, booked: planned.length.minutes)
            return [
                .say("START \(assignment) key=s\(assignment)", for: .routine),
                .remind(at: now + .minutes(max(1, minutes)), of: .finish(assignment, request)),
            ]
        case .finish(let assignment, let request):
            guard work.removeValue(forKey: assignment) != nil else { return [] }
            physics.forget(request)
            return [.say("FINISH \(assignment) key=f\(assignment)", for: .routine)]
        case .release(let assignment):
            guard work.removeValue(forKey: assignment) != nil else { return [] }
            return [.say("RELEASE \(assignment) reason=ill key=r\(assignment)", for: .routine)]
        }
    }

    /// Now and then somebody on duty puts the telephone away.
    private mutating func leaving(from now: Timestamp, until end: Timestamp) -> [Wish<Purpose, Intent>] {
        dutyUntil = end
        var stream = stream("leaving", Int(now.milliseconds / 60_000))
        let leaving = physics.behaviour.leaving
        guard stream.chance(leaving.share) else { return [] }
        let from = now + minutes(leaving.afterMinutes, &stream)
        let back = from + minutes(leaving.forMinutes, &stream)
        return from < end ? [.remind(at: from, of: .leave(until: back))] : []
    }

    /// The hours and duties of six weeks, and a reminder to enter those after. What has begun or is over is not entered: a scenario may
    /// begin in the middle of a week.
    private mutating func enterHours(from monday: CivilDate, at now: Timestamp) -> [Wish<Purpose, Intent>] {
        var wishes: [Wish<Purpose, Intent>] = []
        for stretch in person.hours {
            let first = monday.adding(days: stretch.weekday - 1)
            var weeks = (0..<Self.calendarWeeks).drop { physics.moment(first.adding(days: 7 * $0), minute: stretch.from) < now }
            while let week = weeks.first {
                let date = first.adding(days: 7 * week)
                // In a night in which the clock is changed the hours are others than in the weeks after it.
                let isPlain = physics.showsOnce(date, minute: stretch.from) && physics.showsOnce(date, minute: stretch.until)
                let count = isPlain ? weeks.count : 1
                let (from, until) = (physics.moment(date, minute: stretch.from), physics.moment(date, minute: stretch.until))
                if from < until {
                    let entry = "AVAILABLE from=\(physics.text(from)) until=\(physics.text(until)) weeks=\(count)"
                    wishes.append(.say(entry, for: .calendar))
                }
                weeks = weeks.dropFirst(count)
            }
        }
        for week in 0..<Self.calendarWeeks {
            var stream = stream("absence", monday.dayNumber + 7 * week)
            for day in 0..<7 {
                let date = monday.adding(days: 7 * week + day)
                let isAway = stream.chance(physics.behaviour.absencesPerMonth / 30.4)
                if isAway, physics.moment(date, minute: 0) >= now {
                    wishes.append(.remind(at: physics.moment(date.adding(days: -7), minute: 540), of: .absence(date)))
                }
                let isAbsent = isAway || person.absences.contains { $0.from <= date && date <= $0.until }
                for duty in person.duty where duty.weekday == day + 1 && !isAbsent {
                    let until = physics.moment(date, minute: duty.until)
                    guard until > now else { continue }
                    wishes.append(.remind(at: physics.moment(date, minute: duty.from), of: .duty(until: until)))
                }
            }
        }
        let next = monday.adding(days: 7 * Self.calendarWeeks)
        // Entered so early that whoever asks weeks ahead finds somebody.
        let reminder = physics.moment(next.adding(days: -7 * Self.calendarWeeks), minute: 0)
        if reminder < physics.end { wishes.append(.remind(at: reminder, of: .calendar(next))) }
        return wishes
    }
}
