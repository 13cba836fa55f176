import Interpreting

extension CommandTable {
    static let organisation = CommandDefinition.change(
        "ORGANISATION", .roles([.admin]), "register an organisation or another place where it works, or change what it is called",
        [
            Form("add", [
                .required(OrganisationArguments.name), .required(OrganisationArguments.sector), .required(OrganisationArguments.place),
            ]) { arguments throws(Complaint) in
                .command(.addOrganisation(
                    name: try arguments.required(OrganisationArguments.name),
                    sector: try arguments.required(OrganisationArguments.sector),
                    place: try arguments.required(OrganisationArguments.place)))
            },
            Form("set", [
                .required(OrganisationArguments.organisation), .optional(OrganisationArguments.name, inExample: true),
                .optional(OrganisationArguments.sector), .optional(Known.version),
            ]) { arguments throws(Complaint) in
                .command(.changeOrganisation(
                    try arguments.required(OrganisationArguments.organisation),
                    name: try arguments.optional(OrganisationArguments.name),
                    sector: try arguments.optional(OrganisationArguments.sector), expected: try arguments.optional(Known.version)))
            },
            Form("site", [
                .required(OrganisationArguments.organisation), .required(OrganisationArguments.name),
                .required(OrganisationArguments.place),
            ]) { arguments throws(Complaint) in
                .command(.addEstablishment(
                    try arguments.required(OrganisationArguments.organisation),
                    name: try arguments.required(OrganisationArguments.name),
                    place: try arguments.required(OrganisationArguments.place)))
            },
        ])
}

private enum OrganisationArguments {
    static let organisation = Argument<OrganisationID>.positional(
        "organisation", .identifier("ORGANISATION", "an organisation"), "the organisation")
    static let name = Argument<String>.named(
        "name",
        .text(
            "TEXT", "a name of at most \(Organisation.nameLimit) characters", example: "\"Sint-Jozefschool Mechelen\"",
            limit: Organisation.nameLimit), "the name")
    static let sector = Argument<Sector>.named("sector", .choice(), "the sector")
    static let place = Argument<String>.named("place", .place, "the municipality, which decides the agency that answers")
}
