import Interpreting

enum AgreementTable {
    static let mapping = TableMapping<Agreement>(
        "agreement",
        [
            .id("id") { $0.id },
            .id("organisation_id") { $0.organisation },
            .text("agency") { $0.agency.text },
            .date("first_day") { $0.from },
            .date("last_day") { $0.until },
        ]
    ) { row in
        Agreement(
            id: try row.id("id"), organisation: try row.id("organisation_id"), agency: try row.agency("agency"),
            from: try row.date("first_day"), until: try row.optionalDate("last_day"))
    }
}
