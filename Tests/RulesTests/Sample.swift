import Interpreting
import Rules

/// Small rules written by hand, so that deciding is tested apart from reading files.
enum Sample {
    /// A row whose id says what it is for.
    static func rule(_ id: String, line: Int = 1) -> RuleReference {
        RuleReference(file: "rules/sample.yaml", line: line, id: id, reason: "it is the rule \(id)", source: "policy")
    }

    static func ruling<Value>(_ value: Value, _ id: String) -> Ruling<Value> { Ruling(value, rule(id)) }

    /// Brussels time for 2026 and 2027.
    static let zone = ZoneTable(
        name: "Europe/Brussels", initialOffset: 3600,
        transitions: [
            ("2026-03-29T01:00:00Z", 7200), ("2026-10-25T01:00:00Z", 3600), ("2027-03-28T01:00:00Z", 7200), ("2027-10-31T01:00:00Z", 3600),
        ].map { ZoneTable.Transition(at: parsed($0.0, in: utc), offset: $0.1) })

    static let calendar = ServiceCalendar(
        zone: zone,
        publicHolidays: [
            HolidayRule(id: "easter-monday", name: "Paasmaandag", start: .easter(days: 1)),
            HolidayRule(id: "ascension", name: "Hemelvaart", start: .easter(days: 39)),
            HolidayRule(id: "christmas", name: "Kerstmis", start: .fixed(day("12-25"))),
            HolidayRule(id: "new-year", name: "Nieuwjaar", start: .fixed(day("01-01"))),
        ], schoolHolidays: [])

    static let mechelen = MunicipalityCode(12_025)
    static let antwerp = MunicipalityCode(11_002)
    static let ghent = MunicipalityCode(44_021)
    static let brussels = MunicipalityCode(21_004)
    static let ostend = MunicipalityCode(35_013)
    static let maaseik = MunicipalityCode(72_021)

    static let gazetteer = Gazetteer([
        town(mechelen, "Mechelen", 51_025_900, 4_477_600), town(antwerp, "Antwerpen", 51_220_500, 4_400_300),
        town(ghent, "Gent", 51_050_000, 3_716_700), town(brussels, "Brussel", 50_850_500, 4_348_800),
        town(ostend, "Oostende", 51_215_500, 2_927_000), town(maaseik, "Maaseik", 51_098_000, 5_783_800),
    ])

    static func town(_ code: MunicipalityCode, _ name: String, _ latitude: Int, _ longitude: Int) -> Municipality {
        guard let point = Coordinates(latitude: latitude, longitude: longitude) else { fatalError("\(name) is not on earth") }
        return Municipality(
            code: code, dutch: name, french: name, region: .flanders, province: "", postalCodes: [], point: point, population: 1)
    }

    private static let utc = ZoneTable(name: "UTC", initialOffset: 0, transitions: [])

    private static func parsed(_ text: String, in zone: ZoneTable) -> Timestamp {
        do { return try Timestamp.parse(text, in: zone) } catch { fatalError("\(text): \(error)") }
    }

    /// A moment in Brussels time.
    static func moment(_ text: String) -> Timestamp { parsed(text, in: zone) }

    static func day(_ text: String) -> MonthDay {
        guard let day = MonthDay(text) else { fatalError("\(text) is not a day") }
        return day
    }

    /// A reading of the wall clock on a date.
    static func local(_ date: String, _ hour: Int, _ minute: Int = 0) -> LocalTime {
        guard let date = CivilDate(date) else { fatalError("\(date) is not a date") }
        return LocalTime(date: date, hour: hour, minute: minute)
    }
}

/// The texts of the problems that `make` throws; empty when it throws none.
func problems<Made>(_ make: () throws(RuleProblems) -> Made) -> [String] {
    do throws(RuleProblems) { _ = try make() } catch { return error.problems.map(\.text) }
    return []
}
