import Dispatching
import Interpreting

enum OfferTable {
    static let mapping = TableMapping(Schema.offer) { row in
        Offer(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            request: try row.id("request_id"), interpreter: try row.id("interpreter_id"), wave: try row.int("wave"),
            modality: try row.code("modality"), madeAt: try row.moment("made_at"), expiresAt: try row.moment("expires_at"),
            answeredAt: try row.optionalMoment("answered_at"), travelMinutes: try row.int("travel_minutes"),
            cost: try row.int("cost"))
    }
}
