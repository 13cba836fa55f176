import Dispatching
import Interpreting
import Wire

extension CommandTable {
    static let list = CommandDefinition.question(
        "LIST", .everyRole, "what you may see of a kind, filtered, a page at a time",
        [
            Form([.required(ListArguments.kind)] + ListArguments.filters.map { .optional($0.argument) }
                + [.optional(ListArguments.after), .optional(ListArguments.limit)]) { arguments throws(Complaint) in
                var filters: [ListFilter] = []
                for filter in ListArguments.filters {
                    if let value = try arguments.optional(filter.argument) { filters.append(ListFilter(filter.name, value)) }
                }
                return .query(.list(
                    try arguments.required(ListArguments.kind), filters: filters, after: try arguments.optional(ListArguments.after),
                    limit: try arguments.optional(ListArguments.limit) ?? Limits.standard.rows))
            }
        ])
}

private enum ListArguments {
    static let kind = Argument<ListKind>.positional("kind", .choice("KIND"), "what to list")
    static let after = Argument<String>.named(
        "after", .text("ID", "an identifier", example: "R17", limit: 40), "the last of the page before, as next= gave it")
    static let limit = Argument<Int>.named(
        "limit", .range("N", 1...Limits.standard.rows, example: 50), "the most rows; \(Limits.standard.rows) when left out")

    /// What a filter may say depends on the kind; the engine knows.
    static let filters: [(name: ListFilter.Name, argument: Argument<String>)] = ListFilter.Name.allCases.map { name in
        let example = examples[name] ?? name.rawValue
        let kind = Kind.text(name.rawValue.uppercased(), "a text", example: example)
        return (name, .named(name.rawValue, kind, "only those whose \(name.rawValue) is this"))
    }

    private static let examples: [ListFilter.Name: String] = [
        .state: "open", .language: "ti", .modality: "video", .request: "R17", .interpreter: "I3", .organisation: "G1",
        .agency: "agii", .place: "12025",
    ]
}
