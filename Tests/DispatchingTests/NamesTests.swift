import Interpreting
import Rules
import Testing

@testable import Dispatching

/// Languages and places as people name them, in every command that takes one.
@Suite struct NamesTests {
    private let asked = "can be several languages, because Kurmanji and Sorani are not mutually intelligible (rules/languages.yaml:"
    private let members = "write ckb (Kurdish (Sorani)) or kmr (Kurdish (Kurmanji))"

    private func advice(_ language: String, contact: [String] = []) -> AdviceCase {
        AdviceCase(language: language, complexity: .practical, minutes: 20, contact: contact)
    }

    @Test func `a bare name is asked back with exactly its members by every command that takes a language`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        let filter = [ListFilter(.language, "ku")]
        let replies: [(parameter: String, reply: Reply)] = [
            ("language", desk.command(school, .submit(.talk("ku")))), ("language", desk.query(school, .advise(advice("ku")))),
            ("contact", desk.query(school, .advise(advice("ti", contact: ["ku"])))),
            ("language", desk.query(school, .quote(advice("ku"), start: nil, place: nil))),
            ("language", desk.query(school, .list(.requests, filters: filter, after: nil, limit: 9))),
            ("language", desk.query(school, .list(.interpreters, filters: filter, after: nil, limit: 9))),
            ("languages", desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(languages: ["ku:trained"]), expected: nil))),
        ]
        for (parameter, reply) in replies {
            #expect(reply.refusal?.reason == .unknownLanguage)
            #expect(reply.text.hasPrefix("\(parameter)=ku \(asked)") && reply.text.hasSuffix(members), "\(reply.text)")
        }
    }

    @Test func `showing a bare name shows its members`() throws {
        let desk = try Desk()
        #expect(desk.query(desk.school(), .show("Arabisch")).rows.map(\.subject) == ["acm", "apc", "arb", "ary"])
    }

    @Test func `two languages in one are asked back by every command, also in a list of an interpreter's languages`() throws {
        let desk = try Desk()
        let school = desk.school()
        _ = desk.interpreter()
        let right = "names more than one language, and one is asked for at a time; write fa (Persian (Iran)) or fa-AF (Dari)"
        let profile = InterpreterProfile(languages: ["Farsi/Dari:trained"])
        let replies = [
            "language": desk.command(school, .submit(.talk("Farsi/Dari"))),
            "languages": desk.system(.changeInterpreter(Identifier(1), profile, expected: nil)),
        ]
        for (parameter, reply) in replies {
            #expect(reply.refusal?.reason == .unknownLanguage)
            #expect(reply.text == "\(parameter)=Farsi/Dari \(right)", "\(reply.text)")
        }
        #expect(desk.query(school, .show("Farsi/Dari")).rows.map(\.subject) == ["fa", "fa-AF"])
    }

    @Test func `a word that is a municipality and a language shows both, the municipality first`() throws {
        let desk = try Desk()
        let school = desk.school()
        #expect(desk.query(school, .show("Mol")).rows.map(\.subject) == ["13025", "ro"])
        for name in ["As", "Ham", "Lo", "Niel", "Lint", "Pelt", "Bever"] {
            let kinds = desk.query(school, .show(name)).rows.map(\.kind)
            #expect(kinds.first == "MUNICIPALITY" || name == "Lo", "\(name) \(kinds)")
        }
    }

    @Test func `no name of a municipality is hidden by a language`() throws {
        let desk = try Desk()
        let school = desk.school()
        for place in desk.engine.rules.gazetteer.all {
            for name in [place.dutch, place.french] {
                #expect(desk.query(school, .show(name)).rows.first?.kind == "MUNICIPALITY", "\(name)")
            }
        }
    }

    @Test(arguments: ["agii", "AGII", "Amal", "AMAL", "Atlas"])
    func `an agency is shown in any case`(text: String) throws {
        let desk = try Desk()
        #expect(desk.query(desk.school(), .show(text)).rows.map(\.kind) == ["AGENCY"])
    }

    @Test(arguments: [
        ("Deurne", "SHOW Deurne is no municipality of Flanders or Brussels; did you mean 11002 (Antwerpen), 24020 (Diest)?"),
        ("Hongaars", "Hongaars is Hungarian, which the service does not have; LIST languages shows all 39"),
        ("E99", "E99 does not exist or is not yours to see; LIST establishments shows what is"),
        ("U99", "U99 does not exist or is not yours to see; LIST users shows what is"),
        (
            "Nergens",
            "Nergens does not exist or is not yours to see; SHOW takes an identifier such as R17, or what LIST agencies, "
                + "LIST languages and LIST municipalities show"
        ),
    ])
    func `what cannot be shown says what it may be, and a list that works`(text: String, answer: String) throws {
        let desk = try Desk()
        #expect(desk.query(desk.school(), .show(text)).text == answer)
    }

    @Test func `a home is refused as home, and a place as place`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        let reply = desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(home: "Deurne"), expected: nil))
        #expect(reply.text.hasPrefix("home=Deurne is no municipality"), "\(reply.text)")
    }

    @Test func `any language that is known may be a contact language, but Dutch has its own argument`() throws {
        let desk = try Desk()
        let school = desk.school()
        for text in ["de", "Duits", "deu", "fr", "hu"] {
            #expect(desk.query(school, .advise(advice("ti", contact: [text]))).first("AID")?.subject == "contact-language", "\(text)")
        }
        let dutch = desk.query(school, .advise(advice("ti", contact: ["Nederlands"])))
        #expect(
            dutch.text == "contact=Nederlands is Dutch; say with dutch= how well the client knows it, and leave it out here",
            "\(dutch.text)")
    }

    @Test func `the level of an interpreter's language stands directly behind it`() throws {
        let desk = try Desk()
        _ = desk.interpreter()
        let reply = { (language: String) in
            desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(languages: [language]), expected: nil))
        }
        #expect(
            reply("apc:Syrian:Lebanese:trained").text
                == "languages=apc:trained: the level stands once, directly behind the language: apc:trained:lebanese:syrian")
        #expect(reply("apc:Trained:Syrian").isDone)
    }

    @Test(arguments: [
        ("rum", "ro"), ("mo", "ro"), ("ajp", "apc"), ("scc", "sh"), ("sr_Latn", "sh"), ("SR-LATN", "sh"), ("prs", "fa-AF"),
        ("ar-SY", "apc"), ("ar-MA", "ary"), ("fa_AF", "fa-AF"), ("Levantijns Arabisch", "apc"), ("srpski", "sh"), ("zh-Hans-CN", "zh"),
    ])
    func `codes and names of browsers and hospital systems are taken by every command`(text: String, tag: String) throws {
        let desk = try Desk()
        let school = desk.school()
        let tolk = desk.interpreter([text])
        #expect(desk.engine.state.interpreters[Identifier(1)]?.competences.map(\.language.text) == [tag])
        #expect(desk.command(school, .submit(.talk(text))).isDone)
        #expect(desk.offers(.made).count == 1)
        let filter = [ListFilter(.language, text)]
        #expect(desk.query(school, .list(.requests, filters: filter, after: nil, limit: 9)).rows.count == 1)
        #expect(desk.query(tolk, .show(text)).rows.first?.subject == tag)
        #expect(desk.query(school, .advise(advice(text))).first("POOL")?.subject == tag)
    }

    @Test(arguments: ["iw", "hu", "Hungarian", "Aramees", "Danish", "Wit-Russisch"])
    func `a language that the service does not have is said so, and none like it proposed`(text: String) throws {
        let desk = try Desk()
        let reply = desk.command(desk.school(), .submit(.talk(text)))
        #expect(reply.text.contains("which the service does not have; LIST languages shows all 39"), "\(reply.text)")
    }

    @Test func `the successor of a municipality is said by name wherever a place is taken`() throws {
        let desk = try Desk()
        let school = desk.school("Merelbeke")
        let note = "Merelbeke is part of Merelbeke-Melle (44088) since 2025"
        let agreed = desk.command(school, .submit(.talk(place: "merelbeke")))
        let filters = [ListFilter(.place, "Merelbeke")]
        let profile = InterpreterProfile(
            name: "Tolk", gender: .female, home: "Merelbeke", modalities: [.telephone], pools: ["agii"], languages: ["ti"])
        let replies = [
            desk.system(.addOrganisation(name: "OCMW", sector: .welfare, place: "Merelbeke")), agreed,
            desk.system(.addEstablishment(Identifier(1), name: "Tweede", place: "Merelbeke")),
            desk.command(school, .amend(Amend(request: Identifier(1), place: "Merelbeke"))),
            desk.system(.addInterpreter(profile)),
            desk.system(.changeInterpreter(Identifier(1), InterpreterProfile(home: "Merelbeke"), expected: nil)),
            desk.query(school, .quote(advice("ti"), start: nil, place: "Merelbeke")), desk.query(school, .show("Merelbeke")),
            desk.query(school, .list(.requests, filters: filters, after: nil, limit: 9)),
        ]
        for reply in replies {
            #expect(reply.isDone, "\(reply.text)")
            let hints = reply.rows.filter { $0.kind == "HINT" && $0.text("place") == "44088" }
            #expect(hints.map { $0.text("text") } == [note], "\(reply)")
        }
        #expect(desk.requests().map(\.need.place.number) == [44088])
        let byCode = desk.command(school, .submit(.talk(place: "44043"))).rows.last { $0.kind == "HINT" }?.text("text")
        #expect(byCode == note.replacing("Merelbeke is", with: "NIS 44043, Merelbeke, is"))
    }

    @Test(arguments: [("Luik", "Liège (62063)"), ("Bergen", "Mons (53053)")])
    func `a municipality that no agency answers for is named`(text: String, name: String) throws {
        let desk = try Desk()
        let reply = desk.command(desk.school(), .submit(.talk(place: text)))
        #expect(reply.refusal?.reason == .unknownPlace)
        #expect(
            reply.text == "place=\(text) is \(name), outside Flanders and Brussels; the service answers for those alone", "\(reply.text)")
    }

    @Test func `what is stored under a code of before a merger keeps working, and shows the one of today`() throws {
        let desk = try Desk()
        let school = desk.school()
        desk.system(.addEstablishment(Identifier(1), name: "Merelbeke", place: "44088"))
        var site = try #require(desk.engine.state.establishments[Identifier(2)])
        site.municipality = MunicipalityCode(44043)
        _ = desk.engine.state.put(.establishment(site))
        let listed = desk.query(school, .list(.establishments, filters: [ListFilter(.place, "Merelbeke")], after: nil, limit: 9))
        #expect(listed.rows.filter { $0.kind == "ESTABLISHMENT" }.map { $0.text("place") } == ["44088"])
        // The site in the place of the talk is the one that asks.
        desk.command(school, .submit(.talk(place: "9820")))
        var request = try #require(desk.requests().first)
        #expect(request.establishment == Identifier(2) && request.agency.text == "agii")
        request.need.place = MunicipalityCode(44043)
        _ = desk.engine.state.put(.request(request))
        _ = desk.interpreter(home: "9000")
        let coordinator = desk.user(.coordinator, agency: "agii")
        #expect(desk.query(coordinator, .candidates(request.id)).first("CANDIDATE")?.subject == "I1")
        #expect(desk.query(school, .show("R1")).first("REQUEST")?.text("place") == "44088")
        let amended = desk.command(school, .amend(Amend(request: request.id, place: "Merelbeke")))
        #expect(amended.isDone && desk.requests().first?.need.place.number == 44088)
        #expect(desk.kinds().filter { $0 == .offerWithdrawn }.isEmpty)
    }

    @Test func `names of today get no such row`() throws {
        let desk = try Desk()
        let reply = desk.query(desk.school("Gand"), .show("Ghent"))
        #expect(reply.rows.map(\.kind) == ["MUNICIPALITY"])
    }
}
