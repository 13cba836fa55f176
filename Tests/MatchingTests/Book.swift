import Interpreting
import Rules
import Testing

/// A rule book of round numbers: places 10 km apart on one line, a kilometre a minute, half as slow again in the morning peak.
enum Book {
    static let zone = ZoneTable(
        name: "Europe/Brussels", initialOffset: 3600,
        transitions: [
            .init(at: Timestamp(seconds: 1_774_746_000), offset: 7200),  // 2026-03-29T01:00Z
            .init(at: Timestamp(seconds: 1_792_890_000), offset: 3600),  // 2026-10-25T01:00Z
            .init(at: Timestamp(seconds: 1_806_195_600), offset: 7200),  // 2027-03-28T01:00Z
        ])

    static let tigrinya = LanguageTag("ti")
    static let amharic = LanguageTag("am")
    static let pashto = LanguageTag("ps")
    static let agii = AgencyCode("agii")
    static let amal = AgencyCode("amal")
    static let atlas = AgencyCode("atlas")

    /// The municipality `tens` times 10 km down the line, 0 … 20; 0 … 15 can be reached from 0.
    static func place(_ tens: Int) -> MunicipalityCode { MunicipalityCode(10_000 + tens) }

    static func row(_ id: String) -> RuleReference {
        RuleReference(file: "rules/test.yaml", line: id.utf8.count, id: id, reason: "the test says so", source: "test")
    }

    static func ruling<Value>(_ value: Value, _ id: String) -> Ruling<Value> { Ruling(value, row(id)) }

    /// The book in which nothing costs anything.
    static let free = Result { try build(points: [:]) }

    static func build(points: [SoftCost: Int] = [:], rest: (_ after: Modality, _ before: Modality) -> Int = rest) throws -> RuleBook {
        let gazetteer = try gazetteer()
        let calendar = ServiceCalendar(zone: zone, publicHolidays: [], schoolHolidays: [])
        return RuleBook(
            languages: try languages(), agencies: try agencies(gazetteer), modality: try modality(),
            matching: try matching(points), offers: try offers(), travel: try travel(gazetteer), working: try working(rest),
            cancellation: try CancellationRules(
                free: ruling(FreeCancellation(workingDays: 1, minuteOfDay: 600), "free"),
                late: [CancellationRow(leadAtLeast: .zero, percent: 100, rule: row("late"))],
                clientAbsence: ruling(ClientAbsence(after: .minutes(15), percent: 100), "absent"), unassigned: row("unassigned")),
            tariffs: try TariffRules(
                tariffs: Modality.allCases.map {
                    TariffRow(modality: $0, centsPerHour: 5000, minimumMinutes: 30, stepMinutes: 15, rule: row("tariff"))
                }, kilometres: ruling(KilometreTariff(centsPerKilometre: 40, roadPercent: 130, ways: 2), "km"), surcharges: []),
            aid: try AidRules(rows: [
                AidRow(advice: AidAdvice(kind: .interpreter, dutch: "tolk", english: "interpreter"), rule: row("aid"))
            ]), gazetteer: gazetteer, calendar: calendar,
            weeklyEntries: try WeeklyEntryRules(
                Availability.Kind.allCases.map { WeeklyEntryRow(kind: $0, from: .first, until: .first, rule: row("weekly")) }),
            rows: [], fingerprint: "test")
    }

    private static func gazetteer() throws -> Gazetteer {
        Gazetteer(
            try (0...20).map { tens in
                // 89,900 microdegrees of latitude are 9,996 m.
                let point = try #require(Coordinates(latitude: 50_000_000 + 89_900 * tens, longitude: 4_400_000))
                return Municipality(
                    code: place(tens), dutch: "P\(tens)", french: "P\(tens)", region: .flanders, province: "P", postalCodes: [],
                    point: point, population: 1)
            })
    }

    private static func languages() throws -> LanguageRules {
        try LanguageRules(
            languages: [tigrinya, amharic, pashto].map {
                let names = LanguageNames(dutch: $0.text, french: $0.text, english: $0.text, own: $0.text)
                return Language(
                    tag: $0, iso639_3: "x" + $0.text, names: names, isRightToLeft: false, dialects: [], demandPerMille: 1, rule: row("l"))
            }, substitutes: [Substitute(offered: amharic, wanted: tigrinya, penalty: 7, rule: row("substitute.am-ti"))])
    }

    /// Amal lends to agii after 30 minutes; atlas lends to nobody.
    private static func agencies(_ gazetteer: Gazetteer) throws -> AgencyRules {
        func agency(_ code: AgencyCode, _ territory: Agency.Territory) -> Agency {
            Agency(code: code, name: code.text, territory: territory, opening: [], rule: row(code.text))
        }
        return try AgencyRules(
            agencies: [agency(agii, .remainder), agency(amal, .municipalities([place(19)])), agency(atlas, .municipalities([place(20)]))],
            aid: [MutualAid(pool: amal, requesting: agii, waitingMinutes: 30, rule: row("aid.amal"))], gazetteer: gazetteer)
    }

    private static func modality() throws -> ModalityRules {
        try ModalityRules(
            rows: Complexity.allCases.map {
                ModalityRow(
                    complexity: $0, minutes: 1...480, modality: .onsite, alternatives: [.video, .telephone], rule: row("modality"))
            },
            modifiers: [ModalityModifier(condition: .documents, excludes: .telephone, isOn: true, rule: row("documents"))],
            limits: ruling(1...480, "limits"), interpretedPercent: ruling(150, "percent"), roundingMinutes: 5, uninterpreted: [])
    }

    private static func matching(_ points: [SoftCost: Int]) throws -> MatchingRules {
        var constraints: [HardConstraint: RuleReference] = [:]
        for constraint in HardConstraint.allCases { constraints[constraint] = row(constraint.rawValue) }
        var costs: [SoftCost: Ruling<Int>] = [:]
        for cost in SoftCost.allCases { costs[cost] = ruling(points[cost] ?? 0, "cost.\(cost.rawValue)") }
        let weights: [Priority: Ruling<Int>] = [
            .normal: ruling(1, "normal"), .high: ruling(2, "high"), .urgent: ruling(4, "urgent"),
        ]
        return try MatchingRules(constraints: constraints, costs: costs, weights: weights)
    }

    /// Asked again an hour after the first silence, and a third time.
    static let again = AskAgain(after: .minutes(60), atMost: 3)

    private static func offers() throws -> OfferRules {
        let plan = WavePlan(sizes: [3], offersExpireAfter: .minutes(60))
        var acceptance: [Modality: Ruling<Int>] = [:]
        for modality in Modality.allCases { acceptance[modality] = ruling(50, "acceptance") }
        return try OfferRules(
            waves: [WaveRow(leadAtLeast: .zero, plan: plan, rule: row("wave"))],
            asking: [AskingRow(leadAtLeast: .zero, hours: .always, leaves: .zero, rule: row("asking"))],
            askAgain: [AskAgainRow(leadAtLeast: .zero, again: again, rule: row("again"))],
            answers: [AnswerRow(leadAtLeast: .zero, deadline: .beforeStart(.zero), rule: row("answer"))],
            onDemand: ruling(OnDemandPlan(ring: .seconds(30), parallel: 2, giveUpAfter: .minutes(5)), "ring"),
            ringAgain: ruling(again, "ring"), horizon: ruling(.days(90), "horizon"), leastSearch: ruling(.minutes(1), "least"),
            acceptance: acceptance, onDemandAcceptance: acceptance)
    }

    private static func travel(_ gazetteer: Gazetteer) throws -> TravelRules {
        try TravelRules(
            gazetteer: gazetteer,
            formula: TravelFormula(fixed: 0, perRootKilometre: 0, perKilometre: 1000, leastMetres: 0, rule: row("travel.formula")),
            bands: [TrafficBand(weekdays: Weekday.allCases, from: 420, until: 540, percent: 150, rule: row("travel.peak"))],
            parking: ParkingRules(minutes: ruling(0, "travel.parking")), maximumMetres: ruling(150_000, "travel.maximum"))
    }

    /// Minutes.
    static func rest(after: Modality, before: Modality) -> Int { after == .onsite ? 15 : before == .onsite ? 20 : 10 }

    private static func working(_ minutes: (Modality, Modality) -> Int) throws -> WorkingRules {
        var rest: [RestRow] = []
        for after in Modality.allCases {
            for before in Modality.allCases {
                let row = row("rest.\(after.rawValue)-\(before.rawValue)")
                rest.append(RestRow(after: after, before: before, minutes: minutes(after, before), rule: row))
            }
        }
        return try WorkingRules(
            rest: rest, buffers: [.telephone: ruling(5, "b.t"), .video: ruling(10, "b.v"), .onsite: ruling(5, "b.o")],
            soloMinutes: [.telephone: ruling(60, "solo.t"), .video: ruling(90, "solo.v"), .onsite: ruling(180, "solo.o")],
            dailyMinutes: ruling(360, "daily"), weeklyMinutes: ruling(1200, "weekly"), noShowGrace: ruling(.minutes(15), "n"),
            completionGrace: ruling(.minutes(60), "c"), earlyStart: ruling(.minutes(15), "e"))
    }
}
