import Dispatching
import Interpreting

/// Counts what happens in a world from the durable events alone.
struct Collector {
    /// What is remembered of a request until it is over.
    private struct Course {
        var at: Timestamp
        var isOnDemand: Bool
        var isCounted: Bool
        var language: String
        var modality: String
        var sector: String
        var agency: String
        var month: String
        var hour: String
        /// Somebody has it at this moment.
        var isTaken = false
        /// Its time to a name was noted.
        var wasTaken = false
    }

    private var counted: RunFigures
    private var courses: [RequestID: Course] = [:]
    private var sectors: [OrganisationID: String] = [:]
    private var minutes: [InterpreterID: Int] = [:]
    private var hangUps: Set<RequestID> = []
    private let people: Int
    private let firstDay: CivilDate
    private let zone: ZoneTable
    /// Requests asked before are played and not counted.
    let from: Timestamp

    /// `00` to `23`.
    private static let digits = (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }

    /// - Parameter warmUpDays: requests asked in them are played and not counted.
    init(_ figures: RunFigures, people: Int, zone: ZoneTable, firstDay: CivilDate, warmUpDays: Int) {
        counted = figures
        self.firstDay = firstDay
        self.people = people
        self.zone = zone
        from = zone.day(firstDay.adding(days: warmUpDays)).start
    }

    /// Every request is over.
    var isSettled: Bool { courses.isEmpty }

    /// The requester gave `request` up because nobody came.
    mutating func abandoned(_ request: RequestID) {
        // The reply comes after the event.
        if hangUps.remove(request) != nil { counted.total.abandoned += 1 }
    }

    /// The engine has taken a plan, and says what of it still held.
    mutating func planned(_ reply: Reply) {
        guard let row = reply.rows.first(where: { $0.kind == "PLAN" }) else { return }
        func number(_ name: String) -> Int {
            if case .text(let text)? = row[name] { Int(text) ?? 0 } else { 0 }
        }
        var plans = counted.plans ?? RunFigures.Plans()
        plans.made += 1
        plans.proposals += number("proposed")
        plans.dropped += number("dropped")
        counted.plans = plans
    }

    mutating func see(_ event: Event) {
        counted.events += 1
        switch event.kind {
        case .organisationAdded:
            for case .organisation(let row) in event.changes { sectors[row.id] = row.sector.rawValue }
        case .offerMade: counted.offers.made += 1
        case .offerDeclined: counted.offers.declined += 1
        case .offerExpired: counted.offers.expired += 1
        case .offerWithdrawn: counted.offers.withdrawn += 1
        case .requestOpened, .requestUnfilled, .requestCancelled:
            for case .request(let row) in event.changes { see(row, event.kind, at: event.at) }
        case .assignmentConfirmed, .assignmentStarted, .assignmentCompleted, .assignmentReleased, .assignmentCancelled, .assignmentNoShow:
            // The first is the one it is about; another one may have its journey moved.
            if let row = event.assignment { see(row, event.kind, at: event.at) }
        default: break
        }
    }

    private mutating func see(_ request: Request, _ kind: EventKind, at now: Timestamp) {
        guard kind != .requestOpened else { return open(request, at: now) }
        guard let course = courses[request.id] else { return }
        if kind == .requestUnfilled {
            close(request.id) { $0.unfilled += 1 }
        } else if course.isTaken {
            close(asFilled: request.id)
        } else {
            close(request.id) { $0.cancelled += 1 }
        }
        if kind == .requestCancelled, course.isOnDemand, course.isCounted { hangUps.insert(request.id) }
    }

    private mutating func open(_ request: Request, at now: Timestamp) {
        let local = zone.local(now)
        let (year, month, _) = local.date.components
        let course = Course(
            at: now, isOnDemand: request.need.isOnDemand, isCounted: now >= from, language: request.need.language.description,
            modality: request.modality.rawValue, sector: sectors[request.organisation] ?? "other", agency: request.agency.description,
            month: "\(year)-\(Collector.digits[month])", hour: Collector.digits[zone.local(request.need.start).secondOfDay / 3600])
        courses[request.id] = course
        let day = local.date.dayNumber - firstDay.dayNumber
        if day >= 0 {
            if day >= counted.askedByDay.count { counted.askedByDay += [Int](repeating: 0, count: day + 1 - counted.askedByDay.count) }
            counted.askedByDay[day] += 1
        }
        guard course.isCounted else { return }
        counted.hours[local.secondOfDay / 3600].asked += 1
        tally(course) { $0.asked += 1 }
    }

    private mutating func see(_ assignment: Assignment, _ kind: EventKind, at now: Timestamp) {
        guard let course = courses[assignment.request] else { return }
        switch kind {
        case .assignmentConfirmed: confirm(assignment, course, at: now)
        case .assignmentStarted:
            guard course.isOnDemand, course.isCounted else { return }
            counted.timeToConnect.add(Double((now - course.at).milliseconds) / 1000)
        case .assignmentCompleted:
            complete(assignment, course)
            close(asFilled: assignment.request)
        case .assignmentNoShow:
            close(asFilled: assignment.request, noShows: 1)
        // Looked for anew, or given up: the request's own event tells. Whoever gives up what was taken was served.
        case .assignmentReleased: courses[assignment.request]?.isTaken = false
        default: break
        }
    }

    private mutating func confirm(_ assignment: Assignment, _ course: Course, at now: Timestamp) {
        courses[assignment.request]?.isTaken = true
        courses[assignment.request]?.wasTaken = true
        guard course.isCounted else { return }
        if assignment.fromOffer != nil { counted.offers.accepted += 1 }
        guard !course.isOnDemand, !course.wasTaken else { return }
        counted.timeToFill[course.modality, default: DurationHistogram()].add(Double((now - course.at).milliseconds) / 1000)
    }

    private mutating func complete(_ assignment: Assignment, _ course: Course) {
        guard course.isCounted else { return }
        let start = assignment.startedAt ?? assignment.talk.start
        let length = ((assignment.endedAt ?? assignment.talk.end) - start).minutes
        minutes[assignment.interpreter, default: 0] += length
        spread(length, from: start)
        guard assignment.modality == .onsite else { return }
        counted.travel.talks += 1
        counted.travel.minutes += assignment.travelMinutes
        counted.travel.metres += assignment.travelMetres
    }

    /// Minutes of a talk, to the hours of the wall clock into which they fall.
    private mutating func spread(_ length: Int, from start: Timestamp) {
        var minute = zone.local(start).minuteOfDay
        var left = length
        while left > 0 {
            let inThisHour = min(left, 60 - minute % 60)
            counted.hours[minute / 60 % 24].talkMinutes += inThisHour
            minute += inThisHour
            left -= inThisHour
        }
    }

    private mutating func close(asFilled request: RequestID, noShows: Int = 0) {
        let planned = courses[request]?.isOnDemand == false ? 1 : 0
        close(request) { tally in
            tally.filled += 1
            tally.filledPlanned += planned
            tally.noShows += noShows
        }
    }

    private mutating func close(_ request: RequestID, _ change: (inout Tally) -> Void) {
        guard let course = courses.removeValue(forKey: request), course.isCounted else { return }
        tally(course, change)
    }

    private mutating func tally(_ course: Course, _ change: (inout Tally) -> Void) {
        change(&counted.total)
        change(&counted.byLanguage[course.language, default: Tally()])
        change(&counted.byModality[course.modality, default: Tally()])
        change(&counted.bySector[course.sector, default: Tally()])
        change(&counted.byAgency[course.agency, default: Tally()])
        change(&counted.byMonth[course.month, default: Tally()])
        change(&counted.byMonthOfLanguage[course.language, default: [:]][course.month, default: Tally()])
        change(&counted.byHour[course.hour, default: Tally()])
    }

    /// Everything counted so far.
    func figures() -> RunFigures {
        var figures = counted
        let worked = minutes.values.sorted()
        figures.fairness.minutes = [Int](repeating: 0, count: max(0, people - worked.count)) + worked
        figures.fairness.gini = Gini.coefficient(of: figures.fairness.minutes.map(Double.init)) ?? 0
        return figures
    }
}

extension Event {
    /// The assignment that the event is about.
    fileprivate var assignment: Assignment? {
        for case .assignment(let row) in changes where row.id.description == subject { return row }
        return nil
    }
}
