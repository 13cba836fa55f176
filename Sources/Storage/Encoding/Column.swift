import Interpreting

/// A column of a table: its name, and how a row's value is written.
///
/// Many rows travel in one statement, one array for each column, because a statement for each row costs the server several
/// times as much.
struct Column<Entity>: Sendable {
    let name: String
    let type: ColumnType
    /// The value as PostgreSQL reads it inside an array; nil for NULL.
    let value: @Sendable (Entity) -> String?

    private init(_ name: String, _ type: ColumnType, _ value: @escaping @Sendable (Entity) -> String?) {
        self.name = name
        self.type = type
        self.value = value
    }

    static func id<Thing>(_ name: String, _ value: @escaping @Sendable (Entity) -> Identifier<Thing>?) -> Column {
        Column(name, .bigint) { value($0).map { String($0.number) } }
    }
    static func bigint(_ name: String, _ value: @escaping @Sendable (Entity) -> Int64) -> Column {
        Column(name, .bigint) { String(value($0)) }
    }
    static func int(_ name: String, _ value: @escaping @Sendable (Entity) -> Int?) -> Column {
        Column(name, .int) { value($0).map { String($0) } }
    }
    static func municipality(_ name: String, _ value: @escaping @Sendable (Entity) -> MunicipalityCode?) -> Column {
        Column(name, .int) { value($0).map { String($0.number) } }
    }
    static func bool(_ name: String, _ value: @escaping @Sendable (Entity) -> Bool) -> Column {
        Column(name, .boolean) { value($0) ? "t" : "f" }
    }
    static func text(_ name: String, _ value: @escaping @Sendable (Entity) -> String?) -> Column {
        Column(name, .text, value)
    }
    static func code<Code: RawRepresentable<String> & SendableMetatype>(
        _ name: String, _ value: @escaping @Sendable (Entity) -> Code?
    ) -> Column {
        Column(name, .text) { value($0)?.rawValue }
    }
    static func bytes(_ name: String, _ value: @escaping @Sendable (Entity) -> [UInt8]) -> Column {
        Column(name, .bytea) { "\\x" + Hexadecimal.text(value($0)) }
    }
    static func date(_ name: String, _ value: @escaping @Sendable (Entity) -> CivilDate?) -> Column {
        Column(name, .date) { value($0)?.description }
    }
    static func moment(_ name: String, _ value: @escaping @Sendable (Entity) -> Timestamp?) -> Column {
        Column(name, .timestamptz) { value($0).map { String($0.milliseconds) } }
    }
    static func range(_ name: String, _ value: @escaping @Sendable (Entity) -> Interval) -> Column {
        Column(name, .tstzrange) { "[\(value($0).start.milliseconds),\(value($0).end.milliseconds))" }
    }
    static func texts(_ name: String, _ value: @escaping @Sendable (Entity) -> [String]?) -> Column {
        Column(name, .textArray) { value($0).map { ArrayText.of($0) } }
    }
    static func codes<Code: RawRepresentable<String> & SendableMetatype>(
        _ name: String, _ value: @escaping @Sendable (Entity) -> [Code]?
    ) -> Column {
        texts(name) { value($0)?.map(\.rawValue) }
    }
    static func ids<Thing>(_ name: String, _ value: @escaping @Sendable (Entity) -> [Identifier<Thing>]) -> Column {
        Column(name, .bigintArray) { "{\(value($0).map { String($0.number) }.joined(separator: ","))}" }
    }
}

/// The SQL type of a column, and how it travels in an array.
enum ColumnType {
    case bigint, int, boolean, text, bytea, date, timestamptz, tstzrange, textArray, bigintArray

    /// The element type of the array that carries the column. Moments travel as milliseconds, arrays as their text,
    /// because `unnest` takes arrays of arrays apart.
    var carrier: String {
        switch self {
        case .bigint, .timestamptz: "bigint"
        case .int: "int"
        case .boolean: "boolean"
        case .text, .textArray, .bigintArray: "text"
        case .bytea: "bytea"
        case .date: "date"
        case .tstzrange: "int8range"
        }
    }

    /// The SQL that makes the column's value of what was carried.
    func arrived(_ name: String) -> String {
        switch self {
        case .bigint, .int, .boolean, .text, .bytea, .date: name
        case .timestamptz: Self.moment(name)
        case .tstzrange: "tstzrange(\(Self.moment("lower(\(name))")), \(Self.moment("upper(\(name))")), '[)')"
        case .textArray: "\(name)::text[]"
        case .bigintArray: "\(name)::bigint[]"
        }
    }

    /// Exact: whole milliseconds stay whole microseconds.
    private static func moment(_ milliseconds: String) -> String {
        "timestamptz 'epoch' + \(milliseconds) * interval '1 millisecond'"
    }
}
