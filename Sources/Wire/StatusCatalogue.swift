/// Every status of the protocol. HELP and the protocol reference are made from ``catalogue``.
extension Status {
    /// A status and what it means.
    public struct Entry: Hashable, Sendable {
        public let status: Status
        /// One line, for people.
        public let meaning: String
    }

    // Done.
    public static let ready = Status(.done, .general, 0)
    public static let identity = Status(.done, .identity, 0)
    public static let object = Status(.done, .object, 0)
    public static let state = Status(.done, .state, 0)
    public static let unfilled = Status(.done, .state, 1, "UNFILLED")
    public static let nobodyYet = Status(.done, .state, 2, "NOBODY-YET")
    public static let rule = Status(.done, .rule, 0)

    // Syntax.
    public static let syntax = Status(.refused, .syntax, 1, "SYNTAX")
    public static let unknownCommand = Status(.refused, .syntax, 2, "UNKNOWN-COMMAND")
    public static let lineTooLong = Status(.refused, .syntax, 3, "LINE-TOO-LONG")
    public static let unknownParameter = Status(.refused, .syntax, 4, "UNKNOWN-PARAMETER")
    public static let missingParameter = Status(.refused, .syntax, 5, "MISSING-PARAMETER")
    public static let badValue = Status(.refused, .syntax, 6, "BAD-VALUE")
    public static let invalidUTF8 = Status(.refused, .syntax, 7, "INVALID-UTF8")
    public static let literalTooLong = Status(.refused, .syntax, 8, "LITERAL-TOO-LONG")
    public static let badTag = Status(.refused, .syntax, 9, "BAD-TAG")
    public static let unsupportedVersion = Status(.refused, .syntax, 10, "UNSUPPORTED-VERSION")

    // Identity.
    public static let authFailed = Status(.refused, .identity, 1, "AUTH-FAILED")
    public static let authRequired = Status(.refused, .identity, 2, "AUTH-REQUIRED")
    public static let notPermitted = Status(.refused, .identity, 3, "NOT-PERMITTED")
    public static let expired = Status(.refused, .identity, 4, "EXPIRED")

    // Object.
    public static let notFound = Status(.refused, .object, 1, "NOT-FOUND")
    public static let unknownLanguage = Status(.refused, .object, 2, "UNKNOWN-LANGUAGE")
    public static let unknownPlace = Status(.refused, .object, 3, "UNKNOWN-PLACE")
    public static let duplicate = Status(.refused, .object, 4, "DUPLICATE")

    // State.
    public static let wrongState = Status(.refused, .state, 1, "WRONG-STATE")
    public static let versionMismatch = Status(.refused, .state, 2, "VERSION-MISMATCH")
    public static let alreadyTaken = Status(.refused, .state, 3, "ALREADY-TAKEN")
    public static let keyReused = Status(.refused, .state, 9, "KEY-REUSED")

    // Rule.
    public static let ineligible = Status(.refused, .rule, 1, "INELIGIBLE")
    public static let noAgreement = Status(.refused, .rule, 2, "NO-AGREEMENT")
    public static let startInPast = Status(.refused, .rule, 3, "START-IN-PAST")
    public static let badDuration = Status(.refused, .rule, 4, "BAD-DURATION")
    public static let noSuchMinute = Status(.refused, .rule, 5, "NO-SUCH-MINUTE")
    public static let personalData = Status(.refused, .rule, 6, "PERSONAL-DATA")
    public static let modality = Status(.refused, .rule, 7, "MODALITY")
    public static let tooFarAhead = Status(.refused, .rule, 8, "TOO-FAR-AHEAD")

    // Limit.
    public static let tooManyPending = Status(.tryAgain, .limit, 1, "TOO-MANY-PENDING")
    public static let slowConsumer = Status(.tryAgain, .limit, 3, "SLOW-CONSUMER")
    public static let idle = Status(.tryAgain, .limit, 4, "IDLE")
    public static let tooManyConnections = Status(.tryAgain, .limit, 5, "TOO-MANY-CONNECTIONS")

    // Store.
    public static let storeRejected = Status(.refused, .store, 1, "STORE-REJECTED")
    public static let storeBusy = Status(.tryAgain, .store, 1, "STORE-BUSY")
    public static let shuttingDown = Status(.tryAgain, .store, 2, "SHUTTING-DOWN")
    public static let standby = Status(.tryAgain, .store, 3, "STANDBY")
    public static let staleEpoch = Status(.tryAgain, .store, 4, "STALE-EPOCH")

    /// The whole table, in the order of the codes within each class.
    public static let catalogue: [Entry] = [
        Entry(status: ready, meaning: "done"),
        Entry(status: identity, meaning: "done; says who you are, or changes who may enter"),
        Entry(status: object, meaning: "done; something was made, changed or shown"),
        Entry(status: state, meaning: "done; a request, an offer or an assignment moved to another state"),
        Entry(status: unfilled, meaning: "done; but nobody was found for the request, and it is over"),
        Entry(status: nobodyYet, meaning: "done; but nobody is available now, or interpreters are asked later: the text says which"),
        Entry(status: rule, meaning: "done; a rule was applied or explained and nothing was changed"),

        Entry(status: syntax, meaning: "the line does not follow the grammar"),
        Entry(status: unknownCommand, meaning: "there is no such command"),
        Entry(status: lineTooLong, meaning: "the line has more octets than allowed and was skipped"),
        Entry(status: unknownParameter, meaning: "the command has no parameter of this name, or too many values were given"),
        Entry(status: missingParameter, meaning: "the command needs a parameter that was not given"),
        Entry(status: badValue, meaning: "a parameter has a value of the wrong form or outside its range"),
        Entry(status: invalidUTF8, meaning: "a text is not valid UTF-8"),
        Entry(status: literalTooLong, meaning: "the literals of a line have more octets than allowed; the connection ends"),
        Entry(status: badTag, meaning: "the line does not begin with a valid tag; answered with tag 0"),
        Entry(status: unsupportedVersion, meaning: "the server does not speak this version of the protocol"),

        Entry(status: authFailed, meaning: "the credential is not known or has been withdrawn"),
        Entry(status: authRequired, meaning: "say who you are first, with AUTH"),
        Entry(status: notPermitted, meaning: "your role does not allow this command"),
        Entry(status: expired, meaning: "the credential is no longer valid; ask for a new one"),

        Entry(status: notFound, meaning: "there is no such thing, or it is not yours to see"),
        Entry(status: unknownLanguage, meaning: "the language is not among those served, or it can be several: the text names them"),
        Entry(status: unknownPlace, meaning: "the place is not a municipality of Flanders or Brussels"),
        Entry(status: duplicate, meaning: "this exists already; the text names it and says how to go on"),

        Entry(status: wrongState, meaning: "the state it is in does not allow this"),
        Entry(status: versionMismatch, meaning: "it was changed since the version named by if="),
        Entry(status: alreadyTaken, meaning: "somebody else was faster"),
        Entry(status: keyReused, meaning: "this idempotency key was used before for another command"),

        Entry(status: ineligible, meaning: "a rule keeps this interpreter from this work; the text names it"),
        Entry(status: noAgreement, meaning: "the organisation has no cooperation agreement in force"),
        Entry(status: startInPast, meaning: "the start lies in the past"),
        Entry(status: badDuration, meaning: "the duration is outside what can be served"),
        Entry(status: noSuchMinute, meaning: "the clock skips this minute when summer time begins"),
        Entry(status: personalData, meaning: "the text looks as if it names a person; leave that out"),
        Entry(status: modality, meaning: "this modality is not allowed for this work"),
        Entry(status: tooFarAhead, meaning: "the start lies further ahead than requests are taken"),

        Entry(status: storeRejected, meaning: "the store refuses what the command would write; ask with other values"),

        Entry(status: tooManyPending, meaning: "too many are open already; finish some first"),
        Entry(status: slowConsumer, meaning: "too many events unread, or nothing read for a minute; connect again and resume"),
        Entry(status: idle, meaning: "nothing was heard, or nobody logged in, for too long; connect again"),
        Entry(status: tooManyConnections, meaning: "the server has no room for another connection"),

        Entry(status: storeBusy, meaning: "the store did not answer; the text says whether it may be done; send it again with its key="),
        Entry(status: shuttingDown, meaning: "the server is stopping; connect again"),
        Entry(status: standby, meaning: "this server does not decide; the text names the one that does"),
        Entry(status: staleEpoch, meaning: "another server has taken over since; connect again"),
    ]
}
