import Interpreting
import Matching
import Testing

@testable import Dispatching

/// Nobody is asked who cannot log in; whoever loses the last login is off duty, and what was offered goes to others.
@Suite struct LoginTests {
    private let call = Submit(language: "ti", complexity: .practical, minutes: 15, start: "now")

    /// The first is rung, and asked for a talk on Thursday; the other is next.
    private func asked() throws -> (desk: Desk, first: PrincipalID, second: PrincipalID, admin: PrincipalID) {
        let desk = try Desk(policy: OneByOne())
        let (school, admin) = (desk.school(), desk.user(.admin))
        let people = [desk.interpreter(), desk.interpreter()]
        for tolk in people { desk.command(tolk, .onDuty(modalities: [], until: nil)) }
        desk.command(school, .submit(call))
        let first = desk.user(of: try #require(desk.offers(.made).first))
        return (desk, first, try #require(people.first { $0 != first }), admin)
    }

    private func credential(_ desk: Desk, _ user: PrincipalID) throws -> CredentialID {
        try #require(desk.engine.state.credentials.all().first { $0.principal == user }).id
    }

    private func expectGone(_ desk: Desk, _ first: PrincipalID, _ second: PrincipalID, because reason: String) throws {
        let id = try #require(desk.engine.state.principals[first]?.interpreter)
        #expect(desk.engine.state.interpreters[id]?.duty == nil)
        #expect(desk.offers(.withdrawn).map { desk.user(of: $0) } == [first])
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [second])
        let told = try #require(desk.journal.last { $0.kind == .interpreterChanged })
        #expect(told.fields.contains(Field("login", false)) && told.fields.contains(Field("because", reason)), "\(told.fields)")
        let off = try #require(desk.journal.last { $0.kind == .dutyOff })
        #expect(off.fields == [Field("because", "no-login")])
        for event in [told, off] { #expect(event.scope.agencies == [AgencyCode("agii")] && event.scope.interpreter == id) }
    }

    @Test func `a disabled user's interpreter is off duty, and the next is rung`() throws {
        let (desk, first, second, admin) = try asked()
        let reply = desk.command(admin, .disableUser(first))
        try expectGone(desk, first, second, because: "user-disabled")
        #expect(reply.text.contains("its connections end; USER enable \(first) brings it back"), "\(reply.text)")
        #expect(reply.text.hasSuffix("1 offer is withdrawn: O1; 1 offer goes to others instead"), "\(reply.text)")
    }

    @Test func `so is the one whose last credential is revoked, and not the one who has another`() throws {
        let (desk, first, second, admin) = try asked()
        desk.system(.addCredential(first, kind: .token, digest: String(repeating: "d", count: 64), scope: .full, days: 1))
        desk.command(admin, .revokeCredential(try credential(desk, first)))
        #expect(desk.offers(.made).map { desk.user(of: $0) } == [first])
        let other = try #require(Array(desk.engine.state.credentials.all()).last { $0.principal == first })
        let reply = desk.command(admin, .revokeCredential(other.id))
        try expectGone(desk, first, second, because: "token-revoked")
        #expect(reply.text.contains("its connections end"), "\(reply.text)")
    }

    @Test func `a credential for reading alone lets nobody say yes`() throws {
        let (desk, first, second, admin) = try asked()
        desk.system(.addCredential(first, kind: .token, digest: String(repeating: "d", count: 64), scope: .read, days: 1))
        desk.command(admin, .revokeCredential(try credential(desk, first)))
        try expectGone(desk, first, second, because: "token-revoked")
    }

    @Test func `when the last credential runs out it is so in that moment, and told once`() throws {
        let (desk, first, second, admin) = try asked()
        desk.command(admin, .revokeCredential(try credential(desk, first)))
        desk.system(.addCredential(first, kind: .token, digest: String(repeating: "d", count: 64), scope: .full, days: 1))
        desk.pass(.days(1) - .hours(10))
        for tolk in [first, second] {
            let token = try #require(Array(desk.engine.state.credentials.all()).last { $0.principal == tolk })
            let order = Command.onDuty(modalities: [], until: nil)
            desk.handle(.command(order, from: .principal(tolk, credential: token.id), key: nil))
        }
        let school = try #require(desk.engine.state.principals.all().first { $0.role == .requester }).id
        desk.command(school, .submit(call))
        let head = desk.head
        desk.pass(.hours(10))
        let expired = desk.journal.dropFirst(head).filter { $0.kind == .tokenExpired }
        #expect(expired.count == 1)
        #expect(desk.journal.dropFirst(head).contains { $0.kind == .interpreterChanged && $0.fields.contains(Field("login", false)) })
        #expect(desk.journal.dropFirst(head).contains { $0.kind == .dutyOff && $0.fields == [Field("because", "no-login")] })
        // Another server that takes over has nothing to tell again.
        var next = Engine(state: desk.engine.state, rules: desk.engine.rules)
        #expect(next.handle(.wake, at: desk.now).events.allSatisfy { $0.kind != .tokenExpired && $0.kind != .interpreterChanged })
        let ended = desk.query(first, .whoAmI)
        #expect(ended.refusal?.reason == .credentialExpired)
    }

    @Test func `a user who is let in again is asked for what waits`() throws {
        let desk = try Desk()
        let (school, admin, tolk) = (desk.school(), desk.user(.admin), desk.interpreter())
        desk.command(admin, .disableUser(tolk))
        desk.command(school, .submit(.talk()))
        #expect(desk.requests().map(\.state) == [.open])
        #expect(desk.requests()[0].chance == 0)
        let reply = desk.command(admin, .enableUser(tolk))
        #expect(reply.text == "user \(tolk) is back; its valid credentials, 1, work again; 1 offer is made: O1", "\(reply.text)")
        #expect(desk.command(tolk, .accept(Identifier(1), expected: nil)).isDone)
        #expect(desk.command(admin, .enableUser(tolk)).text == "user \(tolk) is not disabled")
    }

    @Test func `a token for a disabled user is refused with the way to bring it back`() throws {
        let desk = try Desk()
        let (admin, tolk) = (desk.user(.admin), desk.interpreter())
        desk.command(admin, .disableUser(tolk))
        let digest = String(repeating: "e", count: 64)
        let refused = desk.command(admin, .addCredential(tolk, kind: .token, digest: digest, scope: .full, days: 1))
        #expect(refused.refusal?.reason == .wrongState)
        #expect(refused.text.contains("user \(tolk) is disabled; USER enable \(tolk)"), "\(refused.text)")
        #expect(desk.query(tolk, .whoAmI).refusal?.reason == .authenticationFailed)
        #expect(desk.query(tolk, .whoAmI).text.contains("user \(tolk) is disabled"))
    }

    @Test func `whoever cannot log in is not asked, may be assigned by hand, and needs attention then`() throws {
        let desk = try Desk()
        let (school, chief) = (desk.school(), desk.user(.coordinator, agency: "agii"))
        let tolk = desk.interpreter()
        let admin = desk.user(.admin)
        desk.command(admin, .disableUser(tolk))
        desk.command(school, .submit(.talk()))
        let excluded = try #require(desk.query(chief, .explain(Identifier(1))).first("EXCLUDED"))
        #expect(excluded.text("constraint") == "no-login")
        #expect(desk.query(chief, .candidates(Identifier(1))).first("CANDIDATE")?["not-asked"] == .list(["no-login"]))
        #expect(desk.query(chief, .show("I1")).first("INTERPRETER")?.text("login") == "no")
        #expect(desk.command(chief, .assign(Identifier(1), Identifier(1), expected: nil)).isDone)
        let row = try #require(desk.query(chief, .board(state: nil, limit: 9)).first("ATTENTION"))
        #expect(row.subject == "A1" && row["because"] == .list(["no-login"]))
        desk.command(admin, .enableUser(tolk))
        #expect(desk.query(chief, .board(state: nil, limit: 9)).first("ATTENTION") == nil)
    }

    @Test func `a gateway that can log in can answer for those whom it rings, and only then they are asked`() throws {
        let desk = try Desk(policy: OneByOne())
        let (school, admin) = (desk.school(), desk.user(.admin))
        let gateway = desk.user(.gateway)
        desk.system(
            .addInterpreter(
                InterpreterProfile(
                    name: "Tolk 1", gender: .female, home: "12025", modalities: [.telephone], pools: ["agii"], languages: ["ti"],
                    gateway: gateway.description)))
        #expect(desk.command(gateway, .onDuty(modalities: [], until: nil, for: Identifier(1))).isDone)
        desk.command(school, .submit(call))
        #expect(desk.offers(.made).map(\.interpreter) == [Identifier(1)])
        let reply = desk.command(admin, .disableUser(gateway))
        #expect(reply.text.contains("1 offer is withdrawn: O1"), "\(reply.text)")
        #expect(desk.engine.state.interpreters[Identifier(1)]?.duty == nil)
        let told = try #require(desk.journal.last { $0.kind == .interpreterChanged })
        #expect(told.fields.contains(Field("login", false)) && told.scope.gateway == gateway)
        desk.command(admin, .enableUser(gateway))
        #expect(desk.command(gateway, .onDuty(modalities: [], until: nil, for: Identifier(1))).isDone)
        #expect(desk.offers(.made).map(\.interpreter) == [Identifier(1)])
        desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(gateway: "none"), expected: nil))
        #expect(desk.engine.state.interpreters[Identifier(1)]?.duty == nil && desk.offers(.made).isEmpty)
    }
}
