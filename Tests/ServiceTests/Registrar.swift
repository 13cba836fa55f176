import Foundation
import Interpreting
import Testing

@testable import Service

/// Registers what a conversation needs.
struct Registrar {
    /// A working hour some weeks ahead, on the machine's own clock.
    static let soon: String = {
        let day = SystemClock().now() + Span.days(28)
        return String(day.description.prefix(10)) + "T10:00+00:00"
    }()

    let admin: TestClient

    init(_ admin: TestClient) { self.admin = admin }

    /// A school in Mechelen with an agreement, and a client of its own.
    func school(_ server: TestServer) async throws -> TestClient {
        try await done("r1", "ORGANISATION add name=\"Sint-Jozefschool Mechelen\" sector=education place=12025 key=r1")
        try await done("r2", "AGREEMENT add organisation=G1 agency=agii from=2020-01-01 key=r2")
        try await done("r3", "USER add role=requester label=\"reception desk\" organisation=G1 key=r3")
        return try await server.login(try await token("U2", "r4"))
    }

    /// An interpreter who is free on the day of ``soon``, and a coordinator of the agency, as users U3 and U4.
    func people(_ server: TestServer) async throws -> (tolk: TestClient, chief: TestClient) {
        try await done(
            "p1",
            "INTERPRETER add name=Tolk gender=female home=12025 modalities=(telephone video onsite) pools=(agii) languages=(ti) key=p1")
        try await done("p2", "USER add role=interpreter label=tolk interpreter=I1 key=p2")
        try await done("p3", "USER add role=coordinator label=chief agency=agii key=p3")
        let tolk = try await server.login(try await token("U3", "p4"))
        let day = Registrar.soon.prefix(10)
        #expect(try await tolk.ask("a", "AVAILABLE from=\(day)T06:00+00:00 until=\(day)T18:00+00:00 key=a").hasPrefix("a OK"))
        return (tolk, try await server.login(try await token("U4", "p5")))
    }

    /// A new token of `user`.
    func token(_ user: String, _ tag: String) async throws -> String {
        admin.send("\(tag) TOKEN issue user=\(user) key=\(tag)\r\n")
        let row = try await admin.line("\(tag) -")
        let secret = row.split(separator: " ").first { $0.hasPrefix("secret=") }?.dropFirst(7) ?? ""
        _ = try await admin.line("\(tag) OK")
        return String(secret)
    }

    func done(_ tag: String, _ command: String) async throws {
        let reply = try await admin.ask(tag, command)
        if !reply.hasPrefix("\(tag) OK") { throw TestClient.TooLate(waitedFor: "\(command): \(reply)") }
    }
}
