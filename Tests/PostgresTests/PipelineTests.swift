import Postgres
import PostgresTestSupport
import Testing

struct PipelineTests {
    private static let table = "CREATE TABLE note (id int8 PRIMARY KEY, body bytea)"

    private static func insert(_ id: Int, _ body: [UInt8] = []) -> Statement {
        Statement("INSERT INTO note VALUES ($1, $2)", [.int(Int64(id)), .bytes(body)])
    }

    @Test func answersComeInTheOrderOfTheStatements() async throws {
        try await withConnection { connection in
            let answers = try await connection.pipeline([
                Statement("CREATE TEMP TABLE a (n int8)"), Statement("INSERT INTO a VALUES ($1), ($2)", [3, 4]),
                Statement("SELECT n FROM a ORDER BY n"), Statement("SELECT $1::text", ["end"]),
            ])
            #expect(answers.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 2", "SELECT 2", "SELECT 1"])
            #expect(try answers[2].map { try $0.int64("n") } == [3, 4])
            #expect(try answers[3].only().string(0) == "end")
        }
    }

    @Test func anEmptyPipelineAndAnEmptyTransactionAnswerNothing() async throws {
        try await withConnection { connection async throws in
            #expect(try await connection.pipeline([]).isEmpty)
            #expect(try await connection.transaction([]).isEmpty)
        }
    }

    @Test func tenThousandStatementsTravelTogether() async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            let answers = try await connection.transaction((0..<10_000).map { Self.insert($0) })
            #expect(answers.count == 10_000)
            #expect(answers.allSatisfy { $0.affectedRows == 1 })
            #expect(try await connection.number("SELECT count(*) FROM note") == 10_000)
        }
    }

    /// Both directions at once: with a blocking client the server would wait for us to read while we wait for it to read.
    @Test func megabytesInBothDirectionsDoNotDeadlock() async throws {
        try await withConnection { connection in
            let block = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let echoes = try await connection.pipeline((0..<100).map { _ in Statement("SELECT $1::bytea", [.bytes(block)]) })
            #expect(try echoes.map { try $0.only().string(0).utf8.count } == Array(repeating: 200_002, count: 100))
            #expect(try echoes[99].only().bytes(0) == block)
        }
    }

    @Test func oneParameterOfTenMegabytesIsStored() async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            _ = try await connection.transaction([Self.insert(1, [UInt8](repeating: 7, count: 10 << 20))])
            #expect(try await connection.number("SELECT length(body) FROM note") == 10 << 20)
        }
    }

    @Test func manySmallQuestionsWithLargeAnswersDoNotDeadlock() async throws {
        try await withConnection { connection in
            let answers = try await connection.pipeline((0..<3_000).map { Statement("SELECT repeat('x', 10000), $1::int", [.int($0)]) })
            #expect(try answers.map { try $0.only().int64(1) } == Array(0..<3_000))
        }
    }

    @Test(arguments: [0, 500, 999]) func aFailingStatementUndoesTheWholeTransactionAndIsNamed(_ position: Int) async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            var statements = (0..<1_000).map { Self.insert($0) }
            statements[position] = Statement("INSERT INTO note VALUES ($1, NULL), ($1, NULL)", [-1])
            for asTransaction in [true, false] {
                let error = try await postgresError { _ = try await connection.run(statements, asTransaction: asTransaction) }
                #expect(error.kind == .rejected)
                #expect(error.statementIndex == position)
                #expect(error.isUniqueViolation)
                #expect(error.constraint == "note_pkey")
                #expect(await connection.isOpen)
                #expect(try await connection.number("SELECT count(*) FROM note") == 0)
            }
            #expect(try await connection.transaction((0..<1_000).map { Self.insert($0) }).count == 1_000)
        }
    }

    @Test func aStatementThatCannotBePreparedIsNamed() async throws {
        try await withConnection { connection in
            try await connection.execute(Self.table)
            let error = try await postgresError {
                _ = try await connection.transaction([Self.insert(1), Self.insert(2), Statement("SELEC 1"), Self.insert(3)])
            }
            #expect(error.sqlState == "42601")
            #expect(error.statementIndex == 2)
            #expect(try await connection.number("SELECT count(*) FROM note") == 0)
            #expect(try await connection.transaction([Self.insert(1), Self.insert(2)]).count == 2)
        }
    }

    @Test func aStatementWhosePreparationWasSkippedIsPreparedLater() async throws {
        try await withConnection { connection in
            let late = Statement("SELECT 'late'")
            _ = try await postgresError { _ = try await connection.pipeline([Statement("SELECT 1 / 0"), late]) }
            #expect(try await connection.pipeline([late])[0].only().string(0) == "late")
        }
    }

    @Test func aRefusalAtTheEndBelongsToNoStatement() async throws {
        try await withConnection { connection in
            try await connection.execute("""
                CREATE TABLE parent (id int PRIMARY KEY);
                CREATE TABLE child (parent int CONSTRAINT has_parent REFERENCES parent DEFERRABLE INITIALLY DEFERRED)
                """)
            for asTransaction in [true, false] {
                let orphan = Statement("INSERT INTO child VALUES (1)")
                let error = try await postgresError { _ = try await connection.run([orphan], asTransaction: asTransaction) }
                #expect(error.kind == .rejected)
                #expect(error.isForeignKeyViolation)
                #expect(error.constraint == "has_parent")
                #expect(error.statementIndex == nil)
                #expect(try await connection.number("SELECT count(*) FROM child") == 0)
            }
        }
    }

    @Test func twoConnectionsWorkAtTheSameTime() async throws {
        try await withTwoConnections { first, second in
            // The second waits for the first, which meanwhile goes on: one at a time, this would never end.
            try await first.execute("CREATE TABLE turn (n int)")
            try await first.execute("BEGIN; LOCK turn")
            let process = await second.processID
            async let blocked = second.number("SELECT count(*) FROM turn")
            try await first.waitUntilBlocked(process)
            try await first.execute("INSERT INTO turn VALUES (1); COMMIT")
            #expect(try await blocked == 1)
        }
    }
}
