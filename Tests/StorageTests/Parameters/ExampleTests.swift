import Foundation
import Interpreting
import RuleFiles
import Testing
import Wire

@testable import Dispatching
@testable import Sessions

/// What HELP, ops/PROTOCOL.md and README.md tell people to type is typed here, in a world that has what the lines name.
@Suite struct ExampleTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// Before the days of the examples in documents.
    private static let world = world(CivilDate(year: 2026, month: 11, day: 23))
    /// After them, and before the clock is put forward.
    private static let later = world(CivilDate(year: 2027, month: 3, day: 22))

    private static func world(_ monday: CivilDate?) -> Result<FullWorld, any Error> {
        Result { try FullWorld(monday: #require(monday)) }
    }

    /// What an identifier of an example is in ``FullWorld``; by command where the first of its kind is not in the state that it takes.
    private static let named = [
        "R": "R4", "O": "O4", "A": "A3", "I": "I1", "G": "G1", "E": "E1", "T": "T1", "U": "U2", "K": "K2", "V": "V1",
        "START A": "A2", "FINISH A": "A1", "INTERPRETER I": "I2", "AGREEMENT add G": "G2",
    ]

    /// The line with identifiers of that world, and without versions, which are another matter.
    private static func adapted(_ text: String) -> String {
        let words = text.split(separator: " ").prefix(2).map(String.init)
        return text.replacing(#/ if=\d+/#, with: "").replacing(/\b([ROAIGETUKV])\d+\b/) { match -> String in
            let letter = String(match.1)
            let known = named["\(words.joined(separator: " ")) \(letter)"] ?? named["\(words[0]) \(letter)"] ?? named[letter]
            return known ?? String(match.0)
        }
    }

    /// Why the line is not accepted, by whom; nothing when everybody who may give the command can type it.
    private static func findings(typing text: String, in world: Result<FullWorld, any Error> = world) throws -> [String] {
        let world = try world.get()
        let line = try ClientLine.parse("1 \(adapted(text))")
        let command = try #require(CommandTable.command(line.command), "\(text)")
        let (order, key) = try command.bind(line, on: world.exampleDay)
        return [Role.requester, .interpreter, .coordinator, .admin].filter { command.access.allows($0) }.compactMap { role -> String? in
            var engine = world.engine
            let caller = world.caller(role, of: line)
            // Whoever asks for the outcome of a key has used it.
            if line.command == "OUTCOME", let key { keep(key, by: caller, &engine, at: world.now) }
            guard let input = order.input(from: caller, key: key) else { return nil }
            guard case .refused(let refusal)? = engine.handle(input, at: world.now).reply?.result else { return nil }
            return "\(text) (\(line.command) as \(role)): \(refusal.reason) \(refusal.text)"
        }
    }

    private static func keep(_ key: String, by caller: Caller, _ engine: inout Engine, at now: Timestamp) {
        guard case .principal(let user, _) = caller else { return }
        let entry = LedgerEntry(principal: user, key: key, fingerprint: "f", reply: .done(.state, "done"), at: now)
        engine.state.ledger.put(entry)
    }

    @Test(arguments: CommandTable.names) func `the examples that HELP gives are accepted when they are typed`(_ name: String) throws {
        let command = try #require(CommandTable.command(name))
        for form in command.forms {
            for world in [Self.world, Self.later] {
                let example = try form.example(of: name, for: nil, on: world.get().exampleDay)
                let found = try Self.findings(typing: example, in: world)
                #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
            }
        }
    }

    @Test func `the commands of the protocol page are accepted when they are typed`() throws {
        let page = try String(contentsOf: Self.root.appending(path: "ops/PROTOCOL.md"), encoding: .utf8)
        let examples = page.components(separatedBy: "\n").filter { $0.hasPrefix("    C ") }
            .map { $0.dropFirst(6).split(separator: " ").dropFirst().joined(separator: " ") }
        #expect(examples.count > 50)
        let found = try examples.flatMap { try Self.findings(typing: $0) }
        #expect(found.isEmpty, "\(found.count)\n\(found.joined(separator: "\n"))")
    }

    /// One after the other, in an empty service: U1 is the first administrator, and tokens are issued to U2, U3 and U4 in that order.
    @Test func `the first conversation of the README goes as it says`() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        var engine = Engine(rules: try FullWorld.rules.get())
        let now = try Timestamp.parse("2026-11-23T10:00", in: engine.rules.calendar.zone)
        for command in [
            Command.addUser(role: .admin, label: "first", organisation: nil, interpreter: nil, agency: nil),
            .addCredential(Identifier(1), kind: .token, digest: String(repeating: "f", count: 64), scope: .full, days: 365),
        ] { _ = engine.handle(.command(command, from: .system, key: nil), at: now) }
        let users: [(role: Role, number: Int64)] = [(.requester, 2), (.interpreter, 3), (.coordinator, 4), (.admin, 1)]
        var typed = 0
        for text in readme.components(separatedBy: "\n") + ["    ACCEPT O1", "    FINISH A1"] where text.hasPrefix("    ") {
            guard let line = try? ClientLine.parse("1 \(text.dropFirst(4))"), let command = CommandTable.command(line.command) else {
                continue
            }
            let user = try #require(users.first { command.access.allows($0.role) }).number
            let caller = Caller.principal(Identifier(user), credential: Identifier(user))
            let day = ExampleDay(now: now, zone: engine.rules.calendar.zone)
            let input = try #require(try command.bind(line, on: day).order.input(from: caller, key: nil), "\(text)")
            let reply = engine.handle(input, at: now).reply
            #expect(reply?.isDone == true, "\(text): \(String(describing: reply))")
            typed += 1
        }
        #expect(typed == 17)
    }
}

extension Order {
    /// What the engine is asked; nil when the session or the service does it.
    fileprivate func input(from caller: Caller, key: String?) -> Input? {
        let key = key.map { IdempotencyKey($0, fingerprint: "g") }
        switch self {
        case .command(let command): return .command(command, from: caller, key: key)
        case .query(let query): return .query(query, from: caller)
        case .issueToken(let user, let scope, let days):
            let digest = String(repeating: "0", count: 60) + String(user.number + 1_000)
            return .command(.addCredential(user, kind: .token, digest: digest, scope: scope, days: days), from: caller, key: key)
        case .service, .session: return nil
        }
    }
}
