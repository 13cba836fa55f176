import Dispatching
import Interpreting

extension CommandTable {
    static let submit = CommandDefinition.change(
        "SUBMIT", .roles([.requester]), "ask for an interpreter",
        [
            Form([
                .required(Known.language), .required(Known.complexity), .required(Known.minutes), .required(Known.start),
                .optional(Known.place), .optional(SubmitArguments.establishment), .optional(Known.fallback),
                .optional(Known.priority), .optional(Known.dialect), .optional(Known.gender), .optional(Known.genderRequired),
                .optional(Known.documents), .optional(Known.participants), .optional(Known.emotional),
                .optional(SubmitArguments.caseReference), .optional(Known.note),
            ]) { arguments throws(Complaint) in .command(.submit(try SubmitArguments.submit(arguments))) }
        ])
}

private enum SubmitArguments {
    static let establishment = Argument<EstablishmentID>.named(
        "establishment", .identifier("ESTABLISHMENT", "an establishment"), "for which of your places; the first when left out")
    static let caseReference = Argument<String>.named(
        "case",
        .text("TEXT", "a reference of at most \(Need.caseLimit) characters that names nobody", example: "f3-0412", limit: Need.caseLimit),
        "links the conversations of one client without naming the client")

    static func submit(_ arguments: Arguments) throws(Complaint) -> Submit {
        Submit(
            language: try arguments.required(Known.language), complexity: try arguments.required(Known.complexity),
            minutes: try arguments.required(Known.minutes), start: try arguments.required(Known.start),
            place: try arguments.optional(Known.place), establishment: try arguments.optional(establishment),
            fallback: try arguments.optional(Known.fallback) ?? [], priority: try arguments.optional(Known.priority) ?? .normal,
            gender: try arguments.optional(Known.gender), genderIsRequired: try arguments.optional(Known.genderRequired) ?? false,
            documents: try arguments.optional(Known.documents) ?? false,
            participants: try arguments.optional(Known.participants) ?? 1,
            emotional: try arguments.optional(Known.emotional) ?? false, caseReference: try arguments.optional(caseReference),
            note: try arguments.optional(Known.note), dialect: try arguments.optional(Known.dialect))
    }
}
