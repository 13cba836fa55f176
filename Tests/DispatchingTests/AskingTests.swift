import Interpreting
import Testing

@testable import Dispatching

/// What is asked before and around a request: advice, prices, lists, candidates.
@Suite struct AskingTests {
    private func advice(_ language: String = "ti", minutes: Int = 15, dutch: String? = nil, contact: [String] = []) -> Query {
        .advise(AdviceCase(language: language, complexity: .practical, minutes: minutes, dutch: dutch, contact: contact))
    }

    @Test(arguments: [("none", "none"), ("basic", "a2"), ("good", "b2"), ("b1", "b1"), ("C1", "c1")])
    func `how well somebody speaks Dutch may be said in plain words or by level`(_ said: String, _ level: String) throws {
        let desk = try Desk()
        let reply = desk.query(desk.school(), advice(dutch: said))
        #expect(reply.isDone, "\(reply.text)")
        #expect(reply.first("AID")?.text("dutch") == level)
        #expect(reply.first("AID")?.subject == (level == "none" ? "interpreter" : "clear-dutch"))
    }

    @Test func `a price says when cancelling is no longer free, and nothing of it while it is`() throws {
        let desk = try Desk()
        let school = desk.school()
        func quote(_ start: String?) -> String {
            desk.query(school, .quote(AdviceCase(language: "ti", complexity: .practical, minutes: 20), start: start, place: nil)).text
        }
        let ended = "; cancelling it is no longer free, that ended at 2026-11-20T10:00:00+01:00"
        #expect(quote("2026-11-23T14:00").hasSuffix(ended), "\(quote("2026-11-23T14:00"))")
        #expect(!quote("2026-11-25T14:00").contains("no longer free"))
    }

    @Test func `a date that does not exist is told why`() throws {
        let desk = try Desk()
        let reply = desk.command(desk.school(), .submit(.talk(start: "2026-11-31T10:00")))
        #expect(reply.text.hasPrefix("start=2026-11-31T10:00: November has 30 days; write it like"), "\(reply.text)")
    }

    @Test func `another word for Dutch is refused with all that would be right`() throws {
        let desk = try Desk()
        let reply = desk.query(desk.school(), advice(dutch: "fluent"))
        #expect(reply.text.contains("none, basic, good, a1, a2, b1, b2, c1"), "\(reply.text)")
    }

    @Test(arguments: [
        ("Tigrinya", "ti"), ("TURKS", "tr"), ("turkish", "tr"), ("türkçe", "tr"), ("Dari", "prs"), ("français", "fr"), ("Sorani", "ckb"),
        ("中文", nil), ("Arabic", nil), ("Koerdisch", nil),
    ] as [(String, String?)])
    func `a language may be named in Dutch, French, English or itself, unless several share it`(_ name: String, _ iso: String?) throws {
        let desk = try Desk()
        let reply = desk.query(desk.school(), advice(name))
        #expect(reply.isDone == (iso != nil), "\(reply.text)")
        guard let iso else { return }
        let byCode = try #require(desk.engine.rules.languages.resolve(iso))
        #expect(reply.first("POOL")?.subject == byCode.text)
    }

    @Test func `names of languages count wherever a language is taken, and the parameter at fault is named`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter(["Tigrinya", "French:trained"])
        #expect(desk.engine.state.interpreters[Identifier(1)]?.competences.map(\.language.text) == ["ti", "fr"])
        #expect(desk.command(school, .submit(.talk("tigrigna"))).isDone)
        #expect(desk.query(school, .list(.requests, filters: [ListFilter(.language, "Tigrinya")], after: nil, limit: 9)).rows.count == 1)
        let contact = desk.query(school, advice(contact: ["Qwertish"]))
        #expect(contact.text.hasPrefix("contact=Qwertish is not served"), "\(contact.text)")
        let profile = InterpreterProfile(languages: ["Qwertish"])
        let languages = desk.system(.changeInterpreter(Identifier(1), profile, expected: nil))
        #expect(languages.text.hasPrefix("languages=Qwertish is not served"), "\(languages.text)")
    }

    @Test func `a request's own offer and assignment do not stand in its interpreter's way`() throws {
        let desk = try Desk()
        let school = desk.school()
        let coordinator = desk.user(.coordinator, agency: "agii")
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        #expect(desk.offers(.made).count == 1)
        let offered = desk.query(coordinator, .candidates(Identifier(1)))
        #expect(offered.first("CANDIDATE")?.subject == "I1", "\(offered)")
        #expect(offered.first("EXCLUDED") == nil)
        let explained = desk.query(coordinator, .explain(Identifier(1)))
        #expect(explained.first("POOL")?.text("eligible") == "1")
        #expect(explained.first("HINT") == nil)
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        #expect(desk.query(coordinator, .candidates(Identifier(1))).first("CANDIDATE")?.subject == "I1")
    }

    @Test func `an offer for another request at the same time still stands in the way`() throws {
        let desk = try Desk()
        let school = desk.school()
        let coordinator = desk.user(.coordinator, agency: "agii")
        _ = desk.interpreter()
        desk.command(school, .submit(.talk()))
        desk.command(school, .submit(.talk()))
        #expect(desk.query(coordinator, .candidates(Identifier(2))).first("CANDIDATE")?["not-asked"] == .list(["offered"]))
    }

    @Test func `a filter that can match nothing is refused with what would be right`() throws {
        let desk = try Desk()
        let school = desk.school()
        func list(_ kind: ListKind, _ filter: ListFilter) -> Reply {
            desk.query(school, .list(kind, filters: [filter], after: nil, limit: 9))
        }
        let state = list(.requests, ListFilter(.state, "offerd"))
        #expect(state.text.contains("state=offerd is none of open") && state.text.contains("did you mean offered?"), "\(state.text)")
        #expect(list(.offers, ListFilter(.state, "assigned")).text.contains("made, accepted"))
        #expect(list(.offers, ListFilter(.organisation, "G1")).text.contains("does not filter offers; possible: state="))
        #expect(list(.requests, ListFilter(.interpreter, "Jan")).text.contains("write it like I17"))
        #expect(list(.requests, ListFilter(.agency, "agi")).refusal?.reason == .notFound)
        #expect(list(.requests, ListFilter(.place, "Mechelen")).isDone)
        #expect(desk.query(school, .list(.languages, filters: [], after: "xx", limit: 9)).refusal?.reason == .badValue)
    }

    @Test func `the line for the next page keeps the filters`() throws {
        let desk = try Desk()
        let school = desk.school()
        for _ in 0..<3 { desk.command(school, .submit(.talk())) }
        let filters = [ListFilter(.state, "open"), ListFilter(.language, "ti")]
        let reply = desk.query(school, .list(.requests, filters: filters, after: nil, limit: 1))
        #expect(reply.text == "1 request; more with LIST requests state=open language=ti after=R1 limit=1")
    }

    @Test func `a price without a start says which one it assumes, and a remote talk has no kilometres`() throws {
        let desk = try Desk()
        let school = desk.school()
        let talk = AdviceCase(language: "ti", complexity: .practical, minutes: 15)
        let remote = desk.query(school, .quote(talk, start: nil, place: nil))
        #expect(remote.text.contains("reckoned for a start now, 2026-11-23T09:00:00+01:00"), "\(remote.text)")
        #expect(!remote.text.contains("kilometres"))
        var long = talk
        (long.complexity, long.minutes) = (.complex, 75)
        let onSite = desk.query(school, .quote(long, start: "2026-12-01T10:00", place: nil))
        #expect(onSite.text.contains("without kilometres, because no place was given"), "\(onSite.text)")
        #expect(!onSite.text.contains("reckoned"))
    }

    @Test func `a hopeless request says so, with a hint, and text and row agree on its state`() throws {
        let desk = try Desk()
        let school = desk.school()
        let reply = desk.command(school, .submit(.talk()))
        #expect(reply.isDone)
        #expect(reply.first("REQUEST")?.text("chance") == "0")
        #expect(reply.text.contains("R1 is open, but nobody is available for it now"), "\(reply.text)")
        #expect(reply.first("HINT")?.text("change") == "none")
        _ = desk.interpreter(["tr"])
        let good = desk.command(school, .submit(.talk("tr")))
        #expect(good.first("REQUEST")?.text("state") == "offered")
        #expect(good.text.hasPrefix("request R2 is offered; on site"), "\(good.text)")
    }

    @Test func `a required gender must be named`() throws {
        let desk = try Desk()
        let school = desk.school()
        var submit = Submit.talk()
        submit.genderIsRequired = true
        let reply = desk.command(school, .submit(submit))
        #expect(reply.refusal?.reason == .badValue)
        #expect(reply.text.contains("add gender=female"), "\(reply.text)")
        submit.gender = .female
        #expect(desk.command(school, .submit(submit)).isDone)
    }

    @Test func `an offer that rang out is not somebody else's`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter()
        desk.command(school, .submit(.talk()))
        let offer = try #require(desk.offers(.made).first)
        desk.now = offer.expiresAt
        #expect(desk.command(tolk, .accept(offer.id, expected: nil)).refusal?.reason == .wrongState)
        desk.handle(.wake)
        let late = desk.command(tolk, .accept(offer.id, expected: nil))
        #expect(late.refusal?.reason == .wrongState)
        #expect(late.text.contains("O1 is expired"), "\(late.text)")
    }

    @Test func `a requester can show every interpreter it is told of, and is told of no other`() throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter(gender: .female)
        desk.command(school, .submit(.talk()))
        #expect(desk.query(school, .show("I1")).refusal?.reason == .notFound)
        desk.command(tolk, .accept(Identifier(1), expected: nil))
        let shown = desk.query(school, .show("I1"))
        #expect(shown.first("INTERPRETER")?.text("name") == "Tolk 1")
        #expect(shown.first("INTERPRETER")?.text("home") == nil)
        var wish = Submit.talk(start: "2026-11-25T10:00")
        (wish.gender, wish.genderIsRequired) = (.male, true)
        let hopeless = desk.command(school, .submit(wish))
        #expect(hopeless.rows.contains { $0.kind == "HINT" && $0.text("change") == "gender" })
        #expect(!hopeless.rows.contains { $0.kind == "HINT" && $0["best"] != nil })
    }
}
