import Rules

/// What a strategy does otherwise than the rule book says, so that a study can tell what a rule is worth.
public struct Departure: Sendable, Hashable {
    /// Planned work is asked at any hour, and the time for an answer runs in the night.
    public let isAtAnyHour: Bool
    /// Who did not answer is not asked again: silence is taken for a no.
    public let isOnce: Bool
    /// Nobody's leaving is noticed, and no ring that is let pass ends duty: whoever said to be on duty counts as there.
    public let isBlind: Bool

    public init(isAtAnyHour: Bool = false, isOnce: Bool = false, isBlind: Bool = false) {
        self.isAtAnyHour = isAtAnyHour
        self.isOnce = isOnce
        self.isBlind = isBlind
    }

    func applied(to book: RuleBook) throws(WorldProblem) -> RuleBook {
        guard isAtAnyHour || isOnce || isBlind else { return book }
        let always = AskingRow(
            leadAtLeast: .zero, hours: .always, leaves: .zero,
            rule: RuleReference(file: "departure", line: 1, id: "departure.any-hour", reason: "as before quiet hours", source: "policy"))
        do throws(RuleProblems) {
            return book.with(offers: try book.offers.with(
                asking: isAtAnyHour ? [always] : nil, askAgain: isOnce ? 1 : nil, unanswered: isBlind ? Int.max : nil))
        } catch {
            throw WorldProblem("\(error)")
        }
    }
}
