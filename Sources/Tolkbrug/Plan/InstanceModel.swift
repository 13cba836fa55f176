import Planning

/// An instance as the planner sees it: the same model into which the engine's own requests are read.
struct InstanceModel {
    let parts: PlanParts
    /// The interpreter, as an index into the instance, of each shift.
    let personOfShift: [Int]
    private let instance: Instance
    private let terms: [JobTerms]
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
        var genders = JobTerms.Genders()
        let terms = instance.jobs.map { JobTerms($0, &genders) }
        var jobsByLanguage: [String: [Int]] = [:]
        for (index, job) in instance.jobs.enumerated() { jobsByLanguage[job.lang, default: []].append(index) }
        var people: [String: [Int]] = [:]
        var shifts: [PlanParts.Shift] = []
        var personOfShift: [Int] = []
        for (index, person) in instance.interpreters.enumerated() {
            let languages = InstanceModel.distinct(person.langs)
            for language in languages { people[language, default: []].append(index) }
            let gender = genders.number(of: person.gender)
            var able: [(job: Int, cost: Int)] = []
            for (rank, language) in languages.enumerated() {
                for job in jobsByLanguage[language] ?? [] where terms[job].refusal(person, instance) == nil {
                    able.append((job, InstanceModel.cost(of: terms[job], rank, person, gender, instance)))
                }
            }
            for window in InstanceModel.windows(of: person) {
                let options = able.compactMap { InstanceModel.option($0.job, terms[$0.job], $0.cost, person, window, instance) }
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
        self.terms = terms
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

    /// - Parameter rank: of the job's language among the person's.
    private static func cost(of job: JobTerms, _ rank: Int, _ person: Instance.Person, _ gender: Int, _ instance: Instance) -> Int {
        var cost = rank > 0 ? instance.preferences.otherLanguage : 0
        if let wished = job.gender, wished != gender { cost += instance.preferences.gender }
        if let continuity = job.continuity, continuity != person.id { cost += instance.preferences.continuity }
        return cost
    }

    private static func option(
        _ index: Int, _ job: JobTerms, _ cost: Int, _ person: Instance.Person, _ window: Range<Int>, _ instance: Instance
    ) -> PlanParts.Option? {
        let way = job.modality == .onsite ? instance.minutes(person.x - job.x, person.y - job.y) : 0
        guard job.start - way >= window.lowerBound, job.end + way <= window.upperBound else { return nil }
        return PlanParts.Option(job: index, cost: cost, way: way)
    }

    /// Which constraint leaves nobody for a job that nobody could do.
    func whyNobody(_ index: Int) -> String {
        let job = instance.jobs[index]
        let speakers = people[job.lang] ?? []
        if speakers.isEmpty { return "no eligible interpreter: language: nobody speaks \(job.lang)" }
        var left = speakers.map { instance.interpreters[$0] }
        for constraint in JobTerms.Refusal.allCases {
            let before = left.count
            left = left.filter { terms[index].refusal($0, instance) != constraint }
            guard left.isEmpty else { continue }
            let who = before == 1 ? "the one" : "all \(before)"
            return "no eligible interpreter: \(constraint.rawValue): it excludes \(who) left of \(speakers.count) who speak \(job.lang)"
        }
        let when = "from \(job.start) to \(job.end) with the journeys"
        return "no eligible interpreter: availability: none of the \(left.count) who could do it is available \(when)"
    }

    /// The weights of the filled jobs together.
    func weight(of result: PlanResult) -> Int {
        zip(instance.jobs, result.shifts).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.weight) }
    }
}
