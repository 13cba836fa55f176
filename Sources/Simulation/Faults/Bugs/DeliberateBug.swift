/// A defect put in on purpose, to see whether the auditor finds it. Each is put in at a seam; the code of the product stays as it is.
public enum DeliberateBug: String, Hashable, Sendable, CaseIterable {
    // The journal and its lease.
    /// The journal takes batches of an epoch that is over.
    case fenceNotChecked = "fence-not-checked"
    /// A server that was told that another decides goes on and says yes.
    case staleLeaderGoesOn = "stale-leader-goes-on"
    /// Numbers of events leave one out, and the journal does not mind.
    case seqGap = "seq-gap"
    /// One event of a batch is not kept.
    case batchLosesEvent = "batch-loses-event"

    // Group commit and recovery.
    /// Answers leave when a batch is sent, not when it is kept.
    case acknowledgedBeforeCommit = "acknowledged-before-commit"
    case pushedBeforeCommit = "pushed-before-commit"
    /// A batch of which nobody knows counts as kept.
    case unknownTakenAsKept = "unknown-taken-as-kept"
    /// A batch of which nobody knows is decided again, without its keys.
    case unknownDecidedAgain = "unknown-decided-again"
    case staleSnapshot = "stale-snapshot"
    case ledgerNotRecovered = "ledger-not-recovered"
    case timersNotRecovered = "timers-not-recovered"
    /// What was committed without our knowing is told to nobody.
    case missedNotPublished = "missed-not-published"
    /// A batch of which one row was refused is refused whole.
    case refusedWhole = "refused-whole"
    /// Of what a server takes back, some decisions stay.
    case undoSkipped = "undo-skipped"
    /// The key that the server chose for a change without one is not kept.
    case ourKeyForgotten = "our-key-forgotten"

    // The database.
    /// A server that cannot renew its lease goes on answering.
    case cutOffLeaderAnswers = "cut-off-leader-answers"
    /// A commit whose wait for the standby was cancelled counts as one that was not.
    case doubtfulCommitTrusted = "doubtful-commit-trusted"
    /// What is read after a failure is believed before the standby has it.
    case barrierSkipped = "barrier-skipped"

    // A journal that went back.
    /// The next epoch does not say on which timeline of the database it is.
    case timelineIgnored = "timeline-ignored"
    /// A server goes on with what it remembers, although its journal went back.
    case lostWorldLeaderStays = "lost-world-leader-stays"
    /// The epoch in which a client was told what it knows is not looked at when it resumes.
    case lostWorldResumed = "lost-world-resumed"

    // Keys, versions and time.
    case keyForgotten = "key-forgotten"
    case keyAnsweredDifferently = "key-answered-differently"
    /// A key is looked up without comparing the command.
    case keyReuseAllowed = "key-reuse-allowed"
    case versionIgnored = "version-ignored"
    case timeGoesBack = "time-goes-back"
    /// A server that takes over believes its own clock, even when the journal is ahead of it.
    case clockTrusted = "clock-trusted"

    // The clock.
    /// Whatever the clock of its machine shows is the time by which a server decides.
    case clockJumpBelieved = "clock-jump-believed"
    /// A server never compares its clock with that of the database.
    case clockNotCompared = "clock-not-compared"
    /// A server begins on a journal whose last event lies in the future.
    case futureJournalBegun = "future-journal-begun"

    // Rules.
    case restSkipped = "rest-skipped"
    case travelSkipped = "travel-skipped"
    case bufferSkipped = "buffer-skipped"
    case stretchNotKept = "stretch-not-kept"
    case doubleBooked = "double-booked"
    case assignedTwice = "assigned-twice"
    case expiredOfferAccepted = "expired-offer-accepted"
    case wrongLanguageOffered = "wrong-language-offered"
    case uncertifiedOffered = "uncertified-offered"
    case offDutyRung = "off-duty-rung"
    case absenceIgnored = "absence-ignored"
    /// A server does not notice that sessions end: everybody who ever came counts as there.
    case goneCountedAsThere = "gone-counted-as-there"
    /// Nobody is rung beside those who are rung already, whoever comes.
    case nobodyRungBeside = "nobody-rung-beside"
    /// What waits is not looked at when somebody becomes free for it.
    case freedHoursIgnored = "freed-hours-ignored"
    /// Whoever is told a chance is told the highest.
    case chanceTooHigh = "chance-too-high"
    /// What is finished counts for no hours and no rest.
    case finishedWorkForgotten = "finished-work-forgotten"
    /// A conversation is started while another is not finished.
    case secondTalkStarted = "second-talk-started"
    /// Whoever said no is asked the same again.
    case refusalForgotten = "refusal-forgotten"
    /// Whoever says nothing is asked the same without end.
    case silenceUnbounded = "silence-unbounded"
    /// Everybody is asked at any hour.
    case nightIgnored = "night-ignored"
    case rivalsNotWithdrawn = "rivals-not-withdrawn"
    /// Offers stay open when their interpreter, the calendar or the login changes.
    case offerOutlivesRules = "offer-outlives-rules"
    case lifecycleJump = "lifecycle-jump"

    // What is told, and to whom.
    case scopeOfAnother = "scope-of-another"
    case rowsOfAnother = "rows-of-another"
    case pushLost = "push-lost"
    case pushTwice = "push-twice"
    case pushInsideAnswer = "push-inside-answer"
    case answersSwapped = "answers-swapped"
    case resumeSkipsOne = "resume-skips-one"
    case headRunsAhead = "head-runs-ahead"
    case answerDroppedAfterCut = "answer-dropped-after-cut"
    case lineAfterLongLineLost = "line-after-long-line-lost"
    case pipelinedLineLost = "pipelined-line-lost"
    case slowReaderKept = "slow-reader-kept"

    /// The journal's own rules would hide it.
    var isPastTheGate: Bool {
        switch self {
        case .seqGap, .doubleBooked, .assignedTwice, .secondTalkStarted, .lifecycleJump, .stretchNotKept, .batchLosesEvent,
            .unknownDecidedAgain, .ledgerNotRecovered:
            true
        default: false
        }
    }

    /// What a server remembers is not what its journal says. The auditor may not look into its memory then: it has to find out from
    /// what the server does.
    var isSlipOfMemory: Bool {
        switch self {
        case .doubleBooked, .assignedTwice, .expiredOfferAccepted, .uncertifiedOffered, .offDutyRung, .absenceIgnored,
            .finishedWorkForgotten, .secondTalkStarted, .refusalForgotten, .freedHoursIgnored:
            true
        default: false
        }
    }

    /// The mix in which it shows soonest.
    public var mix: FaultMix {
        let name: String
        switch self {
        case .fenceNotChecked, .staleLeaderGoesOn: name = "leaders"
        case .unknownTakenAsKept, .unknownDecidedAgain, .missedNotPublished, .acknowledgedBeforeCommit: name = "journal"
        case .staleSnapshot, .ledgerNotRecovered, .timersNotRecovered: name = "crash"
        case .keyForgotten, .keyAnsweredDifferently, .answerDroppedAfterCut, .resumeSkipsOne: name = "network"
        case .keyReuseAllowed, .lineAfterLongLineLost, .pipelinedLineLost, .slowReaderKept, .answersSwapped: name = "hostile"
        case .clockTrusted, .clockJumpBelieved, .clockNotCompared, .futureJournalBegun: name = "clock"
        case .refusedWhole, .undoSkipped: name = "poison"
        case .ourKeyForgotten: name = "journal"
        case .goneCountedAsThere, .chanceTooHigh, .nobodyRungBeside: name = "absent"
        case .nightIgnored: name = "night"
        case .cutOffLeaderAnswers: name = "partition"
        case .doubtfulCommitTrusted, .barrierSkipped, .timelineIgnored, .lostWorldLeaderStays, .lostWorldResumed: name = "replica"
        default: name = "calm"
        }
        return FaultMix.named(name) ?? .calm
    }
}
