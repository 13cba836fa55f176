import Dispatching
import Interpreting

/// Parameters that several commands share: the same name means the same everywhere.
enum Known {
    static let key = Argument<String>.named(
        "key",
        .text("KEY", "a text of at most \(IdempotencyKey.lengthLimit) characters", example: "desk-0001", limit: IdempotencyKey.lengthLimit),
        "the idempotency key: the same command with the same key has one effect and one answer")
    static let version = Argument<Int>.named(
        "if", .range("VERSION", 1...Int.max, example: 3), "refuses when the version (v=) is no longer this one")

    static let request = Argument<RequestID>.positional("request", .identifier("REQUEST", "a request"), "the request")
    static let offer = Argument<OfferID>.positional("offer", .identifier("OFFER", "an offer"), "the offer, as in OFFER-MADE")
    static let assignment = Argument<AssignmentID>.positional(
        "assignment", .identifier("ASSIGNMENT", "an assignment"), "the assignment")
    static let interpreter = Argument<InterpreterID>.positional(
        "interpreter", .identifier("INTERPRETER", "an interpreter"), "the interpreter")
    static let entry = Argument<AvailabilityID>.positional(
        "entry", .identifier("ENTRY", "a calendar entry"), "the calendar entry to take out")
    static let organisation = Argument<OrganisationID>.named(
        "organisation", .identifier("ORGANISATION", "an organisation"), "the organisation")
    static let user = Argument<PrincipalID>.named("user", .identifier("USER", "a user"), "whom it lets in")

    static let language = Argument<String>.named(
        "language", .text("LANGUAGE", "a language tag or name", example: "ti"), "the language, by its BCP 47 tag or its name")
    static let dialect = Argument<String>.named(
        "dialect", .text("DIALECT", "a dialect of the language", example: "syrian"), "the dialect, as a wish; SHOW tells which there are")
    static let complexity = Argument<Complexity>.named("complexity", .choice(), "what kind of conversation it is")
    static let minutes = Argument<Int>.named("minutes", .whole(example: 45), "how long the interpreted conversation takes")
    static let start = Argument<String>.named("start", .startTime, "when it begins; without an offset the clock of Brussels is meant")
    static let place = Argument<String>.named("place", .place, "where it takes place; left out, where the establishment is")
    static let fallback = Argument<[Modality]>.named("fallback", .choices(), "modalities to use when the advised one cannot be had")
    static let priority = Argument<Priority>.named("priority", .choice(), "how pressing it is; normal when left out")
    static let gender = Argument<Gender>.named("gender", .choice(), "the interpreter's gender, as a wish")
    static let genderRequired = Argument<Bool>.named("gender-required", .flag, "makes the gender a condition")
    static let documents = Argument<Bool>.named("documents", .flag, "documents are on the table")
    static let participants = Argument<Int>.named("participants", .whole(example: 2), "clients taking part; 1 when left out")
    static let emotional = Argument<Bool>.named("emotional", .flag, "an emotional conversation")
    static let note = Argument<String>.named("note", .note, "free text for the interpreter that names nobody")
    static let reason = Argument<String>.named(
        "reason", .text("TEXT", "a text of at most 120 characters", example: "ill"), "why, in a word or two")

    static let from = Argument<String>.named("from", .time, "when it begins; without an offset the clock of Brussels is meant")
    static let until = Argument<String>.named("until", .moment("12:00"), "when it ends")
    static let fromDate = Argument<String>.named("from", .date, "the first day in force")
    static let untilDate = Argument<String>.named("until", .date, "the last day in force")
    static let weeks = Argument<Int>.named("weeks", .whole(example: 4), "for how many weeks it repeats; 1 when left out")
    static let agency = Argument<String>.named("agency", .text("AGENCY", "an agency's code", example: "agii"), "the agency")
}
