/// How long a planner works: until all of its budget is spent.
///
/// Counted in steps a plan is the same in every process; counted in seconds, by a clock of the caller's, it is not.
public struct PlanBudget: Sendable {
    /// What part of the budget is spent after so much work; 1 and more is the end. Must not fall.
    public let spent: @Sendable (_ work: Int) -> Double

    public init(spent: @escaping @Sendable (_ work: Int) -> Double) { self.spent = spent }

    /// So many steps of search; pricing a hundred options counts as one.
    public static func steps(_ count: Int) -> PlanBudget {
        PlanBudget { Double($0) / Double(max(1, count)) }
    }
}

/// Who does the planner's work: so many at the same time, by the caller's means, since the planner itself starts no threads.
public struct PlanWorkers: Sendable {
    public let count: Int
    /// More do not help one plan.
    public static let most = 8
    /// Calls the body with 0 ..< the first argument, possibly at the same time, and returns when all have returned.
    public let run: @Sendable (Int, @Sendable (Int) -> Void) -> Void

    public init(count: Int, run: @escaping @Sendable (Int, @Sendable (Int) -> Void) -> Void) {
        self.count = max(1, min(count, PlanWorkers.most))
        self.run = run
    }

    /// One after another, on the caller's thread.
    public static let one = PlanWorkers(count: 1) { count, body in
        for index in 0..<count { body(index) }
    }
}

/// Hands something to workers that keep to their own part of it.
struct Shared<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
