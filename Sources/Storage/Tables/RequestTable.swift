import Interpreting
import Postgres

enum RequestTable {
    static let mapping = TableMapping<Request>("request", columns) { row in
        Request(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            organisation: try row.id("organisation_id"), establishment: try row.id("establishment_id"),
            agency: try row.agency("agency"), requestedBy: try row.id("requested_by"), need: try need(row),
            modality: try row.code("modality"), rule: try row.string("rule"), submittedAt: try row.moment("submitted_at"),
            answerBy: try row.moment("answer_by"), chance: try row.int("chance"), progress: try progress(row))
    }

    private static let columns: [Column<Request>] = [
        .id("id") { $0.id },
        .int("version") { $0.version },
        .code("state") { $0.state },
        .id("organisation_id") { $0.organisation },
        .id("establishment_id") { $0.establishment },
        .text("agency") { $0.agency.text },
        .id("requested_by") { $0.requestedBy },
        .text("language") { $0.need.language.text },
        .code("complexity") { $0.need.complexity },
        .int("minutes") { $0.need.minutes },
        .moment("starts_at") { $0.need.start },
        .bool("is_on_demand") { $0.need.isOnDemand },
        .municipality("place") { $0.need.place },
        .codes("fallback") { $0.need.fallback },
        .code("priority") { $0.need.priority },
        .code("gender") { $0.need.gender },
        .bool("gender_is_required") { $0.need.genderIsRequired },
        .bool("documents") { $0.need.documents },
        .int("participants") { $0.need.participants },
        .bool("emotional") { $0.need.emotional },
        .text("case_reference") { $0.need.caseReference },
        .text("note") { $0.need.note },
        .code("modality") { $0.modality },
        .text("rule") { $0.rule },
        .moment("submitted_at") { $0.submittedAt },
        .moment("answer_by") { $0.answerBy },
        .int("chance") { $0.chance },
        .int("waves") { $0.progress.waves },
        .bool("is_held") { $0.progress.isHeld },
        .ids("exhausted") { $0.progress.exhausted },
        .id("assignment_id") { $0.progress.assignment },
        .moment("closed_at") { $0.progress.closedAt },
        .text("reason") { $0.progress.reason },
    ]

    private static func need(_ row: Postgres.Row) throws(PostgresError) -> Need {
        Need(
            language: LanguageTag(try row.string("language")), complexity: try row.code("complexity"),
            minutes: try row.int("minutes"), start: try row.moment("starts_at"), isOnDemand: try row.bool("is_on_demand"),
            place: MunicipalityCode(try row.int("place")), fallback: try row.codes("fallback"),
            priority: try row.code("priority"), gender: try row.optionalCode("gender"),
            genderIsRequired: try row.bool("gender_is_required"), documents: try row.bool("documents"),
            participants: try row.int("participants"), emotional: try row.bool("emotional"),
            caseReference: try row.optionalString("case_reference"), note: try row.optionalString("note"))
    }

    private static func progress(_ row: Postgres.Row) throws(PostgresError) -> Progress {
        Progress(
            waves: try row.int("waves"), isHeld: try row.bool("is_held"),
            exhausted: try row.ids("exhausted"), assignment: try row.optionalID("assignment_id"),
            closedAt: try row.optionalMoment("closed_at"), reason: try row.optionalString("reason"))
    }
}
