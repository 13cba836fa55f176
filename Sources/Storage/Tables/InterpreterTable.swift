import Interpreting

/// Without the languages, which are rows of `competence`.
enum InterpreterTable {
    static let mapping = TableMapping<Interpreter>(
        "interpreter",
        [
            .id("id") { $0.id },
            .int("version") { $0.version },
            .text("name") { $0.name },
            .code("gender") { $0.gender },
            .municipality("home") { $0.home },
            .codes("modalities") { $0.modalities },
            .texts("pools") { $0.pools.map(\.text) },
            .int("maximum_kilometres") { $0.maximumKilometres },
            .int("maximum_minutes_per_day") { $0.maximumMinutesPerDay },
            .int("maximum_minutes_per_week") { $0.maximumMinutesPerWeek },
            .bool("is_active") { $0.isActive },
            .codes("duty_modalities") { $0.duty?.modalities },
            .moment("duty_since") { $0.duty?.since },
            .moment("duty_until") { $0.duty?.until },
        ]
    ) { row in
        var duty: Duty?
        if let since = try row.optionalMoment("duty_since") {
            duty = Duty(modalities: try row.codes("duty_modalities"), since: since, until: try row.moment("duty_until"))
        }
        return Interpreter(
            id: try row.id("id"), version: try row.int("version"), name: try row.string("name"),
            gender: try row.code("gender"), home: MunicipalityCode(try row.int("home")),
            modalities: try row.codes("modalities"), pools: try row.textArray("pools").map { AgencyCode($0) },
            competences: [], maximumKilometres: try row.optionalInt("maximum_kilometres"),
            maximumMinutesPerDay: try row.optionalInt("maximum_minutes_per_day"),
            maximumMinutesPerWeek: try row.optionalInt("maximum_minutes_per_week"), isActive: try row.bool("is_active"),
            duty: duty)
    }
}
