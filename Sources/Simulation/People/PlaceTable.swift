import Interpreting
import Rules

/// Municipalities by agency, drawn in proportion to the inhabitants of their largest nucleus.
struct PlaceTable: Sendable {
    private let municipalities: [String: WeightedChoice<String>]
    private let everywhere: WeightedChoice<String>
    private let agencyByPlace: [String: String]

    init(gazetteer: Gazetteer, agencies: AgencyRules) {
        var byAgency: [String: [(value: String, weight: Double)]] = [:]
        var agencyByPlace: [String: String] = [:]
        for municipality in gazetteer.all {
            guard let agency = agencies.agency(serving: municipality.code)?.value.text else { continue }
            byAgency[agency, default: []].append((municipality.code.description, Double(max(1, municipality.population))))
            agencyByPlace[municipality.code.description] = agency
        }
        municipalities = byAgency.mapValues { WeightedChoice($0) }
        self.agencyByPlace = agencyByPlace
        everywhere = WeightedChoice(byAgency.keys.sorted().flatMap { byAgency[$0] ?? [] })
    }

    /// The agency that answers for a NIS code.
    func agency(of place: String) -> String? { agencyByPlace[place] }

    /// A municipality of the agency's territory; of the whole service's when the agency is nil or unknown.
    func home(agency: String?, _ stream: inout RandomStream) -> (place: String, agency: String) {
        let place = agency.flatMap { municipalities[$0] }?.draw(&stream) ?? everywhere.draw(&stream) ?? ""
        return (place, agencyByPlace[place] ?? agency ?? "")
    }
}
