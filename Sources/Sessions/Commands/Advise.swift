import Dispatching
import Interpreting

extension CommandTable {
    static let advise = CommandDefinition.question(
        "ADVISE", .roles([.requester, .coordinator, .admin]), "which modality fits a conversation, and whether it needs an interpreter",
        [Form(AdviceArguments.notes) { arguments throws(Complaint) in .query(.advise(try AdviceArguments.adviceCase(arguments))) }])

    static let quote = CommandDefinition.question(
        "QUOTE", .roles([.requester, .coordinator, .admin]), "what a conversation would cost",
        [
            Form(AdviceArguments.notes + [.optional(Known.start), .optional(Known.place)]) { arguments throws(Complaint) in
                .query(.quote(
                    try AdviceArguments.adviceCase(arguments), start: try arguments.optional(Known.start),
                    place: try arguments.optional(Known.place)))
            }
        ])
}

private enum AdviceArguments {
    enum Dutch: String, CaseIterable, Sendable { case none, basic, good, a1, a2, b1, b2, c1 }

    static let dutch = Argument<Dutch>.named("dutch", .choice(), "how well the client speaks Dutch; basic is a2, good is b2")
    static let contact = Argument<[String]>.named(
        "contact", .texts("(LANGUAGE …)", "a list of at most 8 languages", example: "(fr en)", atMost: 8),
        "languages in which you understand each other")

    static let notes: [ParameterNote] = [
        .required(Known.language), .required(Known.complexity), .required(Known.minutes), .optional(Known.documents),
        .optional(Known.participants), .optional(Known.emotional), .optional(Known.fallback), .optional(dutch), .optional(contact),
    ]

    static func adviceCase(_ arguments: Arguments) throws(Complaint) -> AdviceCase {
        AdviceCase(
            language: try arguments.required(Known.language), complexity: try arguments.required(Known.complexity),
            minutes: try arguments.required(Known.minutes), documents: try arguments.optional(Known.documents) ?? false,
            participants: try arguments.optional(Known.participants) ?? 1,
            emotional: try arguments.optional(Known.emotional) ?? false, fallback: try arguments.optional(Known.fallback) ?? [],
            dutch: try arguments.optional(dutch)?.rawValue,
            contact: try arguments.optional(contact) ?? [])
    }
}
