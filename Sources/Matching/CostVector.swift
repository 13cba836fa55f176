import Rules

/// A whole number for each soft cost, without allocation: units of it, or points for a unit.
struct CostVector: CostTally, Hashable, Sendable {
    /// One lane for each case of ``SoftCost``; the remaining lanes stay 0.
    private var lanes = SIMD16<Int32>(repeating: 0)

    /// No single cost counts more units than this, so that no sum of products overflows.
    static let limit = 1_000_000

    subscript(cost: SoftCost) -> Int {
        get { Int(lanes[CostVector.lane(cost)]) }
        set { lanes[CostVector.lane(cost)] = Int32(truncatingIfNeeded: CostVector.counted(newValue)) }
    }

    mutating func add(_ cost: SoftCost, _ units: Int) { self[cost] = units }

    /// What counts of so many units: nothing is a gain, and there is a limit.
    static func counted(_ units: Int) -> Int { min(max(units, 0), limit) }

    /// The sum over all costs of units times points.
    func total(_ points: CostVector) -> Int {
        (SIMD16<Int>(truncatingIfNeeded: lanes) &* SIMD16<Int>(truncatingIfNeeded: points.lanes)).wrappedSum()
    }

    private static func lane(_ cost: SoftCost) -> Int {
        switch cost {
        case .travelMinute: 0
        case .substitution: 1
        case .gender: 2
        case .continuity: 3
        case .fairness: 4
        case .scarcity: 5
        case .aid: 6
        case .nonFirstLanguage: 7
        case .shortJobFar: 8
        case .dialect: 9
        case .silence: 10
        }
    }
}
