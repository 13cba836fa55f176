import Dispatching
import Interpreting

enum AssignmentTable {
    static let mapping = TableMapping(Schema.assignment) { row in
        Assignment(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            request: try row.id("request_id"), interpreter: try row.id("interpreter_id"), modality: try row.code("modality"),
            place: try row.optionalInt("place").map { MunicipalityCode($0) },
            talk: Interval(start: try row.moment("talk_starts_at"), end: try row.moment("talk_ends_at")),
            during: Interval(start: try row.moment("during_start"), end: try row.moment("during_end")),
            travelMinutes: try row.int("travel_minutes"), travelMetres: try row.int("travel_metres"),
            confirmedAt: try row.moment("confirmed_at"), startedAt: try row.optionalMoment("started_at"),
            endedAt: try row.optionalMoment("ended_at"), nextStepAt: try row.optionalMoment("next_step_at"),
            fromOffer: try row.optionalID("from_offer"))
    }
}
