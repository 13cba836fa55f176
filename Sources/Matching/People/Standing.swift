/// What makes one able interpreter a better choice than another whatever the calendar says; see the same names in ``Candidate``.
public struct Standing: Hashable, Sendable {
    public var recentMinutes: Int
    public var isContinuity: Bool
    public var shadowPrice: Int
    public var isReachable: Bool

    public init(recentMinutes: Int, isContinuity: Bool = false, shadowPrice: Int = 0, isReachable: Bool = true) {
        self.recentMinutes = recentMinutes
        self.isContinuity = isContinuity
        self.shadowPrice = shadowPrice
        self.isReachable = isReachable
    }

    init(_ candidate: Candidate) {
        self.init(
            recentMinutes: candidate.recentMinutes, isContinuity: candidate.isContinuity, shadowPrice: candidate.shadowPrice,
            isReachable: candidate.isReachable)
    }
}
