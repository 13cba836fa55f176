import Interpreting
import RuleFiles

/// `new-host`: an organisation opens on a day, with a demand of its own beside that of all others.
public struct NewHost: ScenarioEvent {
    public var arrival: Newcomer

    public var summary: String {
        "\(arrival.host.name) opens on \(arrival.opens) and asks \(arrival.perWeek) times a week"
    }

    public var newcomer: Newcomer? { arrival }
}

extension NewHost: ReadableEvent {
    package static let word = "new-host"

    package static func read(_ row: FieldReader, _ context: EventContext) -> NewHost? {
        let name = row.text("name", limit: 120)
        let sector = row.choice("sector", of: Sector.self)
        let place = row.municipality("place", context)
        let opens = row.date("opens")
        let perWeek = row.number("per-week", 0.01...10_000)
        let languages = row.fields("languages") { $0.languageWeights(context) }
        guard let name, let sector, let place, let opens, let perWeek, let languages, let agency = context.places.agency(of: place) else {
            return nil
        }
        return NewHost(
            arrival: Newcomer(
                host: Host(name: name, sector: sector.rawValue, place: place, agency: agency), opens: opens, perWeek: perWeek,
                languages: languages.map { Newcomer.Weight(tag: $0.name, weight: $0.weight) }))
    }
}
