import Client
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
    ])
    func `what names no server is refused with what to give`(arguments: [String], text: String) {
        let error = #expect(throws: (any Error).self) { try ConnectCommand.parse(arguments) }
        #expect(error.map { ConnectCommand.message(for: $0) }?.hasPrefix(text) == true)
    }
}
