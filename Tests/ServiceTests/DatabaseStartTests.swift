import Foundation
import Postgres
import Storage
import Testing

@testable import Service

/// A server and a database that is not what it should be when the server starts.
@Suite(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built"))
struct DatabaseStartTests {
    private func serve(_ url: String, _ folder: TemporaryFolder) throws -> ServerProcess {
        let arguments = [
            "--database", url, "--data", folder.path, "--port", "0", "--metrics-port", "0", "--rules", Fixtures.root + "/rules",
        ]
        return try ServerProcess(arguments: arguments, data: folder.path)
    }

    @Test func `a server waits for a database that comes later, and for one that takes no writes yet`() async throws {
        let cluster = try Cluster.temporary()
        try await cluster.createDatabase("late")
        let administrator = try await Connection.open(cluster.url(database: "postgres"), applicationName: "tests")
        try await administrator.execute("ALTER DATABASE late SET default_transaction_read_only = on")
        await administrator.close()
        try cluster.stop()
        let folder = try Fixtures.folder()
        let server = try serve(cluster.url(database: "late"), folder)
        defer { server.kill() }
        try await server.wait(toSay: "state=unreachable")
        let health = try await HTTP.get(server.waitForMetrics(), "/health")
        #expect(health.hasPrefix("HTTP/1.1 503"))
        #expect(health.contains(#""store":"failing","reason":"the database is unreachable: "#), "\(health)")
        try cluster.start()
        try await server.wait(toSay: "state=read-only")
        let later = try await Connection.open(cluster.url(database: "postgres"), applicationName: "tests")
        try await later.execute("ALTER DATABASE late RESET default_transaction_read_only")
        await later.close()
        try await server.waitUntilListening()
        try await server.wait(for: "leader")
        for state in ["unreachable", "read-only"] {
            let count = server.output.split(separator: "\n").count {
                $0.contains("waiting for the database") && $0.contains("state=\(state)")
            }
            #expect(count == 1, "one line for each change: \(server.output)")
        }
        #expect(server.output.contains("the database is there"))
        server.terminate()
        #expect(try await server.exitStatus() == 0)
        try cluster.remove()
    }

    @Test func `whoever is asked to stop while it waits stops at once`() async throws {
        let folder = try Fixtures.folder()
        let server = try serve("postgresql:///x?host=\(folder.path)", folder)
        defer { server.kill() }
        try await server.wait(toSay: "state=unreachable")
        server.terminate()
        #expect(try await server.exitStatus() == 0)
        #expect(server.output.contains("stopped before the database was there"))
    }

    /// What a person has to change, done to a good database by SQL; and what the server then says.
    @Test(arguments: [
        ("DELETE FROM lease", "the table lease has no row, so that no server can decide"),
        ("INSERT INTO schema_migration (number, name, checksum) VALUES (99, 'V0099_x', 'x')", "start a newer tolkbrug"),
    ])
    func `a database that only a person can mend ends the start with what to do`(sql: String, text: String) async throws {
        try await TestServer.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            try await connection.execute(sql)
            let folder = try Fixtures.folder()
            let server = try serve(url, folder)
            defer { server.kill() }
            #expect(try await server.exitStatus() == 1)
            #expect(server.output.contains(text), "\(server.output)")
            #expect(!server.output.contains("waiting for the database"))
            await connection.close()
        }
    }

    @Test func `the lease's row is put back by the statement that the error tells, above every epoch`() async throws {
        try await TestServer.withDatabase { url in
            let connection = try await Connection.open(url, applicationName: "tests")
            try await connection.execute("DELETE FROM lease")
            let error = await #expect(throws: MissingLease.self) { try await Store(url: url, logger: Fixtures.silence).checkLease() }
            let text = error?.description ?? ""
            try await connection.execute(String(text[try #require(text.firstRange(of: "INSERT")).lowerBound...]))
            try await Store(url: url, logger: Fixtures.silence).checkLease()
            await connection.close()
            try await TestServer.with(database: url, folder: try Fixtures.folder()) { test in
                let administrator = try await test.administrator()
                #expect(try await administrator.ask("w", "WHOAMI").hasPrefix("w OK"))
            }
        }
    }

    @Test func `an address that is wrong is told with what to change`() async throws {
        try await TestServer.withDatabase { url in
            let elsewhere = url.replacing(#//test\d+\?/#, with: "/nowhere?")
            let stranger = url.replacing("user=tolkbrug", with: "user=stranger")
            let cases = [
                (elsewhere, "make it, for instance with createdb"), (stranger, "check the user and the password"),
                ("postgresql://a:b@c@d/x", "write @, / and : in a password as %40"),
            ]
            for (wrong, text) in cases {
                let folder = try Fixtures.folder()
                let server = try serve(wrong, folder)
                defer { server.kill() }
                #expect(try await server.exitStatus() == 1)
                #expect(server.output.contains(text), "\(server.output)")
            }
        }
    }

    @Test(arguments: [
        ("57P03", DatabaseObstacle.State.starting), ("25006", .readOnly), ("53300", .crowded), ("53100", .full), ("08006", .unreachable),
        ("55P03", .busy),
    ])
    func `what passes is told by the server's code, also from within a migration`(code: String, state: DatabaseObstacle.State) {
        let error = PostgresError(kind: .cannotConnect, message: "no", sqlState: code)
        for error in [error, MigrationProblem.failed(name: "V0001", error), MigrationProblem.server(error)] as [any Error] {
            guard case .passing(state, _) = DatabaseObstacle(error) else {
                Issue.record("\(error)")
                continue
            }
        }
    }

    @Test(arguments: [
        (PostgresError(kind: .rejected, message: "permission denied to create extension \"btree_gist\"", sqlState: "42501"), "btree_gist"),
        (PostgresError(kind: .rejected, message: "could not open extension control file", sqlState: "58P01"), "contrib modules"),
        (PostgresError(kind: .rejected, message: "permission denied for schema public", sqlState: "42501"), "must own the database"),
        (PostgresError(kind: .cannotConnect, message: "fe_sendauth: no password supplied"), "put the password into the database's URL"),
        (PostgresError(kind: .cannotConnect, message: "SSL error: certificate verify failed"), "check sslmode"),
        (
            PostgresError(kind: .cannotConnect, message: "password authentication failed", sqlState: "28P01"),
            "check the user and the password"
        ),
    ])
    func `what does not pass is told with what to do`(error: PostgresError, text: String) {
        guard case .lasting(let told) = DatabaseObstacle(error) else {
            _ = Issue.record("\(error)")
            return
        }
        #expect(told.contains(text), "\(told)")
    }
}
