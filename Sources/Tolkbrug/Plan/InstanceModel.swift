import Matching

/// An instance as the planner sees it: the same model into which the engine's own requests are read.
struct InstanceModel {
    let parts: PlanParts
    /// The interpreter, as an index into the instance, of each shift.
    let personOfShift: [Int]
    private let instance: Instance
    private let people: [String: [Int]]

    init(_ instance: Instance) {
        self.instance = instance
        var sites: [(x: Double, y: Double)] = []
        let jobs = instance.jobs.map { job in
            if job.modality == .onsite { sites.append((job.x, job.y)) }
            return PlanParts.Job(
                start: job.start, end: job.end, minutes: job.end - job.start, value: job.weight * instance.fillValue,
                site: job.modality == .onsite ? sites.count - 1 : nil)
        }
        var jobsByLanguage: [String: [Int]] = [:]
        for (index, job) in instance.jobs.enumerated() { jobsByLanguage[job.lang, default: []].append(index) }
        var people: [String: [Int]] = [:]
        var shifts: [PlanParts.Shift] = []
        var personOfShift: [Int] = []
        for (index, person) in instance.interpreters.enumerated() {
            let languages = InstanceModel.distinct(person.langs)
            for language in languages { people[language, default: []].append(index) }
            let able = languages.flatMap { jobsByLanguage[$0] ?? [] }.filter {
                InstanceModel.refusal(instance.jobs[$0], person, instance) == nil
            }
            for window in InstanceModel.windows(of: person) {
                let options = able.compactMap { InstanceModel.option($0, person, window, instance) }
                shifts.append(PlanParts.Shift(week: index, limit: person.maxMinDay, options: options))
                personOfShift.append(index)
            }
        }
        let limits = instance.interpreters.map { instance.days > 1 ? $0.maxMinWeek : PlanModel.unlimited }
        parts = PlanParts(jobs: jobs, shifts: shifts, weekLimits: limits, siteCount: sites.count) { from, to in
            instance.minutes(sites[from].x - sites[to].x, sites[from].y - sites[to].y)
        }
        self.personOfShift = personOfShift
        self.people = people
    }

    private static func distinct(_ texts: [String]) -> [String] {
        texts.enumerated().filter { !texts[..<$0.offset].contains($0.element) }.map(\.element)
    }

    /// The windows of a person without what earlier ones of the list cover: of an overlapping one the longest free stretch is left.
    static func windows(of person: Instance.Person) -> [Range<Int>] {
        var taken: [Range<Int>] = []
        var found: [Range<Int>] = []
        for window in person.windows {
            var free = [window[0]..<window[1]]
            for other in taken {
                free = free.flatMap { part in
                    [part.lowerBound..<max(part.lowerBound, min(part.upperBound, other.lowerBound)),
                     min(part.upperBound, max(part.lowerBound, other.upperBound))..<part.upperBound]
                }
            }
            taken.append(window[0]..<window[1])
            if let longest = free.max(by: { $0.count < $1.count }), !longest.isEmpty { found.append(longest) }
        }
        return found
    }

    /// Why the person never does the job, whenever it is; nil when nothing speaks against it.
    private static func refusal(_ job: Instance.Job, _ person: Instance.Person, _ instance: Instance) -> String? {
        if job.cert, !person.certified { return "certificate" }
        if !person.offers(job.modality) { return "modality" }
        if job.end - job.start > person.maxMinDay { return "daily minutes" }
        if job.modality == .onsite {
            let (dx, dy) = (person.x - job.x, person.y - job.y)
            if (dx * dx + dy * dy).squareRoot() * instance.detour > person.maxKm { return "distance" }
        }
        return nil
    }

    private static func option(_ index: Int, _ person: Instance.Person, _ window: Range<Int>, _ instance: Instance) -> PlanParts.Option? {
        let job = instance.jobs[index]
        let way = job.modality == .onsite ? instance.minutes(person.x - job.x, person.y - job.y) : 0
        guard job.start - way >= window.lowerBound, job.end + way <= window.upperBound else { return nil }
        var cost = 0
        if let gender = job.gender, gender != person.gender { cost += instance.preferences.gender }
        if let continuity = job.continuity, continuity != person.id { cost += instance.preferences.continuity }
        if person.langs.first != job.lang { cost += instance.preferences.otherLanguage }
        return PlanParts.Option(job: index, cost: cost, way: way)
    }

    /// Which constraint leaves nobody for a job that nobody could do.
    func whyNobody(_ index: Int) -> String {
        let job = instance.jobs[index]
        let speakers = people[job.lang] ?? []
        if speakers.isEmpty { return "no eligible interpreter: language: nobody speaks \(job.lang)" }
        var left = speakers.map { instance.interpreters[$0] }
        for constraint in ["certificate", "modality", "daily minutes", "distance"] {
            let before = left.count
            left = left.filter { InstanceModel.refusal(job, $0, instance) != constraint }
            guard left.isEmpty else { continue }
            let who = before == 1 ? "the one" : "all \(before)"
            return "no eligible interpreter: \(constraint): it excludes \(who) left of \(speakers.count) who speak \(job.lang)"
        }
        let when = "from \(job.start) to \(job.end) with the journeys"
        return "no eligible interpreter: availability: none of the \(left.count) who could do it is available \(when)"
    }

    /// The weights of the filled jobs together.
    func weight(of result: PlanResult) -> Int {
        zip(instance.jobs, result.shifts).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.weight) }
    }
}
