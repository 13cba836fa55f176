import Foundation
import PostgresTestSupport
import Testing

@testable import Postgres

/// Starting and stopping servers. One after another, since they share a cluster that each may stop, kill and start.
@Suite(.serialized) struct ClusterTests {
    private static let shared = Result { () throws(ClusterError) in try Cluster.temporary() }

    /// Runs `body` with a cluster whose server runs, in the folder's usual place.
    private func withCluster(_ body: (Cluster) async throws -> Void) async throws {
        let cluster = try Self.shared.get()
        try cluster.stop()
        try cluster.start()
        try await body(cluster)
    }

    @Test func committedRowsSurviveAStopAndAPowerCut() async throws {
        let cluster = try Cluster.temporary(durable: true)
        try await cluster.createDatabase("tolkbrug")
        func count(inserting number: Int) async throws -> Int64 {
            let connection = try await Connection.open(cluster.url(database: "tolkbrug"), applicationName: "tests")
            try await connection.execute("CREATE TABLE IF NOT EXISTS note (id int)")
            _ = try await connection.transaction([Statement("INSERT INTO note VALUES ($1)", [.int(Int64(number))])])
            return try await connection.number("SELECT count(*) FROM note")
        }
        #expect(try await count(inserting: 1) == 1)
        try cluster.stop()
        #expect(!cluster.isRunning)
        try cluster.stop()
        try cluster.start()
        #expect(try await count(inserting: 2) == 2)
        try cluster.stop(mode: .immediate)
        try cluster.start()
        #expect(try await count(inserting: 3) == 3)
        try cluster.remove()
        try cluster.remove()
        #expect(access(cluster.dataDirectory, F_OK) != 0)
    }

    @Test func aKilledServerIsStartedAgain() async throws {
        try await withCluster { cluster in
            let server = try #require(Postmaster.running(in: cluster.dataDirectory))
            // One of its processes does not notice.
            let other = try #require(Postmaster.processes(of: cluster.dataDirectory).first { $0 != server.processID })
            #expect(kill(other, SIGSTOP) == 0)
            #expect(kill(server.processID, SIGKILL) == 0)
            while cluster.isRunning {}
            try cluster.start()
            let successor = try #require(Postmaster.running(in: cluster.dataDirectory))
            #expect(successor.processID != server.processID)
        }
    }

    @Test func aServerThatHangsIsKilledWithAllItsProcessesAndStartsAgain() async throws {
        try await withCluster { cluster in
            let processes = Postmaster.processes(of: cluster.dataDirectory)
            #expect(processes.count > 1)
            for process in processes { kill(process, SIGSTOP) }
            #expect(try cluster.end(within: .seconds(1)) == .killed)
            #expect(!cluster.isRunning)
            #expect(Postmaster.processes(of: cluster.dataDirectory).isEmpty)
            try cluster.start()
            #expect(try cluster.end() == .stopped)
        }
    }

    /// After a container restarts, the number in `postmaster.pid` is often another program's: here our own.
    @Test func aStaleFileThatNamesAnotherProgramDoesNotPreventAStart() async throws {
        try await withCluster { cluster in
            let file = cluster.dataDirectory + "/postmaster.pid"
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            try cluster.stop()
            let stale = ([Substring(String(getpid()))] + lines.dropFirst()).joined(separator: "\n")
            try stale.write(toFile: file, atomically: true, encoding: .utf8)
            #expect(!cluster.isRunning)
            try cluster.start()
            #expect(cluster.isRunning)
        }
    }

    @Test func startingSeveralTimesAtTheSameTimeStartsOneServer() async throws {
        try await withCluster { cluster in
            try cluster.stop()
            let servers = try await withThrowingTaskGroup(of: pid_t?.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try cluster.start()
                        return Postmaster.running(in: cluster.dataDirectory)?.processID
                    }
                }
                return try await group.reduce(into: Set<pid_t?>()) { $0.insert($1) }
            }
            #expect(servers.count == 1)
            #expect(!servers.contains(nil))
        }
    }

    @Test func aDatabaseIsMadeOnceAndDroppedAtOnce() async throws {
        let cluster = try await TestDatabases.shared.runningCluster()
        let name = "needs \"quotes\" & more"
        try await cluster.createDatabase(name)
        try await cluster.createDatabase(name)
        let connection = try await Connection.open(cluster.url(database: name), applicationName: "tests")
        #expect(try await connection.query("SELECT current_database()").only().string(0) == name)
        #expect(try await connection.query("SHOW server_encoding").only().string(0) == "UTF8")
        #expect(try await connection.query("SELECT upper('é')").only().string(0) == "É")
        try await cluster.dropDatabase(name)
        try await cluster.dropDatabase(name)
        #expect(try await postgresError { _ = try await connection.query("SELECT 1") }.isConnectionLost)
    }

    @Test func theServerListensOnItsSocketOnly() async throws {
        try await withConnection { connection async throws in
            #expect(try await connection.query("SHOW listen_addresses").only().string(0) == "")
            #expect(try await connection.query("SHOW unix_socket_permissions").only().string(0) == "0700")
        }
        let cluster = try await TestDatabases.shared.runningCluster()
        var status = stat()
        #expect(stat(cluster.socketDirectory, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func theServersLogHoldsNoValues() async throws {
        try await withConnection { connection in
            try await connection.execute("CREATE TABLE a (t text PRIMARY KEY); INSERT INTO a VALUES ('tell-nobody')")
            _ = try await postgresError { _ = try await connection.query("INSERT INTO a VALUES ($1)", ["tell-nobody"]) }
            _ = try await postgresError { try await connection.execute("INSERT INTO a VALUES ('tell-nobody')") }
        }
        let cluster = try await TestDatabases.shared.runningCluster()
        let log = try String(contentsOfFile: cluster.dataDirectory + "/server.log", encoding: .utf8)
        #expect(log.contains("a_pkey"))
        #expect(!log.contains("tell-nobody"))
    }

    @Test func durabilityIsASetting() async throws {
        let cluster = try await TestDatabases.shared.runningCluster()
        let account = try Account.forServer(of: cluster.dataDirectory)
        try withFolder { folder in
            for durable in [true, false] {
                let data = folder + "/data"
                try FolderTools.makePrivate(data, for: account)
                try "".write(toFile: data + "/postgresql.conf", atomically: true, encoding: .utf8)
                try ClusterSettings(Cluster(dataDirectory: data, durable: durable)).write(for: account)
                let settings = try String(contentsOfFile: data + "/tolkbrug.conf", encoding: .utf8)
                #expect(settings.contains("fsync = '\(durable ? "on" : "off")'"))
                #expect(try String(contentsOfFile: data + "/postgresql.conf", encoding: .utf8) == "\ninclude 'tolkbrug.conf'\n")
            }
        }
    }

    @Test func aSocketPathThatIsTooLongIsPutElsewhereAndNoted() {
        let long = Cluster(dataDirectory: "/tmp/" + String(repeating: "x", count: 100))
        #expect(long.socketDirectory.hasPrefix("/tmp/tolkbrug-"))
        #expect(long.notes.count == 1)
        #expect(long.notes[0].contains("would have 119 bytes and 107 is the limit"))
        #expect(Cluster(dataDirectory: long.dataDirectory).socketDirectory == long.socketDirectory)
        let fits = Cluster(dataDirectory: "/tmp/" + String(repeating: "x", count: 88))
        #expect(Cluster.socketPath(in: fits.socketDirectory).utf8.count == 107)
        #expect(fits.socketDirectory == fits.dataDirectory)
        #expect(fits.notes.isEmpty)
    }

    @Test func aSocketThatWasPutElsewhereWorks() async throws {
        try await withCluster { cluster in
            try cluster.stop()
            let long = Cluster(
                dataDirectory: cluster.dataDirectory, socketDirectory: "/tmp/" + String(repeating: "x", count: 100), durable: false)
            #expect(long.notes.count == 1)
            try long.start()
            defer { try? FolderTools.remove(long.socketDirectory) }
            let connection = try await Connection.open(long.url(database: "postgres"), applicationName: "tests")
            #expect(try await connection.number("SELECT 1") == 1)
            await connection.close()
            try long.stop()
        }
    }

    @Test func aFolderWithOtherFilesIsLeftAlone() throws {
        try withFolder { folder in
            try "dear diary".write(toFile: folder + "/diary.txt", atomically: true, encoding: .utf8)
            let error = #expect(throws: ClusterError.self) { try Cluster(dataDirectory: folder).start() }
            #expect(error?.description.contains("holds files but no PostgreSQL cluster") == true)
            #expect(FolderTools.contents(of: folder) == ["diary.txt"])
        }
    }

    @Test func theSocketsFolderIsItsOwn() async throws {
        try await withCluster { cluster in
            try cluster.stop()
            try withFolder { folder in
                try "".write(toFile: folder + "/another.socket", atomically: true, encoding: .utf8)
                let shared = Cluster(dataDirectory: cluster.dataDirectory, socketDirectory: folder, durable: false)
                let refused = #expect(throws: ClusterError.self) { try shared.start() }
                #expect(refused?.description.contains("is open to others and not empty") == true)
                let own = Cluster(dataDirectory: cluster.dataDirectory, socketDirectory: folder + "/own", durable: false)
                try own.start()
                try own.start()
                let elsewhere = #expect(throws: ClusterError.self) { try cluster.start() }
                #expect(elsewhere?.description.contains("its socket is not in \(cluster.socketDirectory)") == true)
                try own.stop()
            }
        }
    }

    @Test func aClusterOfAnotherVersionNamesThePackageItNeeds() throws {
        try withFolder { folder in
            try "9\n".write(toFile: folder + "/PG_VERSION", atomically: true, encoding: .utf8)
            let error = #expect(throws: ClusterError.self) { try Cluster(dataDirectory: folder).start() }
            #expect(error?.description.contains("made by PostgreSQL 9, and installed is") == true)
            #expect(error?.description.contains("apt-get install postgresql-9") == true)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root runs the server as another user"))
    func aFolderThatTheServersAccountCannotReachIsNamedAndAvoided() throws {
        try withFolder { folder in
            #expect(chmod(folder, 0o700) == 0)
            let wanted = folder + "/var/data"
            let error = #expect(throws: ClusterError.self) { try Cluster(dataDirectory: wanted).start() }
            #expect(error?.description.contains("may not pass through \(folder) on the way to \(wanted)") == true)
            #expect(FolderTools.contents(of: folder).isEmpty)
            let placed = try Cluster.placed(at: wanted)
            #expect(placed.dataDirectory.hasPrefix("/var/lib/tolkbrug/"))
            #expect(placed.notes.count == 1)
            #expect(chmod(folder, 0o711) == 0)
            #expect(try Cluster.placed(at: wanted).dataDirectory == wanted)
        }
    }

    @Test func aTemporaryClusterGoesWithItsValue() throws {
        var cluster: Cluster? = try Cluster.temporary()
        let folder = FolderTools.parent(of: try #require(cluster).dataDirectory)
        #expect(FolderTools.contents(of: folder).contains("data"))
        cluster = nil
        #expect(access(folder, F_OK) != 0)
    }

    @Test func onlyATemporaryClusterCanBeRemoved() {
        #expect(throws: ClusterError.self) { try Cluster(dataDirectory: "/srv/tolkbrug/data").remove() }
    }

    /// Runs `body` with the path of a new folder, and removes it afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = "/tmp/tolkbrug-test-" + UUID().uuidString
        try FolderTools.makeOpen(folder)
        defer { try? FolderTools.remove(folder + ".lock") }
        defer { try? FolderTools.remove(folder) }
        try body(folder)
    }
}
