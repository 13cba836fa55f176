import Interpreting

enum EstablishmentTable {
    static let mapping = TableMapping<Establishment>(
        "establishment",
        [
            .id("id") { $0.id },
            .id("organisation_id") { $0.organisation },
            .text("name") { $0.name },
            .municipality("municipality") { $0.municipality },
        ]
    ) { row in
        Establishment(
            id: try row.id("id"), organisation: try row.id("organisation_id"), name: try row.string("name"),
            municipality: MunicipalityCode(try row.int("municipality")))
    }
}
