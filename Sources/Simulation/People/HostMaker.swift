import Interpreting

/// Makes the organisations that a scenario describes, and says how much each of them asks.
struct HostMaker {
    let count: Int
    /// Standard deviation of the logarithm of how much equal hosts ask: a few hospitals ask a lot, many schools little.
    let sigma: Double
    let sectors: [(sector: Sector, share: Double)]
    let agencies: [(code: String, share: Double)]
    let places: PlaceTable
    let names: [String: String]
    let seed: UInt64

    struct Made: Hashable, Sendable {
        var host: Host
        /// How much it asks, against others of its sector and agency.
        var weight: Double
    }

    /// At least one of each sector with each agency, the others in proportion to what the two ask.
    func make() -> [Made] {
        let combinations = agencies.flatMap { agency in sectors.map { (agency: agency, sector: $0) } }
        let numbers = Apportionment.divide(count, weights: combinations.map { $0.agency.share * $0.sector.share }, least: 1)
        var made: [Made] = []
        var taken: [String: Int] = [:]
        for (combination, number) in zip(combinations, numbers) {
            for _ in 0..<number {
                var one = one(made.count, combination.sector.sector, agency: combination.agency.code)
                taken[one.host.name, default: 0] += 1
                if let times = taken[one.host.name], times > 1 { one.host.name += " \(times)" }
                made.append(one)
            }
        }
        return made
    }

    private func one(_ number: Int, _ sector: Sector, agency: String) -> Made {
        var stream = RandomStream(seed: seed, "hosts", number)
        let home = places.home(agency: agency, &stream)
        let kinds = HostMaker.kinds(sector)
        let kind = kinds[stream.index(below: kinds.count)]
        let own = HostMaker.owners[stream.index(below: HostMaker.owners.count)]
        let town = names[home.place] ?? home.place
        let name = HostMaker.isNamedAfterTownOnly.contains(kind) ? "\(kind) \(town)" : "\(kind) \(own) \(town)"
        return Made(
            host: Host(name: name, sector: sector.rawValue, place: home.place, agency: home.agency),
            weight: stream.lognormal(median: 1, sigma: sigma))
    }

    /// What organisations of the sector are called in Dutch; invented, like the names of owners.
    private static func kinds(_ sector: Sector) -> [String] {
        switch sector {
        case .welfare: ["CAW", "OCMW"]
        case .education: ["Basisschool", "Atheneum", "CLB"]
        case .publicServices: ["Gemeente", "Stadsloket"]
        case .health: ["Ziekenhuis", "Wijkgezondheidscentrum", "Consultatiebureau"]
        case .reception: ["Opvangcentrum"]
        case .other: ["Huis van het Kind", "Wijkwerking"]
        }
    }

    private static let isNamedAfterTownOnly: Set = ["OCMW", "Gemeente", "Stadsloket"]

    private static let owners = [
        "De Linde", "Het Kompas", "De Brug", "De Wegwijzer", "De Toren", "Ten Velde", "De Kade", "De Meander", "Hof ter Beke", "De Sleutel",
    ]
}
