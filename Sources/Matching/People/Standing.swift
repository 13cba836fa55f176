/// What makes one able interpreter a better choice than another whatever the calendar says; see the same names in ``Candidate``.
public struct Standing: Hashable, Sendable {
    public var recentMinutes: Int
    public var isContinuity: Bool
    public var shadowPrice: Int

    public init(recentMinutes: Int, isContinuity: Bool = false, shadowPrice: Int = 0) {
        self.recentMinutes = recentMinutes
        self.isContinuity = isContinuity
        self.shadowPrice = shadowPrice
    }

    init(_ candidate: Candidate) {
        self.init(recentMinutes: candidate.recentMinutes, isContinuity: candidate.isContinuity, shadowPrice: candidate.shadowPrice)
    }
}
