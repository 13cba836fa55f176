import Dispatching
import Interpreting

enum EstablishmentTable {
    static let mapping = TableMapping(Schema.establishment) { row in
        Establishment(
            id: try row.id("id"), organisation: try row.id("organisation_id"), name: try row.string("name"),
            municipality: MunicipalityCode(try row.int("municipality")))
    }
}
