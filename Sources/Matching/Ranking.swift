import Interpreting

/// All candidates for a job: those who can do it, best first, and those who cannot, with their reasons.
public struct Ranking: Hashable, Sendable {
    /// By score, then by interpreter.
    public let eligible: [Ranked]
    /// By interpreter.
    public let excluded: [Excluded]

    public init(eligible: [Ranked], excluded: [Excluded]) {
        self.eligible = eligible
        self.excluded = excluded
    }
}

/// An interpreter who can do the job.
public struct Ranked: Hashable, Sendable {
    public let interpreter: InterpreterID
    public let score: Score
    public let fit: Fit
    /// By which language.
    public let via: LanguageMatch

    public init(interpreter: InterpreterID, score: Score, fit: Fit, via: LanguageMatch) {
        self.interpreter = interpreter
        self.score = score
        self.fit = fit
        self.via = via
    }
}

/// An interpreter who cannot do the job.
public struct Excluded: Hashable, Sendable {
    public let interpreter: InterpreterID
    /// Every reason; not empty.
    public let violations: [Violation]

    public init(interpreter: InterpreterID, violations: [Violation]) {
        self.interpreter = interpreter
        self.violations = violations
    }
}
