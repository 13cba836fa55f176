import Foundation
import Interpreting
import Testing

@testable import RuleFiles

@Suite struct ZoneTests {
    private func brussels() throws -> ZoneTable { try ZoneLoader().load("Europe/Brussels") }

    private func moment(_ text: String) throws -> Timestamp {
        try Timestamp.parse(text, in: ZoneTable(name: "UTC", initialOffset: 0, transitions: []))
    }

    @Test(arguments: [
        ("2026-03-29", 23), ("2026-10-25", 25), ("2027-03-28", 23), ("2027-10-31", 25), ("2028-03-26", 23), ("2028-10-29", 25),
        ("2026-03-28", 24), ("2026-12-01", 24), ("2099-03-29", 23), ("2099-10-25", 25),
    ])
    func daysHaveTheirHours(day: String, hours: Int) throws {
        #expect(try brussels().day(try #require(CivilDate(day))).length == .hours(hours))
    }

    @Test func everyTransitionAgreesWithFoundationFrom1990To2037() throws {
        let zone = try brussels()
        let foundation = try #require(TimeZone(identifier: "Europe/Brussels"))
        let (first, last) = (try moment("1990-01-01T00:00Z"), try moment("2038-01-01T00:00Z"))
        let ours = zone.transitions.filter { first < $0.at && $0.at < last }
        var theirs: [ZoneTable.Transition] = []
        var date = Date(timeIntervalSince1970: TimeInterval(first.seconds))
        while let next = foundation.nextDaylightSavingTimeTransition(after: date), next.timeIntervalSince1970 < TimeInterval(last.seconds) {
            let at = Timestamp(seconds: Int64(next.timeIntervalSince1970))
            theirs.append(ZoneTable.Transition(at: at, offset: foundation.secondsFromGMT(for: next)))
            date = next
        }
        #expect(ours.count == 96)
        #expect(ours == theirs)
        for transition in ours {
            let before = Date(timeIntervalSince1970: TimeInterval(transition.at.seconds - 1))
            #expect(zone.offset(at: transition.at - .seconds(1)) == foundation.secondsFromGMT(for: before))
        }
    }

    @Test func theRuleOfTheFooterReachesTo2100AndNoFarther() throws {
        let zone = try brussels()
        #expect(try zone.transitions.last?.at == moment("2100-10-31T01:00Z"))
        #expect(try ZoneLoader(lastYear: 2040).load("Europe/Brussels").transitions.last?.at == moment("2040-10-28T01:00Z"))
        #expect(zone.transitions == zone.transitions.sorted { $0.at < $1.at })
    }

    @Test func otherZonesAgreeWithFoundationToo() throws {
        for name in [
            "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "America/Nuuk", "UTC",
        ] {
            let zone = try ZoneLoader().load(name)
            let foundation = try #require(TimeZone(identifier: name))
            for day in stride(from: 10_000, to: 24_000, by: 13) {
                let moment = Timestamp(seconds: Int64(day) * 86_400 + 43_200)
                let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds))
                #expect(zone.offset(at: moment) == foundation.secondsFromGMT(for: date), "\(name) \(moment.description)")
            }
        }
    }

    @Test func missingZoneDataNameThePackageThatHasThem() {
        let loader = ZoneLoader(directory: "/nonexistent")
        let expected =
            "no data for time zone Europe/Brussels at /nonexistent/Europe/Brussels; install Debian's package tzdata, or correct the name"
        #expect(throws: ZoneProblem.missing(name: "Europe/Brussels", path: "/nonexistent/Europe/Brussels")) {
            try loader.load("Europe/Brussels")
        }
        #expect(ZoneProblem.missing(name: "Europe/Brussels", path: "/nonexistent/Europe/Brussels").description == expected)
        let problems = RuleFixtures.check([:], zones: loader).problems.map(\.description)
        #expect(problems.count == 1 && problems[0].hasPrefix("rules/calendar.yaml:") && problems[0].hasSuffix(": \(expected)"))
    }

    @Test(arguments: ["", "../../etc/passwd", "/etc/passwd", "Europe//Brussels", "Europe/Brussels ", String(repeating: "a", count: 65)])
    func aNameThatLeavesTheDirectoryIsRefused(name: String) {
        #expect(throws: ZoneProblem.notAName(name)) { try ZoneLoader().load(name) }
    }

    // MARK: Garbage

    private func bytes() throws -> [UInt8] {
        Array(try #require(FileManager.default.contents(atPath: "\(ZoneLoader.systemDirectory)/Europe/Brussels")))
    }

    @Test func aFileCutShortAnywhereIsRefused() throws {
        let whole = try bytes()
        for length in 0..<whole.count {
            #expect(throws: TZif.Malformed.self) { try TZif(bytes: Array(whole.prefix(length))) }
        }
    }

    @Test func anyByteChangedGivesATableOrAReasonAndNeverATrap() throws {
        let whole = try bytes()
        var refused = 0
        for index in whole.indices {
            for value: UInt8 in [0, 0xFF] where whole[index] != value {
                var changed = whole
                changed[index] = value
                do {
                    _ = try TZif(bytes: changed).table(name: "Test", lastYear: 2038)
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > 100)
    }

    @Test(arguments: [
        ("CET-1CEST,M3.5.0,M10.5.0/3", 3600, 7200), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400),
        ("<+0330>-3:30<+0430>,J79/24,J263/24", 12_600, 16_200), ("IST-1GMT0,M10.5.0,M3.5.0/1", 3600, 0),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7200, -3600),
    ])
    func posixRulesAreRead(text: String, standard: Int, summer: Int) throws {
        let rule = try #require(ZoneRule(text))
        #expect(rule.standardOffset == standard)
        #expect(rule.summer?.offset == summer)
        #expect(rule.transitions(in: 2026).count == 2)
    }

    @Test(arguments: [
        "", "CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-25", "<+01-1", "CET-1CEST,J0,J366", "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-99999999999999999999",
    ])
    func otherTextIsNoPosixRule(text: String) {
        #expect(ZoneRule(text) == nil)
    }

    @Test func julianDaysSkipTheLeapDayAndZeroBasedDaysCountIt() throws {
        let julian = try #require(ZoneRule("AAA0BBB,J60/0,J365/0"))
        let zeroBased = try #require(ZoneRule("AAA0BBB,59/0,364/0"))
        #expect(try julian.transitions(in: 2028)[0].at == moment("2028-03-01T00:00Z"))
        #expect(try zeroBased.transitions(in: 2028)[0].at == moment("2028-02-29T00:00Z"))
        #expect(try julian.transitions(in: 2027)[0].at == moment("2027-03-01T00:00Z"))
        #expect(try zeroBased.transitions(in: 2027)[0].at == moment("2027-03-01T00:00Z"))
    }
}
