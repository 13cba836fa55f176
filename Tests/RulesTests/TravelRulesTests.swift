import Interpreting
import Rules
import Testing

@Suite struct TravelRulesTests {
    static let weekdays = Weekday.allCases.filter { !$0.isWeekend }
    static let cities = [Sample.brussels: 175, Sample.antwerp: 158, Sample.ghent: 130]
    static let bands = [
        TrafficBand(weekdays: weekdays, from: 420, until: 570, percent: 120, cities: cities, rule: Sample.rule("travel.morning")),
        TrafficBand(weekdays: weekdays, from: 930, until: 1110, percent: 120, cities: cities, rule: Sample.rule("travel.evening")),
        TrafficBand(weekdays: Weekday.allCases, from: 360, until: 1200, percent: 110, rule: Sample.rule("travel.day")),
    ]
    static let formula = TravelFormula(
        fixed: 2000, perRootKilometre: 3800, perKilometre: 500, leastMetres: 4000, rule: Sample.rule("travel.formula"))
    static let parking = ParkingRules(
        minutes: Sample.ruling(5, "travel.parking"),
        cities: [Sample.brussels: Sample.ruling(10, "travel.parking-city"), Sample.antwerp: Sample.ruling(10, "travel.parking-city")])

    static func rules(
        formula: TravelFormula = formula, bands: [TrafficBand] = bands, parking: ParkingRules = parking, cap: Int = 150_000
    ) throws(RuleProblems) -> TravelRules {
        try TravelRules(
            gazetteer: Sample.gazetteer, formula: formula, bands: bands, parking: parking, maximumMetres: Sample.ruling(cap, "travel.cap"))
    }
    let all = Sample.gazetteer.all.map(\.code)
    let night = Sample.local("2026-12-01", 23)

    @Test func `the table agrees with the formula worked out in floating point`() throws {
        let rules = try Self.rules()
        for from in all {
            for to in all {
                let metres = try #require(rules.metres(from: from, to: to))
                guard metres <= 150_000 else { continue }
                let kilometres = max(Double(metres), 4000) / 1000
                let exact = 2 + 3.8 * kilometres.squareRoot() + 0.5 * kilometres
                let expected = Int(exact.rounded(.up)) + (Self.parking.cities[to]?.value ?? 5)
                #expect(rules.minutes(from: from, to: to, departing: night)?.value == expected)
            }
        }
    }

    @Test func `distances are those of the map`() throws {
        let rules = try Self.rules()
        let metres = try #require(rules.metres(from: Sample.mechelen, to: Sample.antwerp))
        #expect((22_000...23_000).contains(metres))
        #expect(rules.metres(from: Sample.mechelen, to: Sample.mechelen) == 0)
        #expect(rules.metres(from: Sample.mechelen, to: MunicipalityCode(1)) == nil)
    }

    @Test func `distance and driving are the same both ways, and parking depends on the end`() throws {
        let rules = try Self.rules()
        for from in all {
            for to in all {
                #expect(rules.metres(from: from, to: to) == rules.metres(from: to, to: from))
                for hour in [3, 8, 12, 17] {
                    let there = rules.journey(from: from, to: to, departing: Sample.local("2026-12-01", hour))
                    let back = rules.journey(from: to, to: from, departing: Sample.local("2026-12-01", hour))
                    #expect(there.map { $0.minutes - $0.parkingMinutes } == back.map { $0.minutes - $0.parkingMinutes })
                    #expect(there?.percent == back?.percent)
                }
            }
        }
        let toAntwerp = try #require(rules.minutes(from: Sample.mechelen, to: Sample.antwerp, departing: night)?.value)
        let fromAntwerp = try #require(rules.minutes(from: Sample.antwerp, to: Sample.mechelen, departing: night)?.value)
        #expect(toAntwerp == fromAntwerp + 5)
    }

    @Test(arguments: [
        ("2026-12-01", 6, 59, 110), ("2026-12-01", 7, 0, 175), ("2026-12-01", 9, 29, 175), ("2026-12-01", 9, 30, 110),
        ("2026-12-01", 15, 30, 175), ("2026-12-01", 18, 30, 110), ("2026-12-01", 5, 59, 100), ("2026-12-01", 20, 0, 100),
        ("2026-12-05", 8, 0, 110),
    ])
    func `traffic is that of the departure, and slower at the slower end`(date: String, hour: Int, minute: Int, percent: Int) throws {
        let rules = try Self.rules()
        let departing = Sample.local(date, hour, minute)
        #expect(rules.journey(from: Sample.mechelen, to: Sample.brussels, departing: departing)?.percent == percent)
        #expect(rules.journey(from: Sample.brussels, to: Sample.mechelen, departing: departing)?.percent == percent)
    }

    @Test func `a city outside the peak takes no more than elsewhere, and other towns take the common factor in it`() throws {
        let rules = try Self.rules()
        #expect(rules.journey(from: Sample.mechelen, to: Sample.maaseik, departing: Sample.local("2026-12-01", 8))?.percent == 120)
        #expect(rules.journey(from: Sample.ghent, to: Sample.antwerp, departing: Sample.local("2026-12-01", 8))?.percent == 158)
    }

    @Test func `a journey inside one municipality takes some time too`() throws {
        // 2 + 3.8·√4 + 0.5·4 = 11.6 minutes, and 5 to park.
        #expect(try Self.rules().minutes(from: Sample.mechelen, to: Sample.mechelen, departing: night)?.value == 17)
    }

    @Test func `nobody is sent farther than the cap, and nowhere unknown`() throws {
        let rules = try Self.rules()
        #expect(try #require(rules.metres(from: Sample.ostend, to: Sample.maaseik)) > 150_000)
        #expect(rules.minutes(from: Sample.ostend, to: Sample.maaseik, departing: night) == nil)
        #expect(!rules.isWithinReach(from: Sample.ostend, to: Sample.maaseik))
        #expect(rules.isWithinReach(from: Sample.ostend, to: Sample.antwerp))
        #expect(rules.minutes(from: MunicipalityCode(1), to: Sample.antwerp, departing: night) == nil)
        #expect(!rules.isWithinReach(from: MunicipalityCode(1), to: Sample.antwerp))
        let exact = try #require(rules.metres(from: Sample.mechelen, to: Sample.antwerp))
        #expect(try Self.rules(cap: exact).minutes(from: Sample.mechelen, to: Sample.antwerp, departing: night) != nil)
        #expect(try Self.rules(cap: exact - 1).minutes(from: Sample.mechelen, to: Sample.antwerp, departing: night) == nil)
    }

    @Test func `no journey takes longer than the most that it can take`() throws {
        let rules = try Self.rules(cap: 60_000)
        for from in all {
            for to in all {
                let taken = stride(from: 0, to: 1440, by: 30).map { minute in
                    rules.wholeMinutes(from: from, to: to, departing: Sample.local("2026-12-01", 0).adding(minutes: minute))
                }
                let most = rules.mostMinutes(from: from, to: to)
                #expect((most == nil) == taken.contains(nil))
                // The worst traffic of all is that of Brussels.
                let longest = taken.compactMap(\.self).max() ?? 0
                #expect(longest <= most ?? 0)
                if from == Sample.brussels || to == Sample.brussels { #expect(longest == most ?? 0) }
            }
        }
    }

    @Test func `a journey that must end in time leaves as late as it can`() throws {
        let rules = try Self.rules()
        for (from, to) in [(Sample.mechelen, Sample.brussels), (Sample.ostend, Sample.antwerp), (Sample.ghent, Sample.ghent)] {
            for minute in stride(from: 0, to: 1440, by: 11) {
                let arriving = Sample.local("2026-12-01", 0).adding(minutes: minute)
                // Every departure, from the latest on: the first that is there in time.
                let expected = (0...300).first { before in
                    let taken = rules.wholeMinutes(from: from, to: to, departing: arriving.adding(minutes: -before))
                    return (taken ?? .max) <= before
                }
                #expect(rules.wholeMinutes(from: from, to: to, arriving: arriving) == expected)
            }
        }
    }

    @Test func `a journey cites the formula, the traffic and the parking`() throws {
        let journey = try #require(
            try Self.rules().journey(from: Sample.mechelen, to: Sample.brussels, departing: Sample.local("2026-12-01", 8)))
        #expect(journey.rules.map(\.id) == ["travel.formula", "travel.morning", "travel.parking-city"])
        #expect(journey.parkingMinutes == 10)
    }

    @Test func `square roots are the whole ones`() {
        // base(m) with only the root term is ⌊√(1000²·m/1000)⌋ = ⌊√(1000·m)⌋.
        let roots = TravelFormula(fixed: 0, perRootKilometre: 1000, perKilometre: 0, leastMetres: 0, rule: Sample.rule("root"))
        let wrong = (0...20_000).filter { metres in
            let root = roots.base(metres: metres)
            return root * root > 1000 * metres || (root + 1) * (root + 1) <= 1000 * metres
        }
        #expect(wrong.isEmpty)
    }

    @Test func `numbers out of range and unknown places are reported`() {
        let nowhere = MunicipalityCode(1)
        let formula = TravelFormula(fixed: -1, perRootKilometre: 0, perKilometre: 0, leastMetres: 0, rule: Sample.rule("travel.formula"))
        let bands = [
            TrafficBand(weekdays: [], from: 10, until: 20, percent: 120, rule: Sample.rule("a")),
            TrafficBand(weekdays: [.monday], from: 20, until: 20, percent: 99, cities: [nowhere: 1001], rule: Sample.rule("b")),
        ]
        let parking = ParkingRules(minutes: Sample.ruling(-1, "p"), cities: [nowhere: Sample.ruling(121, "q")])
        let found = problems { () throws(RuleProblems) in try Self.rules(formula: formula, bands: bands, parking: parking, cap: 0) }
        #expect(found.count == 10, "\(found)")
    }
}
