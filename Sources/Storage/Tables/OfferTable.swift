import Dispatching
import Interpreting
import Postgres

enum OfferTable {
    static let mapping = TableMapping(Schema.offer) { row in
        Offer(
            id: try row.id("id"), version: try row.int("version"), state: try row.code("state"),
            request: try row.id("request_id"), interpreter: try row.id("interpreter_id"), wave: try row.int("wave"),
            modality: try row.code("modality"), madeAt: try row.moment("made_at"), expiresAt: try row.moment("expires_at"),
            answeredAt: try row.optionalMoment("answered_at"), travelMinutes: try row.int("travel_minutes"),
            cost: try row.int("cost"), terms: try terms(row))
    }

    /// Nil of offers that were made before terms were kept: all columns are filled, or none.
    private static func terms(_ row: Postgres.Row) throws(PostgresError) -> Offer.Terms? {
        guard let minutes = try row.optionalInt("minutes") else { return nil }
        return Offer.Terms(
            complexity: try row.code("complexity"), minutes: minutes, start: try row.moment("starts_at"),
            place: MunicipalityCode(try row.int("place")))
    }
}
