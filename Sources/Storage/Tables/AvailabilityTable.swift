import Interpreting

/// Calendar entries: one table for each kind, alike in their columns.
enum AvailabilityTable {
    static let available = mapping("availability", .available)
    static let absent = mapping("absence", .absent)

    private static func mapping(_ name: String, _ kind: Availability.Kind) -> TableMapping<Availability> {
        TableMapping(
            name,
            [
                .id("id") { $0.id },
                .id("interpreter_id") { $0.interpreter },
                .moment("starts_at") { $0.interval.start },
                .moment("ends_at") { $0.interval.end },
                .bool("is_withdrawn") { $0.isWithdrawn },
            ]
        ) { row in
            Availability(
                id: try row.id("id"), interpreter: try row.id("interpreter_id"), kind: kind,
                interval: Interval(start: try row.moment("starts_at"), end: try row.moment("ends_at")),
                isWithdrawn: try row.bool("is_withdrawn"))
        }
    }
}
