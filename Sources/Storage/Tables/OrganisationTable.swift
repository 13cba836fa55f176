import Interpreting

enum OrganisationTable {
    static let mapping = TableMapping<Organisation>(
        "organisation",
        [
            .id("id") { $0.id },
            .int("version") { $0.version },
            .text("name") { $0.name },
            .code("sector") { $0.sector },
        ]
    ) { row in
        Organisation(
            id: try row.id("id"), version: try row.int("version"), name: try row.string("name"), sector: try row.code("sector"))
    }
}
