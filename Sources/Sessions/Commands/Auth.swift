extension CommandTable {
    static let auth = CommandDefinition(
        name: "AUTH", access: .anybody, help: "say who you are: by a token, or by the certificate of your TLS connection",
        isConfidential: true,
        forms: [
            Form("TOKEN", [.required(AuthArguments.token)]) { arguments throws(Complaint) in
                .session(.authenticate(token: try arguments.required(AuthArguments.token)))
            },
            Form("EXTERNAL", []) { _ throws(Complaint) in .session(.authenticateExternally) },
        ])
}

private enum AuthArguments {
    static let token = Argument<String>.positional("token", .secret, "the token, tb_ and 43 characters")
}

extension Kind where Result == String {
    fileprivate static let secret = text("tb_…", "a token", example: "tb_0123456789abcdef", limit: 64)
}
