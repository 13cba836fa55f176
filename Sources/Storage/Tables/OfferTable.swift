import Interpreting

enum OfferTable {
    static let mapping = TableMapping<Offer>(
        "offer",
        [
            .id("id") { $0.id },
            .int("version") { $0.version },
            .code("state") { $0.state },
            .id("request_id") { $0.request },
            .id("interpreter_id") { $0.interpreter },
            .int("wave") { $0.wave },
            .code("modality") { $0.modality },
            .moment("made_at") { $0.madeAt },
            .moment("expires_at") { $0.expiresAt },
            .moment("answered_at") { $0.answeredAt },
            .int("travel_minutes") { $0.travelMinutes },
            .int("cost") { $0.cost },
        ]
    ) { row in
        Offer(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            request: try row.id("request_id"), interpreter: try row.id("interpreter_id"), wave: try row.int("wave"),
            modality: try row.code("modality"), madeAt: try row.moment("made_at"), expiresAt: try row.moment("expires_at"),
            answeredAt: try row.optionalMoment("answered_at"), travelMinutes: try row.int("travel_minutes"),
            cost: try row.int("cost"))
    }
}
