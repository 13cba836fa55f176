/// The one answer to a command or query.
public struct Reply: Hashable, Codable, Sendable {
    public var rows: [Row]
    public var result: ReplyResult

    public init(rows: [Row] = [], result: ReplyResult) {
        self.rows = rows
        self.result = result
    }

    public static func done(_ confirmation: Confirmation, _ text: String, rows: [Row] = []) -> Reply {
        Reply(rows: rows, result: .done(confirmation, text))
    }
    public static func refused(_ refusal: Refusal) -> Reply { Reply(result: .refused(refusal)) }

    public var isDone: Bool {
        if case .done = result { true } else { false }
    }
}

/// How a command ended.
public enum ReplyResult: Hashable, Codable, Sendable {
    case done(Confirmation, String)
    case refused(Refusal)
}

/// What kind of thing was done; the wire gives each its status code.
public enum Confirmation: String, Hashable, Codable, Sendable, CaseIterable {
    /// Answered.
    case ready
    /// Identity or rights were established or changed.
    case identity
    /// Something now exists or was looked up.
    case object
    /// Something changed its state.
    case state
    /// A rule was applied and explained.
    case rule
    /// Done; but nobody was found for the request, and it is over.
    case unfilled
    /// Done; but nobody is available now, or being asked.
    case nobodyYet
}

/// A refusal: it says what was given, what the limit is and what to do next. Nothing was changed.
public struct Refusal: Error, Hashable, Codable, Sendable {
    public var reason: RefusalReason
    public var text: String

    public init(_ reason: RefusalReason, _ text: String) {
        self.reason = reason
        self.text = text
    }
}

/// Why something was refused; the wire's status catalogue has a code for each.
public enum RefusalReason: String, Hashable, Codable, Sendable, CaseIterable {
    // Identity.
    case authenticationFailed, authenticationRequired, notPermitted, credentialExpired
    // Value.
    case badValue
    // Object. What may not be seen answers `notFound`, exactly like what does not exist.
    case notFound, unknownLanguage, unknownPlace, duplicate
    // State.
    case wrongState, versionMismatch, alreadyTaken, keyReused
    // Rule.
    case ineligible, noAgreement, startInPast, badDuration, noSuchMinute, personalData, modalityNotAllowed, tooFarAhead
    // Limit: try again later.
    case tooManyOpen
    // Store: try again later, or elsewhere. What it rejects it will reject again.
    case storeRejected
    case storeBusy, shuttingDown, standby, staleEpoch

    /// Whether the same command may be granted later: status class 4. Such an answer is not kept for its idempotency key.
    public var isPassing: Bool {
        switch self {
        case .tooManyOpen, .storeBusy, .shuttingDown, .standby, .staleEpoch: true
        default: false
        }
    }
}
