import Dispatching
import Interpreting

enum AgreementTable {
    static let mapping = TableMapping(Schema.agreement) { row in
        Agreement(
            id: try row.id("id"), organisation: try row.id("organisation_id"), agency: try row.agency("agency"),
            from: try row.date("first_day"), until: try row.optionalDate("last_day"))
    }
}
