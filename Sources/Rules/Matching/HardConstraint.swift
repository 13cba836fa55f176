/// What rules an interpreter out for a request; named in `rules/matching.yaml` and in every refusal.
public enum HardConstraint: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not active in the register.
    case inactive
    /// Nobody can log in for the interpreter, to be told of an offer and to say yes.
    case noLogin = "no-login"
    /// Neither the language nor a substitute for it.
    case language
    /// Not certified in the language, nor in one that may stand in for it.
    case certificate
    /// Does not offer the modality.
    case modality
    /// In no pool that may be asked (yet).
    case pool
    /// Outside the hours the interpreter made available.
    case availability
    /// Reported absent.
    case absence
    /// Another live assignment at the same time.
    case overlap
    /// Too little rest before or after another assignment.
    case rest
    /// The journey to or from another assignment, or from home, does not fit.
    case travel
    /// Farther than the interpreter goes, or than anybody is sent.
    case distance
    /// The day's interpreted minutes would be too many.
    case dailyHours = "daily-hours"
    /// The week's interpreted minutes would be too many.
    case weeklyHours = "weekly-hours"
    /// Too long for one interpreter alone.
    case solo
    /// Not of the gender that was asked for as a condition.
    case gender
    /// On-demand work, and not on duty for the modality.
    case duty
    /// Declined this request or gave it back, or a coordinator excluded him or her.
    case declinedBefore = "declined-before"
    /// Did not answer, and not so long ago that the same is asked again.
    case askedRecently = "asked-recently"
    /// Did not answer so often that the same is not asked any more.
    case askedEnough = "asked-enough"
    /// Has an offer of this or an overlapping request open.
    case offered
    /// Excluded by the organisation or by a coordinator.
    case excluded
}
