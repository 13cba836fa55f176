import Dispatching
import Interpreting

extension CommandTable {
    static let token = CommandDefinition.change(
        "TOKEN", .roles([.admin]), "let a user in by a new token (shown once) or by a certificate, or take that back",
        [
            Form("issue", [.required(Known.user), .optional(TokenArguments.days), .optional(TokenArguments.scope)]) {
                arguments throws(Complaint) in
                .issueToken(
                    try arguments.required(Known.user), scope: try arguments.optional(TokenArguments.scope) ?? .full,
                    days: try arguments.optional(TokenArguments.days) ?? TokenArguments.standardDays)
            },
            Form("certificate", [
                .required(Known.user), .required(TokenArguments.digest), .optional(TokenArguments.days), .optional(TokenArguments.scope),
            ]) { arguments throws(Complaint) in
                .command(.addCredential(
                    try arguments.required(Known.user), kind: .certificate, digest: try arguments.required(TokenArguments.digest),
                    scope: try arguments.optional(TokenArguments.scope) ?? .full,
                    days: try arguments.optional(TokenArguments.days) ?? TokenArguments.standardDays))
            },
            Form("revoke", [.required(TokenArguments.credential)]) { arguments throws(Complaint) in
                .command(.revokeCredential(try arguments.required(TokenArguments.credential)))
            },
        ])
}

private enum TokenArguments {
    static let standardDays = 365
    static let days = Argument<Int>.named("days", .whole(example: standardDays), "how long it lets in; \(standardDays) when left out")
    static let scope = Argument<Credential.Scope>.named("scope", .choice(), "read allows looking only; full when left out")
    static let digest = Argument<String>.named("digest", .digest, "which certificate")
    static let credential = Argument<CredentialID>.positional("credential", .identifier("CREDENTIAL", "a credential"), "the credential")
}
