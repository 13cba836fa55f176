import Interpreting

/// What the columns for one type of value have in common: the type in SQL, which values it can hold, and what else is demanded of them.
struct ColumnKind<Value>: Sendable {
    let type: ColumnType
    let carried: @Sendable (Value) -> ColumnValue
    /// Whether the SQL type can hold the value; nil when it holds all of them.
    var fits: (@Sendable (Value) -> Bool)?
    var rule: Rule<Value>?
    /// The table of whose rows it names one.
    var target: (table: TableName, isDeferred: Bool, key: @Sendable (Value) -> RowKey)?
}

/// What names a row for those that refer to it.
public enum RowKey: Hashable, Sendable {
    case number(Int64)
    case agency(AgencyCode)
}

// MARK: Numbers and names of rows

extension ColumnKind {
    /// The number of the row itself.
    static func key<Thing>() -> ColumnKind where Value == Identifier<Thing> {
        ColumnKind(type: .bigint, carried: { .number($0.number) }, rule: Rule({ "\($0) > 0" }) { $0.number > 0 })
    }

    /// The number of a row of `table`.
    /// - Parameter isDeferred: it may come later in the same transaction.
    static func id<Thing>(of table: TableName, isDeferred: Bool = false) -> ColumnKind where Value == Identifier<Thing> {
        ColumnKind(type: .bigint, carried: { .number($0.number) }, target: (table, isDeferred, { .number($0.number) }))
    }

    /// The number of a row, whether or not there is one.
    static func id<Thing>() -> ColumnKind where Value == Identifier<Thing> {
        ColumnKind(type: .bigint, carried: { .number($0.number) })
    }

    static func ids<Thing>() -> ColumnKind where Value == [Identifier<Thing>] {
        ColumnKind(type: .bigintArray) { .numbers($0.map(\.number)) }
    }
}

extension ColumnKind<AgencyCode> {
    static let agency = ColumnKind(
        type: .text, carried: { .text($0.text) }, fits: { $0.text.fitsText }, target: (.agency, false, { .agency($0) }))
    /// Whether or not there is one of that code.
    static let agencyCode = ColumnKind(type: .text, carried: { .text($0.text) }, fits: { $0.text.fitsText })
}

// MARK: Numbers and flags

extension ColumnKind<Int> {
    static func int(_ rule: Rule<Int>? = nil) -> ColumnKind {
        ColumnKind(type: .int, carried: { .number(Int64($0)) }, fits: { Int32(exactly: $0) != nil }, rule: rule)
    }
}

extension ColumnKind<Int64> {
    static func bigint(_ rule: Rule<Int64>? = nil) -> ColumnKind {
        ColumnKind(type: .bigint, carried: { .number($0) }, rule: rule)
    }
}

extension ColumnKind<MunicipalityCode> {
    /// Five digits, as NIS codes have.
    static let municipality = ColumnKind(
        type: .int, carried: { .number(Int64($0.number)) }, fits: { Int32(exactly: $0.number) != nil },
        rule: Rule({ "\($0) BETWEEN 10000 AND 99999" }) { (10_000...99_999).contains($0.number) })
}

extension ColumnKind<Bool> {
    static let bool = ColumnKind(type: .boolean) { .flag($0) }
}

// MARK: Texts

extension ColumnKind<String> {
    static func text(_ rule: Rule<String>? = nil) -> ColumnKind {
        ColumnKind(type: .text, carried: { .text($0) }, fits: { $0.fitsText }, rule: rule)
    }
}

extension ColumnKind<LanguageTag> {
    static let language = ColumnKind(
        type: .text, carried: { .text($0.text) }, fits: { $0.text.fitsText }, rule: Rule({ "\($0) <> ''" }) { !$0.text.isEmpty })
}

extension ColumnKind<[String]> {
    static let texts = ColumnKind(type: .textArray, carried: { .texts($0) }, fits: { $0.allSatisfy { $0.fitsText } })
}

extension ColumnKind where Value: RawRepresentable<String> & CaseIterable & SendableMetatype {
    /// One of the words of an enumeration; the database has the same list.
    static var code: ColumnKind {
        let words = Value.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return ColumnKind(type: .text, carried: { .text($0.rawValue) }, rule: Rule { "\($0) IN (\(words))" })
    }
}

extension ColumnKind where Value: RawRepresentable<String> & SendableMetatype {
    /// A word on which another constraint keeps an eye.
    static var word: ColumnKind { ColumnKind(type: .text) { .text($0.rawValue) } }
}

extension ColumnKind {
    /// Words of an enumeration; the database has the same list.
    static func codes<Code: RawRepresentable<String> & CaseIterable & SendableMetatype>() -> ColumnKind where Value == [Code] {
        let words = Code.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return ColumnKind(
            type: .textArray, carried: { .texts($0.map(\.rawValue)) }, rule: Rule { "\($0) <@ ARRAY[\(words)]" })
    }
}

extension String {
    /// PostgreSQL's text holds every character but one.
    var fitsText: Bool { !utf8.contains(0) }
}

// MARK: Time

extension ColumnKind<CivilDate> {
    /// The years 1 to 9999: dates are written with four digits for the year, and PostgreSQL knows no year 0.
    static let date = ColumnKind(type: .date, carried: { .date($0) }, fits: { (1...9999).contains($0.year) })
}

extension Timestamp {
    /// The years 1 to 9999, whose moments can be read again in the form in which PostgreSQL writes them.
    fileprivate var fitsTimestamp: Bool { (-62_135_596_800_000...253_402_300_799_999).contains(milliseconds) }
}

extension ColumnKind<Timestamp> {
    static let moment = ColumnKind(type: .timestamptz, carried: { .moment($0) }, fits: { $0.fitsTimestamp })
}

extension ColumnKind<Interval> {
    static let range = ColumnKind(
        type: .tstzrange, carried: { .range($0) }, fits: { $0.start.fitsTimestamp && $0.end.fitsTimestamp && $0.start <= $0.end },
        // An empty range has no bounds.
        rule: Rule({ "lower_inc(\($0)) AND NOT upper_inc(\($0)) AND NOT lower_inf(\($0)) AND NOT upper_inf(\($0))" }) {
            $0.start < $0.end
        })
}
