import Dispatching
import Interpreting

/// Without the languages, which are rows of `competence`.
enum InterpreterTable {
    static let mapping = TableMapping(Schema.interpreter) { row in
        var duty: Duty?
        if let since = try row.optionalMoment("duty_since") {
            duty = Duty(modalities: try row.codes("duty_modalities"), since: since, until: try row.moment("duty_until"),
                heldSince: try row.optionalMoment("duty_held_since"))
        }
        return Interpreter(
            id: try row.id("id"), version: try row.int("version"), name: try row.string("name"),
            gender: try row.code("gender"), home: MunicipalityCode(try row.int("home")),
            modalities: try row.codes("modalities"), pools: try row.textArray("pools").map { AgencyCode($0) },
            competences: [], maximumKilometres: try row.optionalInt("maximum_kilometres"),
            maximumMinutesPerDay: try row.optionalInt("maximum_minutes_per_day"),
            maximumMinutesPerWeek: try row.optionalInt("maximum_minutes_per_week"), isActive: try row.bool("is_active"),
            duty: duty, gateway: try row.optionalID("gateway_id"), mayBeWoken: try row.optionalBool("may_be_woken"))
    }
}
