import Interpreting
import Postgres

/// The project's own values out of a row. Every error names the column.
extension Postgres.Row {
    func id<Thing>(_ column: String) throws(PostgresError) -> Identifier<Thing> { Identifier(try int64(column)) }

    func optionalID<Thing>(_ column: String) throws(PostgresError) -> Identifier<Thing>? {
        try optionalInt64(column).map { Identifier($0) }
    }

    func int(_ column: String) throws(PostgresError) -> Int { Int(try int64(column)) }

    func optionalInt(_ column: String) throws(PostgresError) -> Int? { try optionalInt64(column).map { Int($0) } }

    func moment(_ column: String) throws(PostgresError) -> Timestamp { Timestamp(milliseconds: try milliseconds(column)) }

    func optionalMoment(_ column: String) throws(PostgresError) -> Timestamp? {
        try optionalMilliseconds(column).map { Timestamp(milliseconds: $0) }
    }

    func agency(_ column: String) throws(PostgresError) -> AgencyCode { AgencyCode(try string(column)) }

    func optionalAgency(_ column: String) throws(PostgresError) -> AgencyCode? {
        try optionalString(column).map { AgencyCode($0) }
    }

    /// None when the column is null.
    func optionalAgencies(_ column: String) throws(PostgresError) -> [AgencyCode] {
        try optionalString(column) == nil ? [] : try textArray(column).map { AgencyCode($0) }
    }

    func date(_ column: String) throws(PostgresError) -> CivilDate {
        try read(try string(column), column, "a date") { CivilDate($0) }
    }

    func optionalDate(_ column: String) throws(PostgresError) -> CivilDate? {
        guard let text = try optionalString(column) else { return nil }
        return try read(text, column, "a date") { CivilDate($0) }
    }

    func code<Code: RawRepresentable<String>>(_ column: String) throws(PostgresError) -> Code {
        try read(try string(column), column, "a \(Code.self)") { Code(rawValue: $0) }
    }

    func optionalCode<Code: RawRepresentable<String>>(_ column: String) throws(PostgresError) -> Code? {
        guard let text = try optionalString(column) else { return nil }
        return try read(text, column, "a \(Code.self)") { Code(rawValue: $0) }
    }

    func codes<Code: RawRepresentable<String>>(_ column: String) throws(PostgresError) -> [Code] {
        var codes: [Code] = []
        for text in try textArray(column) { codes.append(try read(text, column, "a \(Code.self)") { Code(rawValue: $0) }) }
        return codes
    }

    func ids<Thing>(_ column: String) throws(PostgresError) -> [Identifier<Thing>] {
        var ids: [Identifier<Thing>] = []
        for text in try textArray(column) { ids.append(Identifier(try read(text, column, "a number") { Int64($0) })) }
        return ids
    }

    func optionalDecided(_ column: String) throws(PostgresError) -> Decided? {
        guard try !isNull(column) else { return nil }
        let lines = try textArray(column)
        return try read(lines.joined(separator: "; "), column, "a decision") { _ in Decided(lines: lines) }
    }

    private func read<Value>(
        _ text: String, _ column: String, _ type: String, _ make: (String) -> Value?
    ) throws(PostgresError) -> Value {
        if let value = make(text) { return value }
        throw PostgresError(
            kind: .unreadable, message: "column \(column) holds “\(text.prefix(40))”, which is not \(type) that this version knows")
    }
}
