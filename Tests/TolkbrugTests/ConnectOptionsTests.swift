import Client
import Foundation
import Testing

@testable import Tolkbrug

@Suite struct ConnectOptionsTests {
    private func places(_ arguments: String...) throws -> [String] { try ConnectCommand.parse(arguments).endpoints().map(\.place) }

    @Test func `one server is named by host and port, several by a list, in the order in which they are asked`() throws {
        #expect(try places() == ["127.0.0.1:7639"])
        #expect(try places("--host", "dispatch-1", "--port", "1") == ["dispatch-1:1"])
        #expect(try places("--server", "a:1,b", "--server", "[::1]:2") == ["a:1", "b:7639", "[::1]:2"])
    }

    @Test(arguments: [
        (["--server", "a:1", "--port", "2"], "--server names host and port"), (["--server", "a:1,,b:2"], "--server : give HOST:PORT"),
        (["--server", "a:99999"], "--server a:99999: give HOST:PORT"), (["--answer-within", "0"], "--answer-within 0: give 1 to 3600"),
        (["--port", "0"], "--port 0: a port is a number from 1"),
        (["--host", "127.0.0.1:7640"], "--host 127.0.0.1:7640: give a name or an address alone, the port with --port, "
            + "or both with --server HOST:PORT; did you mean --server 127.0.0.1:7640?"),
        (["--host", "tls://desk/board"], "--host tls://desk/board: give a name or an address alone, the port with --port, "
            + "or both with --server HOST:PORT; did you mean --server desk:7639?"),
        (["--server", "https://desk:1/"], "--server https://desk:1/: give HOST:PORT, HOST, or [ADDRESS]:PORT, with a port "
            + "from 1 to 65535; did you mean --server desk:1?"),
    ])
    func `what names no server is refused with what to give`(arguments: [String], text: String) {
        let error = #expect(throws: (any Error).self) { try ConnectCommand.parse(arguments) }
        #expect(error.map { ConnectCommand.message(for: $0) }?.hasPrefix(text) == true)
    }

    @Test(arguments: ["::1", "desk.example", "127.0.0.1"]) func `a name or an address alone is a host`(host: String) throws {
        #expect(throws: Never.self) { try ConnectCommand.parse(["--host", host]) }
    }

    private static let token = "tb_" + String(repeating: "aB3_-", count: 8) + "xyz"

    @Test func `a token is taken from a file with its line end, and its origin is known`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("token-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try (Self.token + "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let token = try ConnectToken(file: file)
        #expect(token.text == Self.token && token.origin == file)
    }

    @Test(arguments: [
        ("", "is empty; a token is tb_ and 43 letters, digits, - or _, in one line"), (" \n", "is empty; "),
        ("password", "holds no token; "), (ConnectOptionsTests.token + "\n" + ConnectOptionsTests.token, "has 2 lines; "),
        (String(ConnectOptionsTests.token.dropLast(4)), "has 42 characters instead of 46, or others; "),
        (ConnectOptionsTests.token.dropLast() + "é", "has 46 characters instead of 46, or others; "),
    ])
    func `a file that holds no token is named with what is wrong, and not with what it holds`(content: String, text: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("token-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        try content.write(toFile: file, atomically: true, encoding: .utf8)
        let error = #expect(throws: ConnectToken.Problem.self) { try ConnectToken(file: file) }
        #expect(error?.description.hasPrefix("the token file \(file) \(text)") == true, "\(error?.description ?? "")")
        #expect(content.count < 3 || error?.description.contains(content) == false)
    }

    @Test func `a token file that is not there is named`() {
        let error = #expect(throws: ConnectToken.Problem.self) { try ConnectToken(file: "/no/token") }
        #expect(error?.description.hasPrefix("the token file /no/token cannot be read; ") == true)
    }
}
