import Foundation
import Testing

/// What the program says on the command line when it cannot do what is asked: why, and what to do, and no usage line of another command.
@Suite struct ComplaintProcessTests {
    private func run(_ arguments: [String]) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(PlanProcessTests.executable))
        process.arguments = arguments
        let errors = Pipe()
        process.standardOutput = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    @Test(arguments: [
        (
            ["connect", "--token-file", "/nonexistent/token", "--exec", "PING"], 64,
            "Error: the token file /nonexistent/token cannot be read; give a file that is there, holds the token and nothing else, and is "
                + "yours to read\n"
        ),
        (
            ["serve", "--configuration", "/nonexistent/x.yaml"], 2,
            "/nonexistent/x.yaml: cannot be read: No such file or directory; name a file that is there with --configuration\n"
        ),
        (
            ["rules", "check", "--rules", "/nonexistent/rules"], 2,
            "/nonexistent/rules: there is no such directory of rule files; name it with --rules or TOLKBRUG_RULES\n"
        ),
    ])
    func `it says why and what to do`(_ arguments: [String], _ status: Int32, _ errors: String) throws {
        let found = try run(arguments)
        #expect(found.status == status && found.errors == errors, "\(found)")
    }
}
