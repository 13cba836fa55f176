import Foundation
import Postgres
import PostgresTestSupport
import Testing

/// A refused row does not get into the log of PostgreSQL's server, and who cannot see to that hears what would bring it there.
@Suite struct LogDiscretionTests {
    private func log() async throws -> String {
        let cluster = try await TestDatabases.shared.runningCluster()
        return try String(contentsOfFile: cluster.dataDirectory + "/server.log", encoding: .utf8)
    }

    @Test func aSessionThatMayKeepsRefusedRowsOutOfTheLogWhateverTheServerDoes() async throws {
        try await TestDatabases.withDatabase { url in
            let setting = try await Connection.open(url, applicationName: "settings")
            let name = try await setting.query("SELECT current_database()").only().string(0)
            try await setting.execute("""
                ALTER DATABASE \(name) SET log_error_verbosity = verbose; ALTER DATABASE \(name) SET log_parameter_max_length_on_error = -1;
                CREATE TABLE open_diary (t text CHECK (length(t) < 5))
                """)
            await setting.close()
            let connection = try await Connection.open(url, applicationName: "discreet")
            #expect(try await connection.query("SHOW log_error_verbosity").only().string(0) == "terse")
            _ = try await postgresError { _ = try await connection.query("INSERT INTO open_diary VALUES ($1)", ["tell-nobody-else"]) }
            #expect(try await LogDiscretion.exposures(on: connection) == [])
            await connection.close()
            let log = try await log()
            #expect(log.contains("open_diary_t_check"))
            #expect(!log.contains("tell-nobody-else"))
        }
    }

    @Test func aRoleThatMayNotIsServedAndHearsWhatItsServerWouldLog() async throws {
        try await TestDatabases.withDatabase { url in
            let owner = try await Connection.open(url, applicationName: "settings")
            let name = try await owner.query("SELECT current_database()").only().string(0)
            let role = "plain_\(name)"
            try await owner.execute("""
                CREATE ROLE \(role) LOGIN; ALTER DATABASE \(name) SET log_error_verbosity = 'default';
                ALTER ROLE \(role) IN DATABASE \(name) SET log_parameter_max_length_on_error = -1;
                ALTER ROLE \(role) IN DATABASE \(name) SET log_statement = 'mod'
                """)
            // The same session, as somebody who is no superuser.
            try await owner.execute("""
                SET log_error_verbosity = 'default'; SET log_statement = 'mod'; SET log_parameter_max_length = -1; SET ROLE \(role)
                """)
            let exposures = try await LogDiscretion.exposures(on: owner)
            #expect(exposures.count == 2, "\(exposures)")
            #expect(exposures.first?.contains("log_error_verbosity = terse") == true)
            #expect(exposures.last?.contains("log_parameter_max_length = 0") == true)
            try await owner.execute("RESET ROLE")
            await owner.close()
            let plain = try await Connection.open(url + "&user=\(role)", applicationName: "plain")
            #expect(try await plain.query("SHOW log_error_verbosity").only().string(0) == "default")
            // This one everybody may set.
            #expect(try await plain.query("SHOW log_parameter_max_length_on_error").only().string(0) == "0")
            #expect(try await LogDiscretion.exposures(on: plain).count == 2)
            await plain.close()
            let end = try await Connection.open(url, applicationName: "settings")
            try await end.execute("DROP OWNED BY \(role); DROP ROLE \(role)")
            await end.close()
        }
    }
}
