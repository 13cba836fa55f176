import CLibPQ

/// One `PGresult`, cleared when this value ends.
struct Answer: ~Copyable {
    private let result: OpaquePointer

    /// Takes ownership of `result`.
    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var status: ExecStatusType { PQresultStatus(result) }

    /// Whether the server, or libpq in its place, answered with an error.
    var isError: Bool { status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE }

    /// COPY needs a conversation that this wrapper does not offer.
    var isCopy: Bool { status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH }

    /// The server ends the connection after this error; libpq's own errors carry no severity, and the connection is gone too.
    var endsConnection: Bool {
        isError && field(PGFieldSeverity) != "ERROR"
    }

    func error(_ kind: PostgresError.Kind, statementIndex: Int?) -> PostgresError {
        Self.error(result, kind, statementIndex: statementIndex)
    }

    /// Also for results that libpq lends to a notice receiver.
    static func error(_ result: OpaquePointer?, _ kind: PostgresError.Kind, statementIndex: Int? = nil) -> PostgresError {
        let message = field(result, PGFieldMessage) ?? text(PQresultErrorMessage(result)) ?? "no message"
        return PostgresError(
            kind: kind, message: message,
            sqlState: field(result, PGFieldSQLState), severity: field(result, PGFieldSeverity),
            detail: field(result, PGFieldDetail), hint: field(result, PGFieldHint),
            constraint: field(result, PGFieldConstraint), table: field(result, PGFieldTable),
            statementIndex: statementIndex)
    }

    /// Copies everything out.
    func rows() -> Rows {
        let rowCount = Int(PQntuples(result))
        let columnCount = PQnfields(result)
        var cells: [Table.Cell] = []
        cells.reserveCapacity(rowCount * Int(columnCount))
        var values: [UInt8] = []
        for row in 0..<Int32(rowCount) {
            for column in 0..<columnCount {
                guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else {
                    cells.append(Table.Cell(start: values.count, length: nil))
                    continue
                }
                let length = Int(PQgetlength(result, row, column))
                cells.append(Table.Cell(start: values.count, length: length))
                values.append(contentsOf: UnsafeRawBufferPointer(start: value, count: length))
            }
        }
        let columns = (0..<columnCount).map { Self.text(PQfname(result, $0)) ?? "" }
        let table = Table(
            columns: columns, commandTag: Self.text(PQcmdStatus(result)) ?? "",
            affectedRows: Self.text(PQcmdTuples(result)).flatMap(Int.init) ?? 0,
            rowCount: rowCount, cells: cells, values: values)
        return Rows(table: table)
    }

    private func field(_ code: Int32) -> String? {
        Self.field(result, code)
    }

    private static func field(_ result: OpaquePointer?, _ code: Int32) -> String? {
        text(PQresultErrorField(result, code))
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0).trimmedEnd() }
    }
}

extension String {
    /// Without line ends and spaces at its end, with which libpq closes its messages.
    func trimmedEnd() -> String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
