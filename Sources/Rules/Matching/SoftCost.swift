/// What makes an eligible interpreter a worse choice; points in `rules/matching.yaml`, more is worse.
public enum SoftCost: String, Hashable, Sendable, Codable, CaseIterable {
    /// For each minute of the journey to an on-site conversation.
    case travelMinute = "travel-minute"
    /// For serving by a certificate of another language, on top of the penalty of the substitute itself.
    case substitution
    /// For a gender other than the one wished for.
    case gender
    /// For not being the interpreter who knows the case.
    case continuity
    /// For each four hours of conversation in 28 days, an hour a week, beyond the pool's average; whoever has had less gains nothing by it.
    case fairness
    /// For each point of shadow price of the hours taken: the interpreter is needed elsewhere.
    case scarcity
    /// For coming from another agency's pool.
    case aid
    /// For each place of the language below the interpreter's strongest.
    case nonFirstLanguage = "non-first-language"
    /// For a journey that takes longer than the conversation.
    case shortJobFar = "short-job-far"
    /// For each offer of the same request that was not answered.
    case silence
    /// For not speaking the dialect that was asked for.
    case dialect
}
