import Interpreting
import Rules

/// A horizon read into the planner's one model.
///
/// *What may be*: an option exists where the matcher's own examination says that the interpreter, with the calendar as it stands, can
/// do the job. So certificates, substitutes, pools, hours, absences, distance and everything already confirmed or offered are the
/// same constraints that decide; what conflicts with them does not become an option.
///
/// *What may follow what*: jobs begin with their buffer and end with their least rest; rests beyond that are the model's terms. A
/// journey between two places takes as long as the slowest arrival among the jobs at its end (traffic, parking), so that a path
/// that the model allows at that time of day the matcher allows too. What the model cannot see (remote work between two on-site
/// jobs, confirmed work between two planned ones) ``HorizonRoster`` checks with the matcher afterwards.
///
/// *What it is worth*: filling counts a thousand minutes of journey times the priority's weight. That is the proportion for which
/// the planner is tuned, and more than any option costs: the other soft costs of an option are cut at half of it, so that no
/// request that can be filled is left open to save points.
struct HorizonModel {
    /// An interpreter who can do a job.
    struct Choice {
        /// Among the candidates of the horizon.
        let candidate: Int
        /// Points without the journey.
        let cost: Int
        /// Minutes of the journey, with the calendar as it stands.
        let travel: Int
    }

    let horizon: Horizon
    let matcher: Matcher
    let limits: HorizonLimits
    /// The jobs, by question, with what is a fair share among those who speak the language.
    let jobs: [Job]
    /// By question, the cheapest first.
    let choices: [[Choice]]
    /// Points of filling each question.
    let values: [Int]
    /// Points for a minute of a journey.
    let travelPrice: Int

    init(_ horizon: Horizon, matcher: Matcher) {
        let rules = matcher.rules
        self.horizon = horizon
        self.matcher = matcher
        limits = HorizonLimits(horizon, rules: rules)
        travelPrice = rules.matching.points(.travelMinute).value
        let fill = 1_000 * max(1, travelPrice)
        values = horizon.questions.map { fill * rules.matching.weight($0.job.priority).value }

        var speakers: [LanguageTag: [Int]] = [:]
        var places: [InterpreterID: Int] = [:]
        for (index, candidate) in horizon.candidates.enumerated() {
            places[candidate.interpreter.id] = index
            for competence in candidate.interpreter.competences { speakers[competence.language, default: []].append(index) }
        }
        var jobs: [Job] = []
        var choices: [[Choice]] = []
        for question in horizon.questions {
            let languages = [question.job.language] + rules.languages.substitutes(for: question.job.language).map(\.offered)
            let pool = Set(languages.flatMap { speakers[$0] ?? [] }).sorted().map { horizon.candidate($0, for: question) }
            var job = question.job
            let able = Speakers(pool)
            job.fairMinutes = able.fairMinutes
            jobs.append(job)
            let ranked = matcher.shortlist(job, able, at: horizon.basis.at) { pool[$0] }
            choices.append(HorizonModel.choices(ranked, places, travelPrice, limit: fill / 2))
        }
        self.jobs = jobs
        self.choices = choices
    }

    private static func choices(
        _ ranked: [Ranked], _ places: [InterpreterID: Int], _ travelPrice: Int, limit: Int
    ) -> [Choice] {
        let found = ranked.compactMap { ranked -> Choice? in
            guard let place = places[ranked.interpreter] else { return nil }
            let travel = ranked.fit.travelMinutes
            return Choice(
                candidate: place, cost: HorizonModel.cost(ranked.score, travel, travelPrice, limit: limit), travel: travel)
        }
        return found.sorted { ($0.cost + $0.travel * travelPrice, $0.candidate) < ($1.cost + $1.travel * travelPrice, $1.candidate) }
    }

    /// The score without its journey.
    private static func cost(_ score: Score, _ travel: Int, _ travelPrice: Int, limit: Int) -> Int {
        min(max(0, score.points - travel * travelPrice), limit)
    }
}
