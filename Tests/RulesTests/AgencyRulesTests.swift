import Interpreting
import Rules
import Testing

@Suite struct AgencyRulesTests {
    static func agency(
        _ code: String, _ territory: Agency.Territory, _ opening: [OpeningHours] = weekdays, closedOnHolidays: Bool = true
    ) -> Agency {
        Agency(
            code: AgencyCode(code), name: code, territory: territory, opening: opening, isClosedOnPublicHolidays: closedOnHolidays,
            rule: Sample.rule("agencies.\(code)"))
    }
    static let weekdays = Weekday.allCases.filter { !$0.isWeekend }.flatMap {
        [OpeningHours(weekday: $0, from: 780, until: 1020), OpeningHours(weekday: $0, from: 510, until: 750)]
    }
    static func aid(_ pool: String, _ requesting: String, _ minutes: Int) -> MutualAid {
        MutualAid(
            pool: AgencyCode(pool), requesting: AgencyCode(requesting), waitingMinutes: minutes,
            rule: Sample.rule("agencies.aid-\(pool)-\(requesting)"))
    }
    static let agencies = [
        agency("atlas", .municipalities([Sample.antwerp])), agency("amal", .municipalities([Sample.ghent]), closedOnHolidays: false),
        agency("agii", .remainder),
    ]
    static func rules(_ agencies: [Agency] = agencies, _ aid: [MutualAid] = []) throws(RuleProblems) -> AgencyRules {
        try AgencyRules(agencies: agencies, aid: aid, gazetteer: Sample.gazetteer)
    }

    @Test func `every municipality has one agency, and what nobody names goes to the one that takes the remainder`() throws {
        let rules = try Self.rules()
        #expect(rules.agency(serving: Sample.antwerp)?.value.text == "atlas")
        #expect(rules.agency(serving: Sample.ghent)?.rule.id == "agencies.amal")
        for code in [Sample.mechelen, Sample.brussels, Sample.ostend] { #expect(rules.agency(serving: code)?.value.text == "agii") }
        #expect(rules.agency(serving: MunicipalityCode(92_094)) == nil)
        #expect(rules.all.map(\.code.text) == ["agii", "amal", "atlas"])
    }

    @Test func `aid has a direction and a waiting time`() throws {
        let rules = try Self.rules(Self.agencies, [Self.aid("agii", "atlas", 30), Self.aid("atlas", "agii", 60)])
        #expect(rules.aid(from: AgencyCode("agii"), to: AgencyCode("atlas"))?.value == 30)
        #expect(rules.aid(from: AgencyCode("atlas"), to: AgencyCode("agii"))?.value == 60)
        #expect(rules.aid(from: AgencyCode("amal"), to: AgencyCode("agii")) == nil)
        let aid = [Self.aid("atlas", "agii", 60), Self.aid("amal", "agii", 20), Self.aid("agii", "atlas", 30)]
        let both = try Self.rules(Self.agencies, aid)
        #expect(both.aid(to: AgencyCode("agii")).map(\.pool.text) == ["amal", "atlas"])
        #expect(both.aid(to: AgencyCode("amal")).isEmpty)
    }

    @Test func `an agency is open in its hours, closed at noon, in the weekend and on holidays`() throws {
        let rules = try Self.rules()
        let open = { (code: String, local: LocalTime) in
            rules.opening(of: AgencyCode(code), at: Sample.zone.moment(local), calendar: Sample.calendar)?.value.isOpen ?? false
        }
        #expect(!open("agii", Sample.local("2026-11-30", 8, 29)) && open("agii", Sample.local("2026-11-30", 8, 30)))
        #expect(open("agii", Sample.local("2026-11-30", 12, 29)) && !open("agii", Sample.local("2026-11-30", 12, 30)))
        #expect(open("agii", Sample.local("2026-11-30", 16, 59)) && !open("agii", Sample.local("2026-11-30", 17)))
        #expect(!open("agii", Sample.local("2026-11-29", 10)))
        #expect(!open("agii", Sample.local("2026-12-25", 10)) && open("amal", Sample.local("2026-12-25", 10)))
        #expect(!open("nobody", Sample.local("2026-11-30", 10)))
    }

    @Test func `an agency that is closed opens on its next day, whatever lies between`() throws {
        let rules = try Self.rules()
        func opening(_ code: String, _ moment: String, _ calendar: ServiceCalendar = Sample.calendar) -> Opening? {
            rules.opening(of: AgencyCode(code), at: Sample.moment(moment), calendar: calendar)?.value
        }
        let noon = opening("agii", "2026-11-30T12:30")
        #expect(noon?.hours.start == Sample.moment("2026-11-30T13:00") && noon?.hours.end == Sample.moment("2026-11-30T17:00"))
        // Christmas is a Friday.
        let christmas = opening("agii", "2026-12-25T10:00")
        #expect(christmas?.hours.start == Sample.moment("2026-12-28T08:30") && christmas?.closedFor == "Kerstmis")
        #expect(opening("agii", "2026-12-26T10:00")?.closedFor == nil)
        let closed = ServiceCalendar(
            zone: Sample.zone, publicHolidays: [], schoolHolidays: [],
            oneOffDays: [Sample.local("2026-11-30", 0).date: .sunday, Sample.local("2026-12-05", 0).date: .monday])
        #expect(opening("agii", "2026-11-30T10:00", closed)?.hours.start == Sample.moment("2026-12-01T08:30"))
        #expect(opening("agii", "2026-12-05T10:00", closed)?.isOpen == true)
        #expect(opening("nobody", "2026-11-30T10:00") == nil)
    }

    @Test func `territories that overlap, leave a gap or name the unknown are reported`() {
        #expect(
            problems { () throws(RuleProblems) in
                try Self.rules([
                    Self.agency("atlas", .municipalities([Sample.antwerp, MunicipalityCode(1)])),
                    Self.agency("amal", .municipalities([Sample.antwerp, Sample.ghent])),
                ])
            } == [
                "municipality 00001 of atlas is not in the gazetteer",
                "municipality 11002 is in the territory of both atlas and amal; leave it with one",
                "4 municipalities have no agency, 12025 Mechelen for one; let an agency take the remainder",
            ])
        #expect(
            problems { () throws(RuleProblems) in try Self.rules([Self.agency("agii", .remainder), Self.agency("amal", .remainder)]) }
                == ["agii and amal both take the remaining municipalities; one agency can"])
    }

    @Test func `hours and aid that make no sense are reported`() {
        let hours = [
            OpeningHours(weekday: .monday, from: 540, until: 700), OpeningHours(weekday: .monday, from: 699, until: 800),
            OpeningHours(weekday: .tuesday, from: 800, until: 800), OpeningHours(weekday: .friday, from: 800, until: 1441),
        ]
        let aid = [Self.aid("agi", "agii", 5), Self.aid("agii", "agii", 5), Self.aid("amal", "agii", -1), Self.aid("amal", "agii", 2)]
        let found = problems { () throws(RuleProblems) in
            try Self.rules([Self.agency("agii", .remainder, hours), Self.agency("amal", .municipalities([]))], aid)
        }
        #expect(found.count == 7, "\(found)")
        #expect(found.contains("agency agi is not in the list; did you mean \"agii\"?"))
    }
}
