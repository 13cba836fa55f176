import Interpreting
import Planning
import Rules

/// The planner's parts made of a horizon: shifts are interpreter-days, weeks are interpreter-weeks.
struct HorizonParts {
    let parts: PlanParts
    /// The candidate of each shift.
    let candidates: [Int]
    /// Points of the horizon that make one of the planner's: more than 1 when points would be too many for its numbers, or so dear that
    /// its steps and temperatures would be too small. Values are rounded up and costs down, so that the planner's bound, times
    /// this, is one.
    let grain: Int

    init(_ model: HorizonModel) {
        let origin = HorizonParts.origin(model)
        let sites = HorizonSites(model)
        let total = model.values.reduce(0, +)
        let grain = max(1, model.travelPrice / 10, (total + PlanParts.mostPoints - 1) / PlanParts.mostPoints)
        self.grain = grain
        let rules = model.matcher.rules
        let jobs = model.jobs.enumerated().map { index, job in
            let hours = job.hours(by: rules)
            let end = job.talk.end + .minutes(HorizonParts.rest(after: job.modality, rules))
            return PlanParts.Job(
                start: (hours.start - origin).minutes, end: -(origin - end).minutes, minutes: job.minutes,
                value: (model.values[index] + grain - 1) / grain, site: sites.index(of: job))
        }
        var shifts = HorizonShifts(model, grain: grain)
        shifts.build()
        candidates = shifts.candidates
        parts = PlanParts(
            terms: HorizonParts.terms(model, grain: grain), jobs: jobs, shifts: shifts.shifts, weekLimits: shifts.weekLimits,
            siteCount: sites.count, ways: sites.minutes)
    }

    /// The midnight (in UTC) before everything: nothing starts before it, and what starts on round minutes does so after it too, so that
    /// slots are wide and neighbours touch, whatever second it is now.
    private static func origin(_ model: HorizonModel) -> Timestamp {
        let first = model.jobs.map { $0.hours(by: model.matcher.rules).start }.min() ?? model.horizon.basis.at
        return Timestamp(milliseconds: first.milliseconds.floorDivided(by: Span.days(1).milliseconds) * Span.days(1).milliseconds)
    }

    /// What every following job needs; among remote ones the longest, since the model knows no term for these.
    private static func rest(after modality: Modality, _ rules: RuleBook) -> Int {
        let least = rules.working.leastMinutesOfRest(after: modality)
        return modality.isRemote ? max(least, rest(after: modality, before: remote, rules)) : least
    }

    private static let remote = Modality.allCases.filter(\.isRemote)
    private static let onSite = Modality.allCases.filter { !$0.isRemote }

    private static func rest(after modality: Modality, before others: [Modality], _ rules: RuleBook) -> Int {
        others.map { rules.working.minutesOfRest(after: modality, before: $0) }.max() ?? 0
    }

    private static func terms(_ model: HorizonModel, grain: Int) -> PlanModel.Terms {
        let rules = model.matcher.rules
        func beyond(_ before: [Modality], _ after: [Modality]) -> Int {
            before.map { max(0, rest(after: $0, before: after, rules) - rest(after: $0, rules)) }.max() ?? 0
        }
        var terms = PlanModel.Terms()
        terms.outwardPrice = model.travelPrice / grain
        // The way home costs the interpreter time but no points: scores do not count it either.
        terms.homewardPrice = 0
        terms.worthGoingHome = Itinerary.worthGoingHome.minutes
        terms.restRemoteToSite = beyond(remote, onSite)
        terms.restSiteToRemote = beyond(onSite, remote)
        terms.restSiteToSite = beyond(onSite, onSite)
        return terms
    }
}

/// The places of a horizon's jobs and the journeys between them.
struct HorizonSites {
    private let places: [MunicipalityCode]
    private let index: [MunicipalityCode: Int]
    /// By place: when somebody has to be there, one reading for each minute of the week.
    private let arrivals: [[LocalTime]]
    private let travel: TravelRules

    var count: Int { places.count }

    init(_ model: HorizonModel) {
        let rules = model.matcher.rules
        travel = rules.travel
        var arrivals: [MunicipalityCode: [Int: LocalTime]] = [:]
        for (job, choices) in zip(model.jobs, model.choices) where !choices.isEmpty {
            guard let place = job.destination else { continue }
            let arrival = rules.calendar.local(job.hours(by: rules).start)
            arrivals[place, default: [:]][arrival.date.weekday.rawValue * 1_440 + arrival.minuteOfDay] = arrival
        }
        let places = arrivals.keys.sorted()
        self.places = places
        self.arrivals = places.map { place in (arrivals[place] ?? [:]).sorted { $0.key < $1.key }.map(\.value) }
        index = Dictionary(places.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func index(of job: Job) -> Int? { job.destination.flatMap { index[$0] } }

    /// The longest of the journeys that arrive in time for a job there.
    func minutes(from: Int, to: Int) -> Int {
        var longest = 0
        for arrival in arrivals[to] {
            let minutes = travel.wholeMinutes(from: places[from], to: places[to], arriving: arrival)
            longest = max(longest, minutes ?? PlanParts.never)
        }
        return longest
    }
}
