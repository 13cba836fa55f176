import Testing

@testable import Postgres

/// Values on their way to the server and back.
struct ValueTests {
    @Test(arguments: [
        "", "plain", "Tigrinya ትግርኛ", "العربية", "emoji 👩‍👩‍👧 and accents é ñ", "quotes ' \" \\ and\nline\tends", "NULL",
    ])
    func aTextComesBackAsItWent(_ text: String) async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT $1::text AS said", [.text(text)]).only()
            #expect(try row.string("said") == text)
            #expect(try row.string(0) == text)
        }
    }

    @Test func integersComeBackUpToTheirLimits() async throws {
        try await withConnection { connection async throws in
            for value in [0, 1, -1, Int64.min, Int64.max] {
                #expect(try await connection.query("SELECT $1::int8", [.int(value)]).only().int64(0) == value)
            }
        }
    }

    @Test func doublesComeBackBitForBit() async throws {
        try await withConnection { connection async throws in
            for value in [0.1, -0.0, 1e-300, .pi, .greatestFiniteMagnitude, .infinity, -.infinity] {
                #expect(try await connection.query("SELECT $1::float8", [.double(value)]).only().double(0) == value)
            }
            #expect(try await connection.query("SELECT $1::float8", [.double(.nan)]).only().double(0).isNaN)
        }
    }

    @Test func booleansComeBack() async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT $1::bool, $2::bool", [true, false]).only()
            #expect(try row.bool(0))
            #expect(try !row.bool(1))
        }
    }

    @Test(arguments: [[], [0], [0, 0, 255, 0], Array(0...255), Array("\\x41".utf8)] as [[UInt8]])
    func bytesComeBackWithTheirZeros(_ bytes: [UInt8]) async throws {
        try await withConnection { connection in
            let row = try await connection.query("SELECT $1::bytea AS raw, length($1::bytea)", [.bytes(bytes)]).only()
            #expect(try row.bytes("raw") == bytes)
            #expect(try row.int64(1) == Int64(bytes.count))
        }
    }

    @Test(arguments: [[], [""], ["NULL", "null"], ["a,b", "{c}", "\"d\"", "\\e", "f\ng"], ["ትግርኛ"]] as [[String]])
    func textArraysComeBack(_ elements: [String]) async throws {
        try await withConnection { connection in
            let row = try await connection.query(
                "SELECT $1::text[] AS list, coalesce(cardinality($1::text[]), -1)", [.textArray(elements)]).only()
            #expect(try row.textArray("list") == elements)
            #expect(try row.int64(1) == Int64(elements.count))
        }
    }

    @Test(arguments: [0, 1, 999, -1, -1001, 1_796_115_600_123, -62_135_596_800_000, 253_402_300_799_999] as [Int64])
    func timesComeBackToTheMillisecond(_ milliseconds: Int64) async throws {
        try await withConnection { connection in
            let row = try await connection.query(
                "SELECT $1::timestamptz AS moment, (extract(epoch FROM $1::timestamptz) * 1000)::int8",
                [.timestamp(milliseconds: milliseconds)]).only()
            #expect(try row.milliseconds("moment") == milliseconds)
            #expect(try row.int64(1) == milliseconds)
        }
    }

    @Test func aTimeIsReadWhateverZoneTheRolePrefers() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE visit (at timestamptz)")
            try await connection.execute("INSERT INTO visit VALUES ('2026-12-01T10:00:00.5+01')")
            #expect(try await connection.query("SELECT at FROM visit").only().milliseconds(0) == 1_796_115_600_500)
        }
    }

    @Test func nullComesBackAsNullInEveryType() async throws {
        try await withConnection { connection in
            let row = try await connection.query(
                "SELECT $1::text, $2::int8, $3::bool, $4::float8, $5::bytea, $6::text[], $7::timestamptz",
                [.null, .null, .null, .null, .null, .textArray(nil), .timestamp(milliseconds: nil)]).only()
            for column in 0..<7 { #expect(try row.isNull(column)) }
            #expect(try row.optionalString(0) == nil)
            #expect(try row.optionalInt64(1) == nil)
            #expect(try row.optionalBool(2) == nil)
            #expect(try row.optionalDouble(3) == nil)
            #expect(try row.optionalBytes(4) == nil)
            #expect(try row.optionalTextArray(5) == nil)
            #expect(try row.optionalMilliseconds(6) == nil)
        }
    }

    @Test func anOptionalParameterIsTheValueOrNull() {
        #expect(Parameter.optional("x", Parameter.text) == .text("x"))
        #expect(Parameter.optional(nil, Parameter.text) == .null)
    }

    @Test func anUnreadableValueNamesItsColumnAndItsRow() async throws {
        try await withConnection { connection in
            let rows = try await connection.query("SELECT 1 AS number UNION ALL SELECT NULL ORDER BY number NULLS LAST")
            #expect(rows.count == 2)
            #expect(rows.commandTag == "SELECT 2")
            let null = try await postgresError { _ = try rows[1].int64("number") }
            #expect(null.kind == .unreadable)
            #expect(null.message.contains("column number is NULL, in row 1"))
            let missing = try await postgresError { _ = try rows[0].int64("nummer") }
            #expect(missing.message.contains("no column nummer, in row 0 of (number)"))
            #expect(try await postgresError { _ = try rows[0].string(1) }.message.contains("no column 1"))
            #expect(try await postgresError { _ = try rows.only() }.message.contains("got 2"))
            for read in [
                { _ = try $0.bool("number") }, { _ = try $0.bytes("number") }, { _ = try $0.textArray("number") },
                { _ = try $0.milliseconds("number") },
            ] as [(Row) throws -> Void] {
                #expect(try await postgresError { try read(rows[0]) }.message.contains("column number is not"))
            }
        }
    }

    @Test(arguments: ["{", "}", "{a", "{a}}", "{NULL}", "{{a},{b}}", "{\"a}", "{a,}", "{\"a\\", ""])
    func aMalformedArrayIsNotRead(_ literal: String) {
        #expect(ArrayLiteral.elements(literal) == nil)
    }

    @Test(arguments: ["infinity", "2026-12-01", "0044-03-15 12:00:00+00 BC", "2026-12-01 10:00:00+01", "2026-1a-01 10:00:00+00", ""])
    func aTimeOfAnotherFormIsNotRead(_ text: String) {
        #expect(TimestampLiteral.milliseconds(text) == nil)
    }

    @Test(arguments: ["\\x0", "\\xzz", "00", "\\x0A"])
    func bytesOfAnotherFormAreNotRead(_ text: String) {
        #expect(HexLiteral.bytes(text) == nil)
    }

    @Test func whatPostgreSQLCannotStoreIsRefusedBeforeItIsSent() async throws {
        try await withConnection { connection in
            for bad in [.text("a\0b"), .textArray(["\0"]), .timestamp(milliseconds: .max), .timestamp(milliseconds: .min)] as [Parameter] {
                let error = try await postgresError {
                    _ = try await connection.pipeline([Statement("SELECT 1"), Statement("SELECT $1", [bad])])
                }
                #expect(error.kind == .usage)
                #expect(error.statementIndex == 1)
            }
            let many = [Parameter](repeating: 1, count: 65_536)
            let error = try await postgresError { _ = try await connection.query("SELECT 1", many) }
            #expect(error.message.contains("65536 parameters, but PostgreSQL takes at most 65535"))
            #expect(try await postgresError { try await connection.execute("SELECT 1\0") }.kind == .usage)
            #expect(try await connection.number("SELECT 1") == 1)
        }
    }
}
