import Dispatching
import Interpreting

extension CommandTable {
    static let amend = CommandDefinition.change(
        "AMEND", .roles([.requester]), "change a request; what is left out stays",
        [
            Form([
                .required(Known.request), .optional(Known.complexity), .optional(Known.minutes, inExample: true),
                .optional(Known.start), .optional(Known.place), .optional(Known.fallback), .optional(Known.priority),
                .optional(Known.dialect), .optional(Known.gender), .optional(Known.genderRequired), .optional(Known.note),
                .optional(AmendArguments.reopen), .optional(Known.version),
            ]) { arguments throws(Complaint) in
                .command(.amend(Amend(
                    request: try arguments.required(Known.request), expected: try arguments.optional(Known.version),
                    complexity: try arguments.optional(Known.complexity), minutes: try arguments.optional(Known.minutes),
                    start: try arguments.optional(Known.start), place: try arguments.optional(Known.place),
                    fallback: try arguments.optional(Known.fallback), priority: try arguments.optional(Known.priority),
                    gender: try arguments.optional(Known.gender), genderIsRequired: try arguments.optional(Known.genderRequired),
                    note: try arguments.optional(Known.note), dialect: try arguments.optional(Known.dialect),
                    reopen: try arguments.optional(AmendArguments.reopen) ?? false)))
            }
        ])
}

private enum AmendArguments {
    static let reopen = Argument<Bool>.named(
        "reopen", .flag, "agrees that an assignment ends and offers go out anew when time, place or kind change")
}
