import Dispatching
import Interpreting
import Postgres

enum RequestTable {
    static let mapping = TableMapping(Schema.request) { row in
        Request(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            organisation: try row.id("organisation_id"), establishment: try row.id("establishment_id"),
            agency: try row.agency("agency"), requestedBy: try row.id("requested_by"), need: try need(row),
            modality: try row.code("modality"), rule: try row.string("rule"), submittedAt: try row.moment("submitted_at"),
            answerBy: try row.moment("answer_by"), chance: try row.int("chance"), progress: try progress(row))
    }

    private static func need(_ row: Postgres.Row) throws(PostgresError) -> Need {
        Need(
            language: LanguageTag(try row.string("language")), complexity: try row.code("complexity"),
            minutes: try row.int("minutes"), start: try row.moment("starts_at"), isOnDemand: try row.bool("is_on_demand"),
            place: MunicipalityCode(try row.int("place")), fallback: try row.codes("fallback"),
            priority: try row.code("priority"), gender: try row.optionalCode("gender"),
            genderIsRequired: try row.bool("gender_is_required"), documents: try row.bool("documents"),
            participants: try row.int("participants"), emotional: try row.bool("emotional"),
            caseReference: try row.optionalString("case_reference"), note: try row.optionalString("note"),
            dialect: try row.optionalString("dialect"))
    }

    private static func progress(_ row: Postgres.Row) throws(PostgresError) -> Progress {
        Progress(
            waves: try row.int("waves"), isHeld: try row.bool("is_held"),
            exhausted: try row.ids("exhausted"), askedSince: try row.optionalMoment("asked_since"),
            assignment: try row.optionalID("assignment_id"),
            closedAt: try row.optionalMoment("closed_at"), reason: try row.optionalString("reason"),
            decided: try row.optionalDecided("decided"))
    }
}
