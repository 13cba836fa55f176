import Dispatching
import Interpreting

enum PrincipalTable {
    static let mapping = TableMapping(Schema.principal) { row in
        Principal(
            id: try row.id("id"), role: try row.code("role"), label: try row.string("label"),
            organisation: try row.optionalID("organisation_id"), interpreter: try row.optionalID("interpreter_id"),
            agency: try row.optionalAgency("agency"), isActive: try row.bool("is_active"))
    }
}
