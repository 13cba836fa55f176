import Interpreting

extension CommandTable {
    static let agreement = CommandDefinition.change(
        "AGREEMENT", .roles([.admin]), "register or end the cooperation agreement without which an organisation cannot ask",
        [
            Form("add", [
                .required(Known.organisation), .required(Known.agency), .required(Known.fromDate), .optional(Known.untilDate),
            ]) { arguments throws(Complaint) in
                .command(.addAgreement(
                    try arguments.required(Known.organisation), agency: try arguments.required(Known.agency),
                    from: try arguments.required(Known.fromDate), until: try arguments.optional(Known.untilDate)))
            },
            Form("end", [.required(AgreementArguments.agreement), .required(Known.untilDate)]) { arguments throws(Complaint) in
                .command(.endAgreement(
                    try arguments.required(AgreementArguments.agreement), until: try arguments.required(Known.untilDate)))
            },
        ])
}

private enum AgreementArguments {
    static let agreement = Argument<AgreementID>.positional("agreement", .identifier("AGREEMENT", "an agreement"), "the agreement")
}
