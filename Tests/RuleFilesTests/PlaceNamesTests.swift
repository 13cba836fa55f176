import Foundation
import Interpreting
import Rules
import Testing

@testable import RuleFiles

/// The municipalities of before, against the real rules.
@Suite struct PlaceNamesTests {
    /// Every merger in Flanders of 2019 and 2025: the code and name of before, a postal code, and the code of today.
    static let mergers: [(code: Int, name: String, postal: String?, now: Int, since: Int)] = [
        (44001, "Aalter", "9880", 44084, 2019), (44029, "Knesselare", "9910", 44084, 2019), (44011, "Deinze", "9800", 44083, 2019),
        (44049, "Nevele", "9850", 44083, 2019), (12030, "Puurs", "2870", 12041, 2019), (12034, "Sint-Amands", "2890", 12041, 2019),
        (45017, "Kruishoutem", "9770", 45068, 2019), (45057, "Zingem", "9750", 45068, 2019), (44036, "Lovendegem", "9920", 44085, 2019),
        (44072, "Waarschoot", "9950", 44085, 2019), (44080, "Zomergem", "9930", 44085, 2019),
        (72040, "Meeuwen-Gruitrode", "3670", 72042, 2019), (71047, "Opglabbeek", "3660", 72042, 2019),
        (72025, "Neerpelt", "3910", 72043, 2019), (72029, "Overpelt", "3900", 72043, 2019),
        (46003, "Beveren", "9120", 46030, 2025), (46013, "Kruibeke", "9150", 46030, 2025), (11056, "Zwijndrecht", "2070", 46030, 2025),
        (46014, "Lokeren", "9160", 46029, 2025), (44045, "Moerbeke", "9180", 46029, 2025), (44034, "Lochristi", "9080", 44087, 2025),
        (44073, "Wachtebeke", "9185", 44087, 2025), (44043, "Merelbeke", "9820", 44088, 2025), (44040, "Melle", "9090", 44088, 2025),
        (44012, "De Pinte", "9840", 44086, 2025), (44048, "Nazareth", "9810", 44086, 2025), (73006, "Bilzen", "3740", 73110, 2025),
        (73032, "Hoeselt", "3730", 73110, 2025), (73083, "Tongeren", "3700", 73111, 2025), (73009, "Borgloon", "3840", 73111, 2025),
        (71022, "Hasselt", "3500", 71072, 2025), (73040, "Kortessem", "3720", 71072, 2025), (71057, "Tessenderlo", "3980", 71071, 2025),
        (71069, "Ham", "3945", 71071, 2025), (23023, "Galmaarden", "1570", 23106, 2025), (23024, "Gooik", "1755", 23106, 2025),
        (23032, "Herne", "1540", 23106, 2025), (37018, "Wingene", "8750", 37021, 2025), (37012, "Ruiselede", "8755", 37021, 2025),
        (37015, "Tielt", "8700", 37022, 2025), (37007, "Meulebeke", "8760", 37022, 2025), (11007, "Borsbeek", "2150", 11002, 2025),
    ]

    @Test func `every municipality of before leads to its successor by code, name and postal code, and the answer says so`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        for merger in Self.mergers {
            let now = try #require(gazetteer.municipality(MunicipalityCode(merger.now)))
            let part = "is part of \(now.dutch) (\(now.code)) since \(merger.since)"
            #expect(gazetteer.resolve("\(merger.code)")?.code == now.code, "\(merger)")
            #expect(gazetteer.note(on: "\(merger.code)") == "NIS \(merger.code), \(merger.name), \(part)")
            #expect(gazetteer.resolve(merger.name)?.code == now.code, "\(merger)")
            #expect(gazetteer.resolve(merger.name.uppercased())?.code == now.code, "\(merger)")
            // One that kept its name is meant as it is today.
            #expect(gazetteer.note(on: merger.name) == (now.dutch == merger.name ? nil : "\(merger.name) \(part)"))
            if let postal = merger.postal { #expect(gazetteer.resolve(postal)?.code == now.code, "\(merger)") }
        }
        #expect(gazetteer.formerCodes.map(\.number) == Self.mergers.map(\.code).filter { $0 != 11002 }.sorted())
    }

    @Test func `what was stored under a code of before keeps its agency and its journeys`() throws {
        let book = try RuleFixtures.book()
        let ghent = MunicipalityCode(44021)
        for merger in Self.mergers {
            let (before, now) = (MunicipalityCode(merger.code), MunicipalityCode(merger.now))
            #expect(book.agencies.agency(serving: before) == book.agencies.agency(serving: now))
            #expect(book.travel.metres(from: before, to: ghent) == book.travel.metres(from: now, to: ghent))
        }
    }

    @Test func `names in Dutch and French are those of Statbel`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/municipalities.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(lines.count == gazetteer.all.count)
        for line in lines {
            let municipality = try #require(Int(line[0]).flatMap { gazetteer.municipality(MunicipalityCode($0)) })
            #expect([municipality.dutch, municipality.french] == [line[1], line[2]])
            for name in line[1...] { #expect(gazetteer.resolve(name)?.code == municipality.code, "\(name)") }
        }
    }

    @Test(arguments: [
        ("Zwalin", 45065), ("Gent", 44021), ("GAND", 44021), ("Ghent", 44021), ("Antwerp", 11002), ("Brussels", 21004),
        ("Bruxelles", 21004),
        ("St-Niklaas", 46021), ("St. Niklaas", 46021), ("sint niklaas", 46021), ("Saint-Nicolas", 46021), ("SINTNIKLAAS", 46021),
        ("St Gilles", 21013), ("St.-Gillis", 21013), ("Sint‑Genesius‑Rode", 23101), ("Rhode-St-Genèse", 23101),
        ("rhode saint genese", 23101),
        ("Berchem-Ste-Agathe", 21003), ("Woluwe St Lambert", 21018), ("Sint Pieters_Leeuw", 23077), ("Heist op den Berg", 12014),
        ("De Panne", 38008), ("depanne", 38008), ("Coxyde", 38014), ("Tongres", 73111), ("Looz", 73111),
        ("Wilrijk", 11002), ("Borgerhout", 11002),
        ("Ledeberg", 44021), ("Heverlee", 24062), ("Laeken", 21004), ("'s-Gravenvoeren", 73109), ("s Gravenwezel", 11039),
        ("’s‑Gravenwezel", 11039),
        ("Sint-Job-in-'t-Goor", 11009), ("St-Job in ’t Goor", 11009), ("Bruges", 31005), ("Louvain", 24062), ("Molenbeek", 21012),
        ("9820 Merelbeke", 44088), ("B-9820 MERELBEKE", 44088), ("Merelbeke (9820)", 44088), ("2100 Deurne", 11002), ("3290 Deurne", 24020),
        ("9030 Mariakerke", 44021), ("8400 Mariakerke", 35013), ("2980 Halle", 11055),
        ("9870 Machelen", 44081), ("3390 Tielt", 24135), ("2430 Vorst", 13053), ("9320 Nieuwerkerken", 41002), ("3800 Aalst", 71053),
        ("3381 Kapellen", 24137), ("8691 Beveren", 38002), ("9500 Moerbeke", 41018), ("B-9000", 44021), ("B9000", 44021),
        ("be 9000", 44021), ("Halle", 23027), ("Vorst", 21007), ("Tielt", 37022), ("Machelen", 23047), ("Nieuwerkerken", 71045),
        ("Mechelen (Malines)", 12025), ("Mechelen/Malines", 12025), ("Ham (Limburg)", 71071), ("Kapellen (Antwerpen)", 11023),
        ("Deurne (Antwerpen)", 11002), ("Deurne, Diest", 24020), ("Deurne (Brabant flamand)", 24020), ("Vorst (Laakdal)", 13053),
        ("Vorst (Brussel)", 21007), ("Haren (1130)", 21004), ("Antwerpen, België", 11002), ("1050 Ixelles", 21009),
        ("BE 1050 Brussel", 21004),
    ])
    func `a place is found as people write it`(text: String, code: Int) throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.resolve(text)?.code.number == code)
    }

    @Test func `a part of a municipality is named with it, a name of its own is not`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.note(on: "ledeberg") == "Ledeberg is part of Gent (44021)")
        #expect(gazetteer.note(on: "tongres") == "Tongres is part of Tongeren-Borgloon (73111) since 2025")
        for text in ["Ghent", "Gent", "44021", "9000", "Aalter", "Nowhere", "", "R17"] {
            #expect(gazetteer.note(on: text) == nil, "\(text)")
        }
    }

    @Test func `a name of several parts is asked back with all of them, and never guessed`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.resolve("Mariakerke") == nil && gazetteer.note(on: "Mariakerke") == nil)
        #expect(Set(gazetteer.suggestions(for: "Mariakerke").map(\.dutch)) == ["Gent", "Oostende"])
        #expect(gazetteer.suggestions(for: "Haren").map(\.dutch) == ["Brussel", "Tongeren-Borgloon"])
        #expect(gazetteer.suggestions(for: "Deurne (Limburg)").map(\.dutch) == ["Antwerpen", "Diest"])
        #expect(gazetteer.isShared("Haren") && !gazetteer.isShared("Halle") && !gazetteer.isShared("Nergens"))
    }

    @Test(arguments: [
        ("Luik", "Liège (62063)"), ("liege", "Liège (62063)"), ("62063", "Liège (62063)"), ("Bergen", "Mons (53053)"),
        ("Namen", "Namur (92094)"),
        ("'s Gravenbrakel", "Braine-le-Comte (55004)"), ("Waver", "Wavre (25112)"), ("Nijvel", "Nivelles (25072)"),
        ("Eupen", "Eupen (63023)"),
        ("Moeskroen", "Mouscron (57096)"), ("Limburg", "Limbourg (63046)"),
    ])
    func `a municipality outside Flanders and Brussels is named, and none like it proposed`(text: String, name: String) throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.resolve(text) == nil)
        #expect(gazetteer.elsewhere(text) == name)
        #expect(gazetteer.suggestions(for: text).isEmpty, "\(gazetteer.suggestions(for: text).map(\.dutch))")
    }

    @Test func `what is in Flanders or Brussels too is meant so`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        for text in ["Saint-Nicolas", "Gent", "44021", "44043", "Merelbeke", "Merelbeek", "Mariakerke", "9000", "R17", ""] {
            #expect(gazetteer.elsewhere(text) == nil, "\(text)")
        }
    }

    @Test func `a long text is no name and costs little`() throws {
        let book = try RuleFixtures.book()
        let long = String(repeating: "é", count: 60_000)
        #expect(book.gazetteer.resolve(long) == nil && book.gazetteer.suggestions(for: long).isEmpty)
        #expect(book.languages.meaning(of: long) == .unknown && book.languages.suggestions(for: long).isEmpty)
    }

    @Test func `a postal code that is not of the place named is not passed over`() throws {
        let gazetteer = try RuleFixtures.book().gazetteer
        #expect(gazetteer.resolve("9000 Antwerpen") == nil)
        #expect(gazetteer.suggestions(for: "9000 Antwerpen").map(\.dutch) == ["Gent"])
        #expect(gazetteer.note(on: "2100 Deurne") == "Deurne is part of Antwerpen (11002)")
        #expect(gazetteer.elsewhere("4000 Luik") == "Liège (62063)")
    }

    @Test func `a slip in a name of before still leads to the successor`() throws {
        #expect(try RuleFixtures.book().gazetteer.suggestions(for: "Merelbeek").first?.code.number == 44088)
    }

    @Test(arguments: [
        ("Deurne,part,,99999,,x", "2:14: municipality 99999 is not in gazetteer.csv, expected one of today"),
        ("Gent,name,,11002,,x", "2:1: Gent is 44021 (Gent) already, expected a name that no municipality of today has"),
        ("Gent,part,,44021,,x", "2:1: Gent is 44021 (Gent) already, expected a name that no municipality of today has"),
        ("Deurne,district,,11002,,x", "2:8: kind is \"district\", expected merged, part, name or elsewhere"),
        ("Deurne,part,11007,11002,,x", "2:13: nis is \"11007\", expected nothing: only what was merged has one"),
        ("Deurne,merged,44021,11002,2025,x", "2:15: nis 44021 is a municipality of today, expected the code of one that was merged"),
        ("Deurne,merged,11007,11002,,x", "2:27: since is \"\", expected a whole number from 1900 to 2100"),
        (",part,,11002,,x", "2:1: name is empty, expected a name, or several with | between"),
        ("Deurne|Deurne,part,,11002,,x", "2:1: Deurne is already on line 2, expected each name of a municipality once"),
        ("Gent,elsewhere,44021,,,x", "2:16: nis 44021 is Gent, one of gazetteer.csv, expected one outside Flanders and Brussels"),
        ("Mons,elsewhere,53053,44021,,x", "2:22: municipality is \"44021\", expected nothing: the service does not answer for this one"),
        ("Deurne,part", "2:1: 2 cells, expected 6 as in the header"),
    ])
    func `a malformed row is reported at its field`(row: String, problem: String) throws {
        let text = "name,kind,nis,municipality,since,source\n\(row)\n"
        #expect(RuleFixtures.problems("place-names.csv", text) == ["rules/place-names.csv:\(problem)"])
    }

    @Test func `rules that name a municipality of before are told its successor`() throws {
        let found = try RuleFixtures.problems("agencies.yaml", replacing: "11002", with: "11007")
        #expect(found.contains { $0.contains("municipality 11007 of atlas, Borsbeek, was merged; name its successor 11002") }, "\(found)")
    }
}
