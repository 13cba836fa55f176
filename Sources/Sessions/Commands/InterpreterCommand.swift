import Dispatching
import Interpreting

extension CommandTable {
    static let interpreter = CommandDefinition.change(
        "INTERPRETER", .roles([.admin]), "register an interpreter, change what is known, end the cooperation, or take it up again",
        [
            Form("add", [
                .required(ProfileArguments.name), .required(ProfileArguments.gender), .required(ProfileArguments.home),
                .required(ProfileArguments.modalities), .required(ProfileArguments.pools), .required(ProfileArguments.languages),
            ] + ProfileArguments.limits(inExample: false) + [.optional(ProfileArguments.another)]) { arguments throws(Complaint) in
                .command(.addInterpreter(try ProfileArguments.wholeProfile(arguments)))
            },
            Form("set", [
                .required(Known.interpreter), .optional(ProfileArguments.name), .optional(ProfileArguments.gender),
                .optional(ProfileArguments.home), .optional(ProfileArguments.modalities), .optional(ProfileArguments.pools),
                .optional(ProfileArguments.languages),
            ] + ProfileArguments.limits(inExample: true) + [
                .optional(ProfileArguments.another), .optional(Known.version),
            ]) { arguments throws(Complaint) in
                .command(.changeInterpreter(
                    try arguments.required(Known.interpreter), try ProfileArguments.profile(arguments),
                    expected: try arguments.optional(Known.version)))
            },
            Form("retire", [.required(Known.interpreter), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.retireInterpreter(try arguments.required(Known.interpreter), expected: try arguments.optional(Known.version)))
            },
            Form("reinstate", [.required(Known.interpreter), .optional(Known.version)]) { arguments throws(Complaint) in
                .command(.reinstateInterpreter(try arguments.required(Known.interpreter), expected: try arguments.optional(Known.version)))
            },
        ])
}

private enum ProfileArguments {
    static let name = Argument<String>.named(
        "name", .text("TEXT", "a name of at most \(Organisation.nameLimit) characters", example: "\"Selam T.\""), "the working name")
    static let gender = Argument<Gender>.named("gender", .choice(), "the gender, as stated")
    static let home = Argument<String>.named("home", .place, "where journeys begin and end")
    static let modalities = Argument<[Modality]>.named("modalities", .choices(), "what the interpreter offers")
    static let pools = Argument<[String]>.named(
        "pools", .texts("(AGENCY …)", "a list of at most 8 agencies", example: "(agii)", atMost: 8), "whose work may be offered")
    static let languages = Argument<[String]>.named(
        "languages",
        .texts("(LANGUAGE[:trained][:DIALECT] …)", "a list of at most 16 languages", example: "(ti en:trained)", atMost: 16),
        "strongest first; certified unless :trained is added; then dialects of it, each after a colon")
    static let kilometres = Argument<Int>.named("max-km", .whole(example: 60), "great-circle kilometres, one way")
    static let minutesPerDay = Argument<Int>.named("max-day", .whole(example: 360), "interpreted minutes a day")
    static let minutesPerWeek = Argument<Int>.named("max-week", .whole(example: 1200), "interpreted minutes a week")

    static let gateway = Argument<String>.named(
        "gateway", .text("USER", "a user of role gateway, or none", example: "none"), "which gateway rings the telephone")
    static let mayBeWoken = Argument<Bool>.named("wakes", .flag, "whether urgent work may be offered at any hour; no when never said")

    static let another = Argument<Bool>.named(
        "another", .flag, "says that this is not the one who is registered with the same name")

    static func limits(inExample: Bool) -> [ParameterNote] {
        [
            .optional(kilometres, inExample: inExample), .optional(minutesPerDay), .optional(minutesPerWeek), .optional(gateway),
            .optional(mayBeWoken),
        ]
    }

    /// The profile of a new interpreter, in which only the limits may be left out.
    static func wholeProfile(_ arguments: Arguments) throws(Complaint) -> InterpreterProfile {
        var profile = try profile(arguments)
        profile.name = try arguments.required(name)
        profile.gender = try arguments.required(gender)
        profile.home = try arguments.required(home)
        profile.modalities = try arguments.required(modalities)
        profile.pools = try arguments.required(pools)
        profile.languages = try arguments.required(languages)
        return profile
    }

    static func profile(_ arguments: Arguments) throws(Complaint) -> InterpreterProfile {
        var profile = InterpreterProfile(
            name: try arguments.optional(name), gender: try arguments.optional(gender), home: try arguments.optional(home),
            modalities: try arguments.optional(modalities), pools: try arguments.optional(pools),
            languages: try arguments.optional(languages), maximumKilometres: try arguments.optional(kilometres),
            maximumMinutesPerDay: try arguments.optional(minutesPerDay), maximumMinutesPerWeek: try arguments.optional(minutesPerWeek),
            gateway: try arguments.optional(gateway), mayBeWoken: try arguments.optional(mayBeWoken))
        profile.isAnother = try arguments.optional(another) ?? false
        return profile
    }
}
