/// How often the service refused something in the same words.
public struct Refused: Hashable, Sendable {
    public private(set) var count = 0
    /// Where the first of them is written down: `requests.csv:17`; nil when what is asked was drawn.
    public private(set) var example: String?

    init() {}

    mutating func add(_ place: String? = nil) {
        count += 1
        example = example ?? place
    }

    static func + (left: Refused, right: Refused) -> Refused {
        var sum = left
        sum.count += right.count
        sum.example = left.example ?? right.example
        return sum
    }
}
