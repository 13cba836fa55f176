import Dispatching
import Interpreting
import Postgres

/// How a column's values travel. Many rows travel in one statement, one array for each column, because a statement for each row costs the
/// server several times as much.
extension Column {
    /// The array of the rows' values.
    func array(_ rows: some Sequence<Row>) -> String {
        ArrayLiteral.text(rows.lazy.map { value($0)?.arrayElement })
    }
}

extension ColumnValue {
    /// The value as PostgreSQL reads it inside an array.
    var arrayElement: String {
        switch self {
        case .number(let number): String(number)
        case .flag(let flag): flag ? "t" : "f"
        case .text(let text): text
        case .octets(let octets): "\\x" + Hexadecimal.text(octets)
        case .date(let date): date.description
        case .moment(let moment): String(moment.milliseconds)
        case .range(let range): "[\(range.start.milliseconds),\(range.end.milliseconds))"
        case .texts(let texts): ArrayLiteral.text(texts)
        case .numbers(let numbers): "{\(numbers.map { String($0) }.joined(separator: ","))}"
        }
    }
}

extension ColumnType {
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

    /// Exact: PostgreSQL multiplies intervals by doubles, which hold the hours and the milliseconds after them, but not all milliseconds
    /// together.
    private static func moment(_ milliseconds: String) -> String {
        "timestamptz 'epoch' + \(milliseconds) / 3600000 * interval '1 hour' + \(milliseconds) % 3600000 * interval '1 millisecond'"
    }
}
