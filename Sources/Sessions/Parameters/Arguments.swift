import Wire

/// The parameters of one line, checked against the form that they are for.
struct Arguments: Sendable {
    /// The right ways to write it, for complaints.
    private let usage: String
    private let day: ExampleDay
    private let form: Form
    private let params: [Parameter]
    /// The values without a name, after the keyword.
    private let positional: ArraySlice<Value>

    /// - Parameters:
    ///   - usage: the ways to write the command that may have been meant.
    ///   - day: what examples are told for.
    /// - Throws: when a parameter is not one of the form's. Parameters whose name begins with `x-` are for others and passed over.
    init(_ line: ClientLine, form: Form, usage: String, on day: ExampleDay) throws(Complaint) {
        self.usage = usage
        self.day = day
        self.form = form
        params = line.params
        positional = line.positional.dropFirst(form.keyword == nil ? 0 : 1)

        for case let name? in params.lazy.map(\.key) where !form.names.contains(name) && !name.hasPrefix("x-") {
            let suggestion = Wire.Suggestion.nearest(to: name, among: form.names).map { "did you mean \($0)=?" }
            throw Complaint(.unknownParameter, "\(name)=; \(suggestion ?? "write \(usage)")")
        }
        if positional.count > form.places.count {
            let surplus = positional[positional.startIndex + form.places.count]
            let advice = "write \(usage); a text of several words stands in double quotes"
            throw Complaint(.unknownParameter, "\(surplus.excerpt) is a value too many; \(advice)")
        }
    }

    /// The value of a parameter that the form requires.
    func required<Result>(_ argument: Argument<Result>) throws(Complaint) -> Result {
        if let result = try optional(argument) { return result }
        let what = argument.isPositional ? argument.kind.placeholder : "\(argument.name)="
        throw Complaint(.missingParameter, "\(what) is missing, for instance \(example(argument)); write \(usage)")
    }

    /// The value of a parameter, nil when it was not given.
    func optional<Result>(_ argument: Argument<Result>) throws(Complaint) -> Result? {
        guard let value = value(of: argument) else { return nil }
        do {
            return try argument.kind.read(value)
        } catch {
            let problem = error.problem.map { "; \($0)" } ?? ""
            var advice = error.suggestion.map { "; did you mean \($0)?" } ?? ", for instance \(example(argument))"
            // Perhaps another way to write the command was meant.
            if form.needsValue { advice += "; write \(usage)" }
            throw Complaint(error.status, "\(argument.use(value.excerpt)); \(argument.kind.expectation) is expected\(problem)\(advice)")
        }
    }

    private func example<Result>(_ argument: Argument<Result>) -> String { argument.use(day.text(of: argument.kind.example)) }

    private func value<Result>(of argument: Argument<Result>) -> Value? {
        guard argument.isPositional else { return params.value(argument.name) }
        let place = form.places.firstIndex(of: argument.name)
        return place.flatMap { $0 < positional.count ? positional[positional.startIndex + $0] : nil }
    }
}
