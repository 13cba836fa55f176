/// A parameter of a command: its name, its kind and what it is for.
struct Argument<Result: Sendable>: Sendable {
    /// What is read for it, or for a positional one what it is called.
    let name: String
    /// Known by its place and not by its name.
    let isPositional: Bool
    let kind: Kind<Result>
    /// Completes "this is …", for HELP.
    let meaning: String

    /// `name=value`.
    static func named(_ name: String, _ kind: Kind<Result>, _ meaning: String) -> Argument {
        Argument(name: name, isPositional: false, kind: kind, meaning: meaning)
    }

    /// A value without a name, in the order of its form.
    static func positional(_ name: String, _ kind: Kind<Result>, _ meaning: String) -> Argument {
        Argument(name: name, isPositional: true, kind: kind, meaning: meaning)
    }

    /// How `value` stands in a line.
    func use(_ value: String) -> String { isPositional ? value : "\(name)=\(value)" }
}

/// What a form says of one of its parameters.
struct ParameterNote: Hashable, Sendable {
    let name: String
    let isPositional: Bool
    let isRequired: Bool
    /// Without it the shortest line would ask for nothing, or for something that does not go together.
    let isInExample: Bool
    let placeholder: String
    let expectation: String
    let example: String
    let meaning: String

    static func required<Result>(_ argument: Argument<Result>) -> ParameterNote { ParameterNote(argument, isRequired: true) }
    static func optional<Result>(_ argument: Argument<Result>, inExample: Bool = false) -> ParameterNote {
        ParameterNote(argument, isRequired: false, isInExample: inExample)
    }

    private init<Result>(_ argument: Argument<Result>, isRequired: Bool, isInExample: Bool = true) {
        name = argument.name
        isPositional = argument.isPositional
        self.isRequired = isRequired
        self.isInExample = isInExample
        placeholder = argument.kind.placeholder
        expectation = argument.kind.expectation
        example = argument.kind.example
        meaning = argument.meaning
    }

    /// As in a usage line: `minutes=N`, `[place=PLACE]`, `REQUEST`.
    var usage: String {
        let value = isPositional ? placeholder : "\(name)=\(placeholder)"
        return isRequired ? value : "[\(value)]"
    }

    /// As a person would type it.
    func exampleUse(on day: ExampleDay) -> String { isPositional ? day.text(of: example) : "\(name)=\(day.text(of: example))" }
}
