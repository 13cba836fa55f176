import Interpreting

/// The types of the database's columns; the raw value is the type's name in SQL.
public enum ColumnType: String, Sendable {
    case bigint, int, boolean, text, bytea, date, timestamptz, tstzrange
    case textArray = "text[]"
    case bigintArray = "bigint[]"
}

/// What a row has in a column, free of the form in which it travels.
public enum ColumnValue: Hashable, Sendable {
    case number(Int64)
    case flag(Bool)
    case text(String)
    case octets([UInt8])
    case date(CivilDate)
    case moment(Timestamp)
    case range(Interval)
    case texts([String])
    case numbers([Int64])
}

/// The tables that events and answers are written to, and the one that they refer to besides.
public enum TableName: Sendable, CaseIterable {
    case agency, organisation, establishment, agreement, interpreter, competence, principal, credential, availability, absence, request,
        offer, assignment, journal, idempotency

    /// No raw value: those are what would be hashed.
    public var text: String { "\(self)" }
}
