import Interpreting

/// A kind of conversation: what is asked for, how long ahead, and how the requester behaves. Shares are between 0 and 1.
struct TalkKind: Sendable {
    /// As it stands in the scenario: `telephone-on-demand`.
    var id: String
    /// Weight among the kinds.
    var share: Double
    /// What the rule book must advise for it: checked when the scenario is read.
    var modality: Modality
    var complexity: WeightedChoice<Complexity>
    var length: TalkLength
    /// Real length against booked length; nil when a natural length is the real one.
    var actual: Lognormal?
    /// Nil for conversations that are to begin at once.
    var lead: LeadTime?
    /// On demand: how many seconds the requester holds the line; nil for as long as it takes.
    var patience: Lognormal?
    /// Share given up by the requester, and how long before the beginning at the earliest.
    var cancelled = 0.0
    var notice = Span.zero
    var documents = 0.0
    var emotional = 0.0
    /// Weights of one client, two clients, three …
    var participants = WeightedChoice<Int>([(value: 1, weight: 1)])
    var participantsLimit = 1
    /// Modalities consented to beforehand; no weight left means none.
    var fallback = WeightedChoice<[String]>([])

    var isOnDemand: Bool { lead == nil }
}
