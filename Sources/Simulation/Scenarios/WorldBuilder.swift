import Interpreting
import Rules

/// Puts together what the blocks of a scenario say: hosts, interpreters, and the demand of the hosts.
struct WorldBuilder {
    let book: RuleBook
    let places: PlaceTable
    let seed: UInt64
    let start: CivilDate
    let days: Int
    let demand: DemandPlan
    let hostCount: Int
    let hostSigma: Double
    let people: PeoplePlan
    let events: [any ScenarioEvent]

    func build() -> (hosts: [Host], people: [Person], demand: DemandModel) {
        let names = Dictionary(
            book.gazetteer.all.map { ($0.code.description, $0.dutch) }, uniquingKeysWith: { first, _ in first })
        let made = HostMaker(
            count: hostCount, sigma: hostSigma, sectors: demand.sectors.map { ($0.sector, $0.share) },
            agencies: demand.agencies.map { ($0.code, $0.share) }, places: places, names: names, seed: seed
        ).make()
        let newcomers = events.compactMap(\.newcomer)
        let hosts = made.map(\.host) + newcomers.map(\.host)
        var people = PeopleMaker(plan: people, demand: demand.languages, places: places, seed: seed).make()
        for (place, event) in events.enumerated() {
            var stream = RandomStream(seed: seed, "event", place)
            event.change(&people, stream: &stream)
        }
        let strata = strata(made) + newcomers.enumerated().compactMap { stratum($0.element, host: made.count + $0.offset) }
        let model = DemandModel(
            plan: demand, strata: strata, places: hosts.map(\.place), events: events, calendar: book.calendar, start: start, days: days)
        return (hosts, people, model)
    }

    /// One for each sector with each agency.
    private func strata(_ made: [HostMaker.Made]) -> [Stratum] {
        let agencyShares = demand.agencies.map(\.share)
        let sectorTotal = demand.sectors.reduce(0) { $0 + $1.share }
        let agencyTotal = agencyShares.reduce(0, +)
        guard sectorTotal > 0, agencyTotal > 0 else { return [] }
        let tilted = TiltedShares.fit(agencies: agencyShares, languages: demand.languages.map(\.share)) { agency, language in
            demand.agencies[agency].tilt[demand.languages[language].tag] ?? 1
        }
        var strata: [Stratum] = []
        for (agency, plan) in demand.agencies.enumerated() {
            for (place, sector) in demand.sectors.enumerated() {
                let hosts = made.enumerated().filter { _, one in
                    one.host.agency == plan.code && one.host.sector == sector.sector.rawValue
                }
                let volume = demand.perYear * plan.share / agencyTotal * sector.share / sectorTotal
                strata.append(
                    Stratum(
                        sector: place, agency: plan.code, volume: .perYear(volume), languages: tilted[agency],
                        hosts: WeightedChoice(hosts.map { (value: $0.offset, weight: $0.element.weight) })))
            }
        }
        return strata
    }

    private func stratum(_ newcomer: Newcomer, host: Int) -> Stratum? {
        guard let sector = demand.sectors.firstIndex(where: { $0.sector.rawValue == newcomer.host.sector }) else { return nil }
        let total = newcomer.languages.reduce(0) { $0 + $1.weight }
        let shares = demand.languages.map { language in
            (newcomer.languages.first { $0.tag == language.tag }?.weight ?? 0) / (total > 0 ? total : 1)
        }
        return Stratum(
            sector: sector, agency: newcomer.host.agency, volume: .perWeek(newcomer.perWeek, opens: newcomer.opens), languages: shares,
            hosts: WeightedChoice([(value: host, weight: 1)]))
    }
}
