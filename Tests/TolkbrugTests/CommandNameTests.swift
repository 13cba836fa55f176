import ArgumentParser
import Foundation
import Testing

@testable import Tolkbrug

@Suite struct CommandNameTests {
    @Test(arguments: [
        ("conect", "there is no command conect; did you mean connect?"),
        ("serv --port 1", "there is no command serv; did you mean serve?"),
        ("admin adit --database x", "there is no command adit; did you mean audit?"),
        ("rules chek", "there is no command chek; did you mean check?"),
        ("help conect", "there is no command conect; did you mean connect?"),
        ("admin token", nil), ("serve --data x", nil), ("--version", nil), ("", nil), ("bench --seconds 1", nil), ("admin", nil),
        ("plan file.json", nil),
    ])
    func `a misspelt command is blamed itself, with what may be meant`(line: String, text: String?) {
        #expect(MisspeltCommand(in: line.split(separator: " ").map(String.init), of: Tolkbrug.self)?.text == text)
    }

    @Test func `where nothing is near all commands are told`() {
        let slip = MisspeltCommand(in: ["admin", "xyzzy"], of: Tolkbrug.self)
        #expect(slip?.text == "there is no command xyzzy; there are migrate, audit, replay, token")
        #expect(slip?.parent == "tolkbrug admin")
    }

    @Test func `a fresh administrator's token is not written anywhere that nobody named`() throws {
        func problem(_ arguments: String...) -> String? {
            do {
                _ = try Tolkbrug.parseAsRoot(["admin", "token"] + arguments)
                return nil
            } catch {
                return Tolkbrug.message(for: error)
            }
        }
        let unnamed = problem("--database", "postgresql:///x")
        #expect(unnamed?.contains("give --out FILE, or the server's folder with --data") == true)
        #expect(problem("--database", "postgresql:///x", "--data", "/tmp") == nil)
        #expect(problem("--database", "postgresql:///x", "--out", "/tmp/\(UUID().uuidString)") == nil)
        #expect(problem("--out", "/no/such/token") == "--out /no/such/token: there is no such folder")
        #expect(problem("--out", "/tmp") == "--out /tmp: it is there already; name a new file")
    }
}
