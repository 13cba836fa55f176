import Interpreting

enum AssignmentTable {
    static let mapping = TableMapping<Assignment>(
        "assignment",
        [
            .id("id") { $0.id },
            .int("version") { $0.version },
            .code("state") { $0.state },
            .id("request_id") { $0.request },
            .id("interpreter_id") { $0.interpreter },
            .code("modality") { $0.modality },
            .municipality("place") { $0.place },
            .moment("talk_starts_at") { $0.talk.start },
            .moment("talk_ends_at") { $0.talk.end },
            .range("during") { $0.during },
            .int("travel_minutes") { $0.travelMinutes },
            .int("travel_metres") { $0.travelMetres },
            .moment("confirmed_at") { $0.confirmedAt },
            .moment("started_at") { $0.startedAt },
            .moment("ended_at") { $0.endedAt },
            .moment("next_step_at") { $0.nextStepAt },
            .id("from_offer") { $0.fromOffer },
        ]
    ) { row in
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
