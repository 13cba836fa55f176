import Dispatching
import Interpreting
import Rules
import Simulation

/// Who takes part in a measurement, and what is asked: so spread that people stay available.
///
/// A team is two interpreters who alone serve one language by one modality for one agency at once, so every planned
/// request goes out to the two of a team. Team `t` and host `h` belong to agency `t mod 4` and `h mod 4`.
struct BenchWorld: Sendable {
    /// Conversations of one team follow each other at the same hours of successive days, then at the next hour.
    private static let hours = 9...16
    private static let days = 60
    /// Every request is so far ahead: the longest row of offers.yaml, whose offers stay open for a day.
    private static let leadDays = 8
    /// By telephone and by video; the modality table decides by them.
    private static let telephone: [(Complexity, Int)] = [(.practical, 15), (.practical, 30), (.informative, 20), (.informative, 30)]
    private static let video: [(Complexity, Int)] = [(.complex, 15), (.complex, 20), (.complex, 30), (.informative, 45)]

    private struct Team {
        let agency: Int
        let language: LanguageTag
        let modality: Modality
    }

    let hosts: [DayScenario.Host]
    let people: [DayScenario.Person]
    private let teams: [Team]
    private let agencyCount: Int
    private let zone: ZoneTable
    let today: CivilDate

    /// - Parameters:
    ///   - hostCount: one front desk each.
    ///   - today: by the clock of the engine that is asked.
    init(hostCount: Int, rules: RuleBook, today: CivilDate) {
        self.today = today
        zone = rules.calendar.zone
        let agencies = rules.agencies.all.map(\.code)
        agencyCount = agencies.count
        let places = agencies.map { agency in
            rules.gazetteer.all.first { rules.agencies.agency(serving: $0.code)?.value == agency }?.code.description ?? ""
        }
        hosts = (0..<hostCount).map { number in
            let agency = number % agencies.count
            return DayScenario.Host(
                name: "School \(number + 1)", sector: "education", place: places[agency], agency: agencies[agency].text)
        }
        let teams = [Modality.telephone, .video].flatMap { modality in
            rules.languages.all.flatMap { language in
                agencies.indices.map { Team(agency: $0, language: language.tag, modality: modality) }
            }
        }
        self.teams = teams
        people = teams.enumerated().flatMap { place, team in
            (0..<2).map { number in
                DayScenario.Person(
                    name: "Interpreter \(2 * place + number + 1)", gender: "female", home: places[team.agency],
                    modalities: [team.modality.rawValue], pools: [agencies[team.agency].text], languages: [team.language.text],
                    from: "07:00", until: "20:00")
            }
        }
    }

    /// What an interpreter says once for each day of the week: available by day, until the last conversation is over.
    var calendar: [CalendarEntry] {
        (0..<7).map { day in
            let date = today.adding(days: Self.leadDays + day)
            return CalendarEntry(from: "\(date)T07:00", until: "\(date)T20:00", weeks: Self.days / 7 + 1)
        }
    }

    /// The team of the `ask`th request of an agency.
    func team(ofAsk ask: Int, agency: Int) -> (team: Int, slot: Int) {
        let teamsOfAgency = teams.count / agencyCount
        return (ask % teamsOfAgency * agencyCount + agency, ask / teamsOfAgency)
    }

    func agency(ofHost host: Int) -> Int { host % agencyCount }

    /// What is asked of a team for its `slot`th conversation.
    func submit(team: Int, slot: Int) -> Submit {
        let conversations = teams[team].modality == .telephone ? Self.telephone : Self.video
        let (complexity, minutes) = conversations[slot % conversations.count]
        return Submit(
            language: teams[team].language.text, complexity: complexity, minutes: minutes, start: start(ofSlot: slot))
    }

    /// Noon and the like exist on every day, whatever the clock does at night.
    private func start(ofSlot slot: Int) -> String {
        let date = today.adding(days: Self.leadDays + slot % Self.days)
        let hour = Self.hours.lowerBound + slot / Self.days % Self.hours.count
        return "\(date)T\(hour < 10 ? "0" : "")\(hour):00"
    }
}
