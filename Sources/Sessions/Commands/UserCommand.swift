import Dispatching
import Interpreting

extension CommandTable {
    static let user = CommandDefinition.change(
        "USER", .roles([.admin]), "register somebody who may log in, lock them out, or let them in again",
        [
            Form("add", [
                .required(UserArguments.role), .required(UserArguments.label),
                .optional(Known.organisation, inExample: true),
                .optional(UserArguments.interpreter), .optional(UserArguments.agency),
            ]) { arguments throws(Complaint) in
                .command(.addUser(
                    role: try arguments.required(UserArguments.role), label: try arguments.required(UserArguments.label),
                    organisation: try arguments.optional(Known.organisation),
                    interpreter: try arguments.optional(UserArguments.interpreter),
                    agency: try arguments.optional(UserArguments.agency)))
            },
            Form("disable", [.required(UserArguments.user)]) { arguments throws(Complaint) in
                .command(.disableUser(try arguments.required(UserArguments.user)))
            },
            Form("enable", [.required(UserArguments.user)]) { arguments throws(Complaint) in
                .command(.enableUser(try arguments.required(UserArguments.user)))
            },
        ])
}

private enum UserArguments {
    static let role = Argument<Role>.named("role", .choice(), "the role, which decides the commands")
    static let label = Argument<String>.named(
        "label", .text("TEXT", "a desk or a function", example: "\"front desk\""), "a desk or a function, not a person's name")
    static let interpreter = Argument<InterpreterID>.named(
        "interpreter", .identifier("INTERPRETER", "an interpreter"), "for the role interpreter: whom it stands for")
    static let agency = Argument<String>.named(
        "agency", .text("AGENCY", "an agency's code", example: "agii"), "for the role coordinator: the agency")
    static let user = Argument<PrincipalID>.positional("user", .identifier("USER", "a user"), "the user")
}
