import Foundation
import Testing

/// `ops/install`, with the program beside the tests, below a folder of its own.
@Suite struct InstallTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/ops/install"
    private static let configuration = "/etc/tolkbrug/tolkbrug.yaml"

    /// In the root folder, where there are no rules.
    private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// Runs `body` with an empty folder.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/tolkbrug-install-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func install(below folder: String) throws -> String {
        let program = try #require(PlanProcessTests.executable)
        let run = try run(Self.script, ["--prefix", "/usr", "--destdir", folder, "--program", program])
        #expect(run.status == 0, "\(run.output)")
        return run.output
    }

    private func uninstall(below folder: String) throws {
        let run = try run(Self.script, ["--uninstall", "--prefix", "/usr", "--destdir", folder])
        #expect(run.status == 0, "\(run.output)")
    }

    @Test func `what is installed finds its rules from anywhere, and nothing of it outlives its removal`() throws {
        try withFolder { folder in
            _ = try install(below: folder)
            for file in [
                "/usr/lib/systemd/system/tolkbrug.service", "/usr/share/man/man1/tolkbrug.1.gz", "/usr/share/man/man1/tolkbrug-serve.1.gz",
                "/usr/share/man/man1/tolkbrug-admin-token.1.gz", "/usr/share/bash-completion/completions/tolkbrug",
                "/usr/share/zsh/vendor-completions/_tolkbrug", "/usr/share/fish/vendor_completions.d/tolkbrug.fish",
                "/usr/share/doc/tolkbrug/tolkbrug.example.yaml",
            ] {
                #expect(FileManager.default.contents(atPath: folder + file)?.isEmpty == false, "\(file) is missing or empty")
            }
            let settings = try String(contentsOfFile: folder + Self.configuration, encoding: .utf8)
            #expect(settings.contains("\ndata: /var/lib/tolkbrug\n"))
            let check = try run(folder + "/usr/bin/tolkbrug", ["rules", "check"])
            #expect(check.status == 0, "\(check.output)")
            try uninstall(below: folder)
            #expect(try FileManager.default.subpathsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func `an edited configuration outlives both the next version and the removal`() throws {
        try withFolder { folder in
            _ = try install(below: folder)
            let edited = "data: /srv/tolkbrug\n"
            try edited.write(toFile: folder + Self.configuration, atomically: true, encoding: .utf8)
            let again = try install(below: folder)
            #expect(again.contains("\(Self.configuration) stays as it is"), "\(again)")
            try uninstall(below: folder)
            #expect(try String(contentsOfFile: folder + Self.configuration, encoding: .utf8) == edited)
            let left = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
            #expect(left == ["etc", "etc/tolkbrug", "etc/tolkbrug/tolkbrug.yaml"])
        }
    }
}
