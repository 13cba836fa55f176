import Interpreting

enum PrincipalTable {
    static let mapping = TableMapping<Principal>(
        "principal",
        [
            .id("id") { $0.id },
            .code("role") { $0.role },
            .text("label") { $0.label },
            .id("organisation_id") { $0.organisation },
            .id("interpreter_id") { $0.interpreter },
            .text("agency") { $0.agency?.text },
            .bool("is_active") { $0.isActive },
        ]
    ) { row in
        Principal(
            id: try row.id("id"), role: try row.code("role"), label: try row.string("label"),
            organisation: try row.optionalID("organisation_id"), interpreter: try row.optionalID("interpreter_id"),
            agency: try row.optionalAgency("agency"), isActive: try row.bool("is_active"))
    }
}
