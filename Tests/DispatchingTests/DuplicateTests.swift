import Interpreting
import Testing

@testable import Dispatching

/// What is registered twice is refused or asked back, with what it is called there and how to go on.
@Suite struct DuplicateTests {
    @Test(arguments: ["Sint-Jozefschool", "sint jozefschool", "SINT-JÓZEFSCHOOL"])
    func `the same organisation in the same municipality is refused with its identifier`(_ name: String) throws {
        let desk = try Desk()
        _ = desk.school()
        let reply = desk.system(.addOrganisation(name: name, sector: .health, place: "Mechelen"))
        #expect(reply.refusal?.reason == .duplicate)
        #expect(
            reply.text == "G1 \"Sint-Jozefschool\" is registered in 12025 (Mechelen) already, as E1: SHOW G1. Another place of it: "
                + "ORGANISATION site G1 name=… place=…; another organisation: give it a name that tells the two apart")
        #expect(desk.system(.addOrganisation(name: name, sector: .education, place: "44021")).isDone)
        #expect(desk.system(.addEstablishment(Identifier(1), name: name, place: "12025")).refusal?.reason == .duplicate)
        #expect(desk.system(.addEstablishment(Identifier(1), name: "annex", place: "12025")).isDone)
    }

    @Test func `an organisation can be called otherwise, its establishments with it, and not as another is`() throws {
        let desk = try Desk()
        _ = desk.school()
        _ = desk.school()
        desk.system(.addEstablishment(Identifier(2), name: "annex", place: "2800"))
        let taken = desk.system(.changeOrganisation(Identifier(2), name: "sint jozefschool", sector: nil, expected: nil))
        #expect(taken.refusal?.reason == .duplicate)
        let reply = desk.system(.changeOrganisation(Identifier(2), name: "Academy", sector: .other, expected: 1))
        #expect(reply.isDone && reply.first("ORGANISATION")?.text("v") == "2", "\(reply.text)")
        #expect(desk.engine.state.establishments.all().map(\.name) == ["Sint-Jozefschool", "Academy", "annex"])
        #expect(desk.journal.last?.kind == .organisationChanged)
        let again = desk.system(.changeOrganisation(Identifier(2), name: "Academy", sector: nil, expected: nil))
        #expect(again.text == "organisation G2 is so already")
        let late = desk.system(.changeOrganisation(Identifier(2), name: "X", sector: nil, expected: 1))
        #expect(late.refusal?.reason == .versionMismatch)
    }

    @Test func `an interpreter of the same name and home, or name and languages, is asked back`() throws {
        let desk = try Desk()
        var profile = InterpreterProfile(
            name: "Selam T.", gender: .female, home: "12025", modalities: [.video], pools: ["agii"], languages: ["ti", "am:trained"])
        #expect(desk.system(.addInterpreter(profile)).isDone)
        profile.name = "selam t"
        profile.languages = ["ti"]
        let reply = desk.system(.addInterpreter(profile))
        #expect(reply.refusal?.reason == .duplicate)
        #expect(
            reply.text == "I1 \"Selam T.\" of 12025 (Mechelen), languages ti am, is registered already: SHOW I1; "
                + "INTERPRETER set I1 … changes what is known. Another person: the same command with another=yes")
        profile.home = "44021"
        #expect(desk.system(.addInterpreter(profile)).isDone)
        profile.home = "11002"
        profile.languages = ["am", "ti"]
        #expect(desk.system(.addInterpreter(profile)).refusal?.reason == .duplicate)
        profile.isAnother = true
        #expect(desk.system(.addInterpreter(profile)).isDone)
    }

    @Test func `a name in another order is the same, one that is changed is looked at, and who is retired can come back`() throws {
        let desk = try Desk()
        var profile = InterpreterProfile(
            name: "Yonas Tekle", gender: .male, home: "12025", modalities: [.video], pools: ["agii"], languages: ["ti"])
        #expect(desk.system(.addInterpreter(profile)).isDone)
        profile.name = "Tekle, Yonas"
        #expect(desk.system(.addInterpreter(profile)).refusal?.reason == .duplicate)
        profile.name = "Eden"
        #expect(desk.system(.addInterpreter(profile)).isDone)
        var change = InterpreterProfile(name: "Yonas Tekle")
        #expect(desk.system(.changeInterpreter(Identifier(2), change, expected: nil)).refusal?.reason == .duplicate)
        #expect(desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(name: "Tekle Yonas"), expected: nil)).isDone)
        change.isAnother = true
        #expect(desk.system(.changeInterpreter(Identifier(2), change, expected: nil)).isDone)
        #expect(desk.system(.retireInterpreter(Identifier(1), expected: nil)).isDone)
        profile.name = "Yonas Tekle"
        let retired = desk.system(.addInterpreter(profile)).text
        #expect(retired.contains("already and retired: SHOW I1; INTERPRETER reinstate I1 brings back who is retired"), "\(retired)")
    }

    @Test func `a place of one organisation is not called as another organisation there is`() throws {
        let desk = try Desk()
        _ = desk.school()
        _ = desk.school()
        desk.system(.changeOrganisation(Identifier(2), name: "Academy", sector: nil, expected: nil))
        let reply = desk.system(.addEstablishment(Identifier(2), name: "Sint Jozefschool", place: "12025"))
        #expect(
            reply.text == "G1 \"Sint-Jozefschool\" is an organisation of its own in 12025 (Mechelen), as E1: SHOW G1. "
                + "A place of G2: give it a name that tells the two apart")
        #expect(desk.system(.addEstablishment(Identifier(2), name: "Sint Jozefschool", place: "44021")).isDone)
    }

    @Test func `an agreement with an agency that serves no place of the organisation names the one that does`() throws {
        let desk = try Desk()
        desk.system(.addOrganisation(name: "School", sector: .education, place: "12025"))
        let reply = desk.system(.addAgreement(Identifier(1), agency: "atlas", from: "2026-12-01", until: nil))
        #expect(reply.refusal?.reason == .badValue)
        #expect(
            reply.text == "agency=atlas serves no place of G1: E1 is in 12025 (Mechelen), which agii serves; "
                + "AGREEMENT add organisation=G1 agency=agii from=…, or register a place that atlas serves first")
        desk.system(.addEstablishment(Identifier(1), name: "annex", place: "11002"))
        #expect(desk.system(.addAgreement(Identifier(1), agency: "atlas", from: "2026-12-01", until: nil)).isDone)
    }

    @Test func `two agreements with one agency are never in force on the same day`() throws {
        let desk = try Desk()
        desk.system(.addOrganisation(name: "School", sector: .education, place: "12025"))
        func add(_ from: String, _ until: String?) -> Reply {
            desk.system(.addAgreement(Identifier(1), agency: "agii", from: from, until: until))
        }
        #expect(add("2026-01-01", "2026-06-30").isDone)
        #expect(add("2026-07-01", nil).isDone)
        let within = add("2026-03-01", "2026-04-01")
        #expect(within.refusal?.reason == .duplicate)
        #expect(
            within.text == "T1 of G1 with agii runs from 2026-01-01 until 2026-06-30, and two are not in force on the same day: "
                + "AGREEMENT end T1 until=2026-02-28 first")
        let early = add("2025-06-01", "2026-01-01").text
        #expect(early.hasSuffix("same day: let this one end with until=2025-12-31"), "\(early)")
        #expect(add("2027-01-01", nil).text.contains("T2 of G1 with agii runs from 2026-07-01 with no end, "))
        // What ended cannot be made to last into the one after it.
        let longer = desk.system(.endAgreement(Identifier(1), until: "2026-07-01"))
        #expect(longer.refusal?.reason == .duplicate)
        #expect(longer.text.contains("T2 of G1 with agii runs from 2026-07-01"), "\(longer.text)")
        #expect(longer.text.contains("until=2026-06-30"), "\(longer.text)")
        #expect(desk.system(.endAgreement(Identifier(1), until: "2026-05-31")).isDone)
        // Between two of them there are days again, and what is proposed is possible.
        let long = add("2026-05-01", nil).text
        #expect(long.hasSuffix("same day: let this one begin with from=2026-06-01 until=2026-06-30"), "\(long)")
        #expect(add("2026-06-01", "2026-06-30").isDone)
        #expect(add("2026-05-01", nil).text.hasSuffix("same day: SHOW T1, which is in force on some of these days"))
    }
}
