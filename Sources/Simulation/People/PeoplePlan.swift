/// Everything that a scenario says about its interpreters. Shares are between 0 and 1.
struct PeoplePlan: Sendable {
    var count: Int
    /// The number for a language grows with its demand to this power: below 1, rare languages have more than their share.
    var exponent: Double
    /// No language has fewer.
    var leastPerLanguage: Int
    /// Exact numbers by tag, instead of what follows from demand.
    var listed: [String: Int]
    var female: Double
    /// Lists of modalities with weights.
    var modalities: WeightedChoice<[String]>
    /// Further languages with the share of interpreters who also interpret them, ascending by tag.
    var seconds: [(tag: String, share: Double)]
    /// Of further languages, the share for which the interpreter is trained and not certified.
    var trained: Double
    /// Weights of agencies in whose territory interpreters live.
    var homes: WeightedChoice<String>
    /// Besides the pool of the home: agencies with the share of interpreters who also belong to theirs.
    var pools: [(agency: String, share: Double)]
    var patterns: [WorkPattern]
}
