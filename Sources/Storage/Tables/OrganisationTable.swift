import Dispatching
import Interpreting

enum OrganisationTable {
    static let mapping = TableMapping(Schema.organisation) { row in
        Organisation(
            id: try row.id("id"), version: try row.int("version"), name: try row.string("name"), sector: try row.code("sector"))
    }
}
