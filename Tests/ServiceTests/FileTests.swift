import Foundation
import Glibc
import NIOCore
import Postgres
import Testing

@testable import Service

/// Folders, files and ports that cannot be had.
@Suite struct FileTests {
    @Test func `a data folder that is a file is named, with what to do`() throws {
        let folder = try Fixtures.folder()
        try "".write(toFile: folder.path + "/data", atomically: true, encoding: .utf8)
        let error = #expect(throws: FileProblem.self) { try DataFolder.prepareForWriting(folder.path + "/data") }
        #expect(error?.description.contains("/data is a file and should be a folder; name another with --data, or data in") == true)
        let below = #expect(throws: FileProblem.self) { try DataFolder.prepareForWriting(folder.path + "/data/below") }
        #expect(below?.description.contains("Not a directory; name another folder with --data") == true)
    }

    @Test(.enabled(if: ServerProcess.executable != nil, "the executable tolkbrug is not built"))
    func `a server says so before anything else`() async throws {
        let folder = try Fixtures.folder()
        try "".write(toFile: folder.path + "/data", atomically: true, encoding: .utf8)
        let server = try ServerProcess(
            arguments: ["--data", folder.path + "/data", "--port", "0", "--metrics-port", "0", "--rules", Fixtures.root + "/rules"],
            data: folder.path)
        defer { server.kill() }
        #expect(try await server.exitStatus() == 2)
        #expect(server.output.contains("/data is a file and should be a folder"))
    }

    @Test(arguments: [
        (ENOSPC, "No space left on device; make room on that disk"), (EACCES, "Permission denied; let user number"),
        (EROFS, "Read-only file system; mount it for writing"),
    ])
    func `what cannot be written is told with the reason and the next step`(number: Int32, text: String) {
        #expect(FileProblem("write", "/x/admin.token", number).description.hasPrefix("cannot write /x/admin.token: \(text)"))
    }

    @Test func `a failed system call below Foundation is told in words, with what to do`() throws {
        let folder = try Fixtures.folder()
        let error = #expect(throws: CertificateError.self) {
            try CertificateError.wrapping("cannot prepare it") {
                try "".write(toFile: folder.path + "/missing/below", atomically: true, encoding: .utf8)
            }
        }
        let advice = "name another folder with --data, or data in the configuration"
        #expect(error?.description == "cannot prepare it: No such file or directory; \(advice)")
        #expect(SystemErrorNumber(CertificateError("no")) == nil)
    }

    @Test func `a secret is for its owner only and replaces what was there`() throws {
        let folder = try Fixtures.folder()
        let file = folder.path + "/admin.token"
        try "old".write(toFile: file, atomically: true, encoding: .utf8)
        try SecretFile.write("new", to: file)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "new\n")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(throws: FileProblem.self) { try SecretFile.write("new", to: folder.path + "/missing/admin.token") }
    }

    @Test(arguments: [
        (EADDRINUSE, "another program listens there, perhaps another server; stop it, or choose another with --port"),
        (EACCES, "ports below 1024 need a right of their own; give it (systemd"),
        (EADDRNOTAVAIL, "this machine has no such address; check listen.host"),
    ])
    func `a port that cannot be had is told with the reason and the next step`(number: Int32, text: String) {
        let problem = ListenProblem("listen", .init("127.0.0.1", 7639), IOError(errnoCode: number, reason: "bind"))
        #expect(problem.description.hasPrefix("cannot listen on 127.0.0.1:7639 for clients: \(text)"))
    }

    @Test func `two servers on one port: the second says which and what to do`() async throws {
        try await TestServer.with { test in
            let problem = await #expect(throws: ListenProblem.self) {
                try await TestServer.withDatabase { url in
                    var second = Configuration()
                    second.data = test.folder.path
                    second.listen = test.addresses.clients
                    second.databaseURL = url
                    try await Server(second, rules: try Fixtures.rules.get(), log: Fixtures.silence).run()
                }
            }
            #expect(problem?.description.contains("another program listens there") == true)
        }
    }
}
