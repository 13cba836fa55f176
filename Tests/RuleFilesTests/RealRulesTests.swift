import Interpreting
import Rules
import Testing

@testable import RuleFiles

@Suite struct RealRulesTests {
    @Test func theRealRulesLoadWithoutAProblem() {
        let (book, problems) = RuleLoader(directory: RuleFixtures.directory).check()
        #expect(problems.map(\.description) == [])
        #expect(book != nil)
    }

    @Test func everyLanguageHasFourNamesAndThreeLetters() throws {
        let languages = try RuleFixtures.book().languages.all
        #expect(languages.count == 39)
        for language in languages {
            let names = [language.names.dutch, language.names.french, language.names.english, language.names.own]
            #expect(names.allSatisfy { $0.count >= 2 }, "\(language.tag)")
            #expect(language.iso639_3.count == 3 && language.iso639_3.allSatisfy { $0.isLowercase && $0.isASCII })
        }
        #expect(Set(languages.map(\.names.dutch)).count == 39)
        #expect(Set(languages.map(\.names.french)).count == 39)
        #expect(Set(languages.map(\.names.english)).count == 39)
        #expect(Set(languages.map(\.names.own)).count == 39)
    }

    @Test func theLanguagesWrittenFromRightToLeftSaySo() throws {
        let rightToLeft = try RuleFixtures.book().languages.all.filter(\.isRightToLeft).map(\.tag.text)
        #expect(rightToLeft == ["acm", "apc", "arb", "ary", "ckb", "fa", "fa-AF", "ps", "ur"])
        for language in try RuleFixtures.book().languages.all {
            let isArabicOrHebrewScript = language.names.own.unicodeScalars.contains { (0x590...0x8FF).contains($0.value) }
            #expect(isArabicOrHebrewScript == language.isRightToLeft, "\(language.tag)")
        }
    }

    @Test func demandSharesAddUpToAboutAHundredPerCent() throws {
        let total = try RuleFixtures.book().languages.all.reduce(0) { $0 + $1.demandPerMille }
        #expect((990...1010).contains(total))
    }

    @Test func substitutesGoOneWayUnlessBothRowsSaySo() throws {
        let languages = try RuleFixtures.book().languages
        func penalty(_ offered: String, _ wanted: String) -> Int? {
            languages.substitute(LanguageTag(offered), for: LanguageTag(wanted))?.penalty
        }
        #expect(try #require(penalty("fa-AF", "fa")) < #require(penalty("fa", "fa-AF")))
        #expect(penalty("ur", "pa") != nil && penalty("pa", "ur") == nil)
        #expect(penalty("ru", "uk") != nil && penalty("uk", "ru") == nil)
        #expect(penalty("kmr", "ckb") == nil && penalty("ckb", "kmr") == nil)
        #expect(penalty("am", "ti") == nil && penalty("arb", "ary") == nil)
    }

    @Test(arguments: [
        (11002, "atlas"), (44021, "amal"), (21001, "brussel-onthaal"), (21004, "brussel-onthaal"), (21019, "brussel-onthaal"),
        (12025, "agii"), (24062, "agii"), (73028, "agii"),
    ])
    func eachTerritoryHasItsAgency(code: Int, agency: String) throws {
        let book = try RuleFixtures.book()
        #expect(book.agencies.agency(serving: MunicipalityCode(code))?.value.text == agency)
    }

    @Test func brusselsIsNineteenMunicipalitiesAndAllOthersButTwoBelongToTheAgencyOfFlanders() throws {
        let book = try RuleFixtures.book()
        var count: [String: Int] = [:]
        for municipality in book.gazetteer.all {
            let agency = try #require(book.agencies.agency(serving: municipality.code))
            count[agency.value.text, default: 0] += 1
            if municipality.region == .brussels { #expect(agency.value.text == "brussel-onthaal") }
        }
        #expect(count == ["atlas": 1, "amal": 1, "brussel-onthaal": 19, "agii": 283])
    }

    @Test func everyRowHasAnIdOfItsOwnAReasonThatFollowsBecauseAndASource() throws {
        let rows = try RuleFixtures.book().rows
        #expect(Set(rows.map(\.id)).count == rows.count)
        for row in rows {
            #expect(row.file.hasPrefix("rules/") && row.line > 0)
            #expect(!row.reason.hasSuffix("."), "\(row.citation)")
            #expect(!row.source.isEmpty)
        }
    }

    @Test func aRowIsCitedAtItsLine() throws {
        let rule = try #require(RuleFixtures.book().row("modality.complex-over-60"))
        let lines = try RuleFixtures.text("modality.yaml").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[rule.line - 1] == "  - id: modality.complex-over-60")
        #expect(rule.citation == "rules/modality.yaml:\(rule.line)")
        #expect(rule.reason == "complex talks over an hour are interpreted on site")
    }

    @Test func theFingerprintFollowsTheBytesOfEveryFile() throws {
        let files = RuleFileSet(directory: "rules", contents: RuleFixtures.real)
        #expect(try RuleFixtures.book().fingerprint == files.fingerprint)
        #expect(RuleFileSet(directory: "elsewhere", contents: RuleFixtures.real).fingerprint == files.fingerprint)
        for name in RuleFileSet.names {
            var changed = RuleFixtures.real
            let last = try #require(changed[name]?.indices.last)
            changed[name]?[last] ^= 1
            #expect(RuleFileSet(directory: "rules", contents: changed).fingerprint != files.fingerprint, "\(name)")
        }
    }

    @Test func theFingerprintIsFnv1aOfNamesLengthsAndBytes() {
        var hash: UInt64 = 14_695_981_039_346_656_037
        let text = RuleFileSet.names.map { $0 == "aid.yaml" ? "aid.yaml 3\nabc" : "\($0) 0\n" }.joined()
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        let digits = String(hash, radix: 16)
        let expected = String(repeating: "0", count: 16 - digits.count) + digits
        #expect(RuleFileSet(directory: "rules", contents: ["aid.yaml": Array("abc".utf8)]).fingerprint == expected)
    }

    @Test func theJourneyIsTheFormulaOfTheDesign() throws {
        let book = try RuleFixtures.book()
        let (ghent, mechelen) = (MunicipalityCode(44021), MunicipalityCode(12025))
        let sunday = LocalTime(date: try #require(CivilDate("2026-11-29")), hour: 12)
        let kilometres = Double(try #require(book.travel.metres(from: ghent, to: mechelen))) / 1000
        let expected = (2 + 3.8 * kilometres.squareRoot() + 0.5 * kilometres).rounded(.up) + 5
        #expect(try #require(book.travel.minutes(from: ghent, to: mechelen, departing: sunday)).value == Int(expected))
    }

    @Test(arguments: [
        ("2026-11-30", 8, 21004, 175), ("2026-11-30", 8, 11002, 158), ("2026-11-30", 16, 44021, 130), ("2026-11-30", 17, 24062, 130),
        ("2026-11-30", 8, 73028, 120), ("2026-11-30", 12, 11002, 110), ("2026-11-29", 8, 21004, 100), ("2026-11-30", 20, 21004, 100),
    ])
    func trafficIsThatOfTheCityAndTheHour(day: String, hour: Int, code: Int, percent: Int) throws {
        let departing = LocalTime(date: try #require(CivilDate(day)), hour: hour)
        let place = MunicipalityCode(code)
        let journey = try #require(RuleFixtures.book().travel.journey(from: place, to: place, departing: departing))
        #expect(journey.percent == percent)
        #expect(journey.parkingMinutes == ([11002, 44021, 21004].contains(code) ? 10 : 5))
    }
}
