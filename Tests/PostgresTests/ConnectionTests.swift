import Postgres
import PostgresTestSupport
import Testing

struct ConnectionTests {
    @Test func aScriptRunsAllItsStatementsOrNone() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO a VALUES (1), (2)")
            #expect(try await connection.number("SELECT count(*) FROM a") == 2)
            let error = try await postgresError {
                try await connection.execute("INSERT INTO a VALUES (3); INSERT INTO nowhere VALUES (1); INSERT INTO a VALUES (4)")
            }
            #expect(error.kind == .rejected)
            #expect(error.sqlState == "42P01")
            #expect(try await connection.number("SELECT count(*) FROM a") == 2)
        }
    }

    @Test func aTransactionThatAFailedScriptBeganIsRolledBack() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (n int)")
            _ = try await postgresError { try await connection.execute("BEGIN; INSERT INTO a VALUES (1); SELECT 1 / 0") }
            #expect(try await connection.number("SELECT count(*) FROM a") == 0)
        }
    }

    @Test func aTransactionOfTheCallerIsLeftToTheCaller() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (n int); BEGIN")
            try await connection.execute("INSERT INTO a VALUES (1); SAVEPOINT here")
            _ = try await postgresError { _ = try await connection.query("SELECT 1 / 0") }
            try await connection.execute("ROLLBACK TO here; COMMIT")
            #expect(try await connection.number("SELECT count(*) FROM a") == 1)
        }
    }

    @Test func anEmptyScriptIsAllowed() async throws {
        try await withConnection { connection in
            try await connection.execute("")
            try await connection.execute(";;")
            #expect(try await connection.query("").isEmpty)
        }
    }

    @Test func affectedRowsAreCounted() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (n int)")
            let inserted = try await connection.query("INSERT INTO a SELECT generate_series(1, 7)")
            #expect(inserted.affectedRows == 7)
            #expect(inserted.isEmpty)
            #expect(try await connection.query("UPDATE a SET n = 0 WHERE n > $1", [5]).affectedRows == 2)
            #expect(try await connection.query("UPDATE a SET n = 0 WHERE n > $1", [5]).affectedRows == 0)
        }
    }

    @Test func aConstraintIsNamedWithItsTable() async throws {
        try await withConnection { connection in
            try await connection.execute("""
                CREATE EXTENSION btree_gist;
                CREATE TABLE job (
                  id int PRIMARY KEY, minutes int CONSTRAINT some_minutes CHECK (minutes > 0), parent int REFERENCES job,
                  who int, during int4range, CONSTRAINT never_two_at_once EXCLUDE USING gist (who WITH =, during WITH &&));
                INSERT INTO job VALUES (1, 1, NULL, 1, '[10,20)')
                """)
            func refused(_ values: String) async throws -> PostgresError {
                try await postgresError { _ = try await connection.query("INSERT INTO job VALUES \(values)") }
            }
            let unique = try await refused("(1, 1, NULL, 2, '[0,1)')")
            #expect(unique.isUniqueViolation)
            #expect(unique.constraint == "job_pkey")
            #expect(unique.table == "job")
            #expect(unique.severity == "ERROR")
            let check = try await refused("(2, 0, NULL, 2, '[0,1)')")
            #expect(check.isCheckViolation)
            #expect(check.constraint == "some_minutes")
            let exclusion = try await refused("(2, 1, NULL, 1, '[19,30)')")
            #expect(exclusion.isExclusionViolation)
            #expect(exclusion.constraint == "never_two_at_once")
            #expect(exclusion.detail?.contains("[19,30)") == true)
            #expect(!exclusion.description.contains("[19,30)"), "descriptions go into logs, and details quote row values")
            #expect(try await refused("(2, 1, 9, 1, '[0,1)')").isForeignKeyViolation)
        }
    }

    @Test func aStatementTextIsPreparedOnce() async throws {
        try await withConnection { connection async throws in
            for number in 1...5 {
                #expect(try await connection.query("SELECT $1::int8 + 1", [.int(Int64(number))]).only().int64(0) == Int64(number + 1))
            }
            let prepared = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::int8 + 1'"
            #expect(try await connection.number(prepared) == 1)
        }
    }

    @Test func aStatementIsPreparedAnewWhenTheServerForgotIt() async throws {
        try await withConnection { connection in
            #expect(try await connection.number("SELECT 1") == 1)
            try await connection.execute("DEALLOCATE ALL")
            #expect(try await postgresError { _ = try await connection.number("SELECT 1") }.sqlState == "26000")
            #expect(try await connection.number("SELECT 1") == 1)
        }
    }

    @Test func aStatementIsPreparedAnewWhenItsTableChanged() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (n int); INSERT INTO a VALUES (1)")
            #expect(try await connection.query("SELECT * FROM a").columns == ["n"])
            try await connection.execute("ALTER TABLE a ADD m int")
            #expect(try await postgresError { _ = try await connection.query("SELECT * FROM a") }.sqlState == "0A000")
            #expect(try await connection.query("SELECT * FROM a").columns == ["n", "m"])
        }
    }

    @Test func aFullCacheOfStatementsStillAnswers() async throws {
        try await withConnection { connection async throws in
            for number in 0..<300 {
                #expect(try await connection.number("SELECT \(number)") == Int64(number))
            }
            #expect(try await connection.number("SELECT count(*) FROM pg_prepared_statements") == 256)
        }
    }

    @Test func aNamedStatementRunsUnderItsNameAndCanBeReplaced() async throws {
        try await withConnection { connection in
            try await connection.prepare("double \"it\"", as: "SELECT $1::int8 * 2")
            let call = Statement(prepared: "double \"it\"", [21])
            #expect(try await connection.pipeline([call])[0].only().int64(0) == 42)
            try await connection.prepare("double \"it\"", as: "SELECT $1::int8 * 4")
            #expect(try await connection.pipeline([call])[0].only().int64(0) == 84)
            #expect(try await postgresError { _ = try await connection.pipeline([Statement(prepared: "nobody")]) }.sqlState == "26000")
        }
    }

    @Test func copyIsRefusedInsteadOfWaitingForever() async throws {
        try await TestDatabases.withDatabase { url in
            for sql in ["COPY (SELECT 1) TO STDOUT", "CREATE TEMP TABLE a (n int); COPY a FROM STDIN"] {
                let connection = try await Connection.open(url, applicationName: "tests")
                let error = try await postgresError { try await connection.execute(sql) }
                #expect(error.kind == .usage)
                #expect(await !connection.isOpen)
            }
            let connection = try await Connection.open(url, applicationName: "tests")
            #expect(try await postgresError { _ = try await connection.query("COPY (SELECT 1) TO STDOUT") }.kind != .rejected)
            #expect(await !connection.isOpen)
        }
    }

    @Test func theApplicationNameIsVisibleToTheServer() async throws {
        try await TestDatabases.withDatabase { url in
            for (url, name) in [(url, "tolkbrug-writer"), (url + "&application_name=mine", "mine")] {
                let connection = try await Connection.open(url, applicationName: "tolkbrug-writer")
                #expect(try await connection.query("SHOW application_name").only().string(0) == name)
                #expect(try await connection.number("SELECT pg_backend_pid()") == Int64(await connection.processID))
                await connection.close()
            }
        }
    }

    @Test func optionsOfTheURLReachTheServer() async throws {
        try await TestDatabases.withDatabase { url in
            let connection = try await Connection.open(url + "&options=-c%20statement_timeout%3D3600001", applicationName: "tests")
            #expect(try await connection.query("SHOW statement_timeout").only().string(0) == "3600001ms")
            try await connection.execute("SET statement_timeout = 10")
            let error = try await postgresError { _ = try await connection.query("SELECT pg_sleep(60)") }
            #expect(error.sqlState == "57014")
            #expect(error.kind == .rejected)
            await connection.close()
        }
    }

    @Test func aDatabaseThatIsNotThereCannotBeConnectedTo() async throws {
        let cluster = try await TestDatabases.shared.runningCluster()
        let missing = try await postgresError { _ = try await Connection.open(cluster.url(database: "none"), applicationName: "tests") }
        #expect(missing.kind == .cannotConnect)
        #expect(missing.message.contains("database \"none\" does not exist"))
        let noServer = try await postgresError {
            _ = try await Connection.open("postgresql:///x?host=/nonexistent", applicationName: "tests")
        }
        #expect(noServer.kind == .cannotConnect)
        #expect(noServer.message.contains("/nonexistent"))
    }

    @Test(arguments: ["postgresql://u:s3cret@pass@host:s3cret/db", "postgresql://u:s3cret@host/db?s3cret", "s3cret"])
    func aMalformedURLIsReportedWithoutItsPassword(_ url: String) async throws {
        let error = try await postgresError { _ = try await Connection.open(url, applicationName: "tests") }
        #expect(error.kind == .usage)
        #expect(!"\(error)".contains("s3cret"))
    }
}
