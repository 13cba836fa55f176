import Dispatching
import Interpreting

/// Calendar entries: one table for each kind, alike in their columns.
enum AvailabilityTable {
    static let available = mapping(Schema.availability, .available)
    static let absent = mapping(Schema.absence, .absent)

    private static func mapping(_ schema: TableSchema<Availability>, _ kind: Availability.Kind) -> TableMapping<Availability> {
        TableMapping(schema) { row in
            Availability(
                id: try row.id("id"), interpreter: try row.id("interpreter_id"), kind: kind,
                interval: Interval(start: try row.moment("starts_at"), end: try row.moment("ends_at")),
                isWithdrawn: try row.bool("is_withdrawn"))
        }
    }
}
