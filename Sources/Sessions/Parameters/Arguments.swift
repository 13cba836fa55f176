import Wire

/// The parameters of one line, checked against the form that they are for.
struct Arguments: Sendable {
    private let usage: String
    private let named: [Parameter]
    private let positional: [Value]
    private let notes: [ParameterNote]

    /// - Throws: when a parameter is not one of the form's. Parameters whose name begins with `x-` are for others and passed over.
    init(_ line: ClientLine, of verb: String, form: Form) throws(Complaint) {
        usage = form.usage(of: verb)
        notes = form.parameters
        named = line.params.filter { $0.key != nil }
        positional = Array(line.positional.dropFirst(form.keyword == nil ? 0 : 1))

        let names = notes.filter { !$0.isPositional }.map(\.name)
        for case let name? in named.map(\.key) where !names.contains(name) && !name.hasPrefix("x-") {
            let suggestion = Wire.Suggestion.nearest(to: name, among: names).map { "did you mean \($0)=?" }
            throw Complaint(.unknownParameter, "\(name)=; \(suggestion ?? "write \(usage)")")
        }
        let places = notes.filter(\.isPositional)
        if positional.count > places.count {
            throw Complaint(.unknownParameter, "\(positional[places.count].excerpt) is a value too many; write \(usage)")
        }
    }

    /// The value of a parameter that the form requires.
    func required<Result>(_ argument: Argument<Result>) throws(Complaint) -> Result {
        if let result = try optional(argument) { return result }
        let what = argument.isPositional ? argument.kind.placeholder : "\(argument.name)="
        throw Complaint(.missingParameter, "\(what) is missing, for instance \(argument.use(argument.kind.example)); write \(usage)")
    }

    /// The value of a parameter, nil when it was not given.
    func optional<Result>(_ argument: Argument<Result>) throws(Complaint) -> Result? {
        guard let value = value(of: argument) else { return nil }
        do {
            return try argument.kind.read(value)
        } catch {
            let problem = error.problem.map { "; \($0)" } ?? ""
            let advice = error.suggestion.map { "; did you mean \($0)?" } ?? ", for instance \(argument.use(argument.kind.example))"
            throw Complaint(error.status, "\(argument.use(value.excerpt)); \(argument.kind.expectation) is expected\(problem)\(advice)")
        }
    }

    private func value<Result>(of argument: Argument<Result>) -> Value? {
        guard argument.isPositional else { return named.value(argument.name) }
        let place = notes.filter(\.isPositional).firstIndex { $0.name == argument.name }
        return place.flatMap { $0 < positional.count ? positional[$0] : nil }
    }
}
