import Interpreting
import Testing

@testable import Dispatching

/// Administrators cannot lock everybody out, and what they type is refused rather than dropped.
@Suite struct AdministrationTests {
    private func credential(_ desk: Desk, of user: PrincipalID) throws -> CredentialID {
        try #require(desk.engine.state.credentials.all().first { $0.principal == user }).id
    }

    @Test func `the last valid credential of an administrator cannot be revoked`() throws {
        let desk = try Desk()
        let admin = desk.user(.admin)
        _ = desk.school()
        let reply = desk.command(admin, .revokeCredential(try credential(desk, of: admin)))
        #expect(reply.refusal?.reason == .wrongState)
        #expect(reply.text.contains("TOKEN issue user=\(admin) first"), "\(reply.text)")
        #expect(desk.query(admin, .whoAmI).isDone)
    }

    @Test func `a credential that lets nobody administrate does not count as another one`() throws {
        let desk = try Desk()
        let admin = desk.user(.admin)
        let digest = String(repeating: "a", count: 64)
        desk.system(.addCredential(admin, kind: .token, digest: digest, scope: .read, days: 365))
        desk.system(.addCredential(admin, kind: .certificate, digest: String(digest.dropLast()) + "b", scope: .full, days: 1))
        desk.now = desk.now + .days(2)
        #expect(desk.command(admin, .revokeCredential(Identifier(1))).refusal?.reason == .wrongState)
    }

    @Test func `with another administrator's credential it can be revoked`() throws {
        let desk = try Desk()
        let admin = desk.user(.admin)
        let second = desk.user(.admin)
        #expect(desk.command(second, .revokeCredential(try credential(desk, of: admin))).isDone)
        #expect(desk.command(second, .revokeCredential(try credential(desk, of: second))).refusal?.reason == .wrongState)
    }

    @Test func `a user with what belongs to another role is refused`() throws {
        let desk = try Desk()
        let school = desk.school()
        let organisation = try #require(desk.engine.state.principals[school]?.organisation)
        let reply = desk.system(.addUser(role: .requester, label: "desk", organisation: organisation, interpreter: nil, agency: "agii"))
        #expect(reply.refusal?.reason == .badValue)
        #expect(reply.text.contains("agency=agii is for role=coordinator"), "\(reply.text)")
        let admin = desk.system(.addUser(role: .admin, label: "desk", organisation: organisation, interpreter: nil, agency: nil))
        #expect(admin.refusal?.reason == .badValue)
    }

    @Test func `the next step of a registration has the required parameters`() throws {
        let desk = try Desk()
        let reply = desk.system(.addOrganisation(name: "School", sector: .education, place: "44021"))
        #expect(reply.text.contains("AGREEMENT add organisation=G1 agency=amal from=2026-11-23"), "\(reply.text)")
        let story = desk.user(.requester, organisation: Identifier(1))
        let refused = desk.command(story, .submit(.talk()))
        let whom = "amal (open until 2026-11-23T17:00:00+01:00)"
        #expect(refused.text.contains("there never was one; ask \(whom) to conclude one"), "\(refused.text)")
    }

    @Test func `an answer that says try again later is not kept for its key`() throws {
        var limits = EngineLimits()
        limits.openRequestsPerOrganisation = 1
        let desk = try Desk(limits: limits)
        let school = desk.school()
        // A refusal that would be repeated is kept.
        let past = IdempotencyKey("k2", fingerprint: "g")
        desk.command(school, .submit(.talk(start: "2026-11-20T10:00")), key: past)
        #expect(desk.query(school, .outcome(key: "k2")).refusal?.reason == .startInPast)
        desk.command(school, .submit(.talk()))
        let key = IdempotencyKey("k1", fingerprint: "f")
        let first = desk.command(school, .submit(.talk()), key: key)
        #expect(first.refusal?.reason == .tooManyOpen)
        #expect(desk.query(school, .outcome(key: "k1")).refusal?.reason == .notFound)
        desk.command(school, .cancel(Identifier(1), expected: nil, reason: nil))
        #expect(desk.command(school, .submit(.talk()), key: key).isDone)
    }
}
