import Rules

/// Where units of soft costs are counted, each cost once at most.
protocol CostTally {
    mutating func add(_ cost: SoftCost, _ units: Int)
}

/// The points of costs, added up at once; what they are made of is forgotten.
struct CostSum: CostTally {
    let prices: CostVector
    private(set) var total = 0

    init(prices: CostVector) { self.prices = prices }

    @inline(__always)
    mutating func add(_ cost: SoftCost, _ units: Int) { total += CostVector.counted(units) * prices[cost] }
}
