import Interpreting
import Testing

@testable import Dispatching

/// Bad input gets value, limit and next step, and changes nothing.
@Suite struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let submit: Submit
        let reason: RefusalReason
        let says: [String]
        var testDescription: String { reason.rawValue + " " + says.joined(separator: " ") }
    }

    static let cases: [Case] = [
        Case(submit: .talk("tigrina"), reason: .unknownLanguage, says: ["language=tigrina", "did you mean ti (Tigrinya)"]),
        Case(submit: .talk("zz"), reason: .unknownLanguage, says: ["zz"]),
        Case(submit: .talk(minutes: 0), reason: .badDuration, says: ["minutes=0", "1 to 480"]),
        Case(submit: .talk(minutes: 100_000), reason: .badDuration, says: ["minutes=100000", "1 to 480"]),
        Case(
            submit: .talk(start: "2026-11-20T10:00"), reason: .startInPast,
            says: ["2026-11-20T10:00", "it is now 2026-11-23T09:00:00+01:00"]),
        Case(submit: .talk(start: "2027-03-28T02:30"), reason: .noSuchMinute, says: ["2027-03-28T02:30", "the next is 2027-03-28T03:00"]),
        Case(submit: .talk(start: "tomorrow"), reason: .badValue, says: ["start=tomorrow", "2026-11-24T10:00"]),
        Case(submit: .talk(start: "2029-01-01T10:00"), reason: .tooFarAhead, says: ["180 days"]),
        Case(submit: .talk(place: "Mechlen"), reason: .unknownPlace, says: ["place=Mechlen", "12025 (Mechelen)"]),
        Case(submit: .talk(fallback: [.telephone]), reason: .modalityNotAllowed, says: ["fallback=telephone"]),
    ]

    @Test(arguments: cases) func `a bad request is refused with what would be right`(_ bad: Case) throws {
        let desk = try Desk()
        let school = desk.school()
        let before = desk.engine.state.rows
        let reply = desk.command(school, .submit(bad.submit))
        #expect(reply.refusal?.reason == bad.reason, "\(reply.text)")
        for text in bad.says { #expect(reply.text.contains(text), "\(reply.text)") }
        #expect(desk.engine.state.rows == before)
    }

    @Test func `without an agreement in force the date it ended is named`() throws {
        let desk = try Desk()
        let school = desk.school(until: "2026-10-31")
        let reply = desk.command(school, .submit(.talk()))
        #expect(reply.refusal?.reason == .noAgreement)
        #expect(reply.text.contains("ended on 2026-10-31"))
    }

    @Test(arguments: [
        ("call 0470 12 34 56", "telephone number"), ("ask +32 470123456 first", "telephone number"),
        ("born 85.07.30-033.28", "national number"), ("mail jan.peeters@example.org", "e-mail"),
        ("0475 / 12 / 34 / 56", "telephone number"), ("0475_12_34_56", "telephone number"), ("0475-12-2034-56", "telephone number"),
        ("an.peeters(at)school.be", "e-mail"), ("an.peeters [at] school [punt] be", "e-mail"),
        ("2026-12-01 0475123456", "telephone number"), ("٠٤٧٥ ١٢ ٣٤ ٥٦", "telephone number"),
        ("0475 12-13 14-15", "telephone number"), ("09-12 13 14 15", "telephone number"), ("0475 12.34-16.58", "telephone number"),
        ("09.12-13.14 15", "telephone number"), ("02.07.15-123.45", "national number"), ("9-12 13-17 0475 12 34 56", "telephone number"),
    ]) func `free text that looks like personal data is refused`(_ note: String, _ what: String) throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        submit.note = note
        let reply = desk.command(school, .submit(submit))
        #expect(reply.refusal?.reason == .personalData)
        #expect(reply.text.contains(what), "\(reply.text)")
        #expect(!reply.text.contains(note))
    }

    @Test(arguments: [
        "room 12, second floor", "school year 2026-2027", "10:00-11:30, building 4", "2026-12-01 10:00-11:00", "01/12/2026 10:00",
        "dossier 2026/123456", "https://meet.example.org/room/12345678901", "on 1.12.2026 and 2.12.2026, 9u30", "see you @ 10.30",
        "9-12 en 13-17", "open 9-12 13-17 18-20", "ma-vr 08:30-16:00", "van 8.30 tot 12.00 uur", "08.30-12.00 13.00-17.00",
        "ma 08.30-12.00 / 13.00-16.30, di 08.30-12.00", "0830-1200 1300-1715", "9u-12u 13u30-17u", "8.30 - 12.00 13.00 - 17.00",
        "2026-12-01 09.00-12.00 13.00-16.00", "8.30 tot 12.00 13.00 tot 16.30", "09.00-12.00 2026-12-01 13.00-17.00",
    ])
    func `harmless numbers are not`(_ note: String) throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        submit.note = note
        #expect(desk.command(school, .submit(submit)).isDone)
    }

    @Test(arguments: [
        ("door \u{202E}left", "U+202E RIGHT-TO-LEFT OVERRIDE as its character 6"),
        ("\u{200B}", "U+200B ZERO WIDTH SPACE as its character 1"), ("0475\u{2060}123456", "U+2060 WORD JOINER as its character 5"),
        ("\u{2067}a\u{2069}", "U+2067 RIGHT-TO-LEFT ISOLATE as its character 1"),
        ("An\u{200D}na", "U+200D ZERO WIDTH JOINER as its character 3"),
        ("a\u{FEFF}", "U+FEFF ZERO WIDTH NO-BREAK SPACE as its character 2"),
        ("a\u{FE00}b", "U+FE00 VARIATION SELECTOR-1 as its character 2"),
        ("a\u{E0100}", "U+E0100 VARIATION SELECTOR-17 as its character 2"),
        ("a\u{2800}b", "U+2800 BRAILLE PATTERN BLANK as its character 2"), ("a\u{FFFF}", "U+FFFF as its character 2"),
    ])
    func `a character that nobody sees is refused in every text that is kept`(_ text: String, _ what: String) throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        #expect(desk.command(school, .submit(submit)).isDone)
        submit.note = text
        let profile = InterpreterProfile(
            name: text, gender: .female, home: "12025", modalities: [.video], pools: ["agii"], languages: ["ti"])
        for reply in [
            desk.command(school, .submit(submit)), desk.command(school, .cancel(Identifier(1), expected: nil, reason: text)),
            desk.system(.addOrganisation(name: "x" + text, sector: .health, place: "12025")), desk.system(.addInterpreter(profile)),
            desk.system(.addUser(role: .admin, label: "x" + text, organisation: nil, interpreter: nil, agency: nil)),
        ] {
            #expect(reply.refusal?.reason == .badValue)
            #expect(!reply.text.contains(text) && reply.text.contains("U+"), "\(reply.text)")
        }
        #expect(desk.command(school, .submit(submit)).text.contains("note holds \(what), "))
    }

    @Test func `joiners are kept where writing needs them`() throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        for note in ["می\u{200C}خواهم", "👩\u{200D}👧 room 3", "שלום door 2"] {
            submit.note = note
            #expect(desk.command(school, .submit(submit)).isDone, "\(note)")
        }
    }

    @Test func `a note is as long as the tables count it, each mark on a letter one`() throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        submit.note = String(repeating: "مَ", count: 140)
        #expect(desk.command(school, .submit(submit)).isDone)
        submit.note = String(repeating: "مَ", count: 141)
        let reply = desk.command(school, .submit(submit))
        #expect(reply.refusal?.reason == .badValue)
        #expect(reply.text.hasPrefix("note has 282 characters, marks on letters counted; at most 280"), "\(reply.text)")
    }

    @Test func `a pool named twice in different spellings is refused`() throws {
        let desk = try Desk()
        let profile = InterpreterProfile(
            name: "Tolk", gender: .female, home: "12025", modalities: [.video], pools: ["agii", "AGII"], languages: ["ti"])
        #expect(desk.system(.addInterpreter(profile)).refusal?.reason == .duplicate)
    }

    @Test func `what may not be seen answers exactly like what does not exist`() throws {
        let desk = try Desk()
        let school = desk.school()
        let other = desk.school()
        desk.command(school, .submit(.talk()))
        let hidden = desk.query(other, .show("R1")).text
        let absent = desk.query(other, .show("R9")).text
        #expect(hidden == absent.replacing("R9", with: "R1"))
        #expect(desk.command(other, .cancel(Identifier(1), expected: nil, reason: nil)).refusal?.reason == .notFound)
    }

    @Test func `roles decide commands`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        #expect(desk.command(tolk, .submit(.talk())).refusal?.reason == .notPermitted)
        #expect(desk.command(school, .offDuty()).refusal?.reason == .notPermitted)
        #expect(desk.command(school, .disableUser(Identifier(1))).refusal?.reason == .notPermitted)
        #expect(desk.query(school, .board(state: nil, limit: 10)).refusal?.reason == .notPermitted)
    }

    @Test func `a stale version is refused, with the one that holds`() throws {
        let desk = try Desk()
        let school = desk.school()
        desk.command(school, .submit(.talk()))
        let reply = desk.command(school, .cancel(Identifier(1), expected: 7, reason: nil))
        #expect(reply.refusal?.reason == .versionMismatch)
        #expect(reply.text.contains("R1 is at version 1, not 7"))
    }

    @Test func `a revoked credential stops working at once`() throws {
        let desk = try Desk()
        let school = desk.school()
        #expect(desk.query(school, .whoAmI).isDone)
        let token = try #require(desk.engine.state.credentials.all().first { $0.principal == school })
        desk.system(.revokeCredential(token.id))
        #expect(desk.query(school, .whoAmI).refusal?.reason == .credentialExpired)
        #expect(desk.query(school, .authenticate(.token, digest: token.digest)).refusal?.reason == .credentialExpired)
    }
}
