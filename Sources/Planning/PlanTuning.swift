/// What a planner's run is divided into, and how hot it is; the defaults were found on the IDS-1 family.
public struct PlanTuning: Hashable, Sendable {
    /// Parts of the budget by the end of which each phase is over.
    public var warmUp = 0.06
    public var pricing = 0.35
    /// Only where plans are made out of prices: of a first plan by each worker, and of a second.
    public var diving = 0.75
    public var divingAgain = 0.88
    public var annealing = 0.92
    /// A part after which no bound is computed with all limits of minutes.
    public var proving = 0.7
    /// Plans are made out of prices where there are journeys, and time for so many passes of pricing.
    public var divingPasses = 50
    /// From so many shifts on workers meet while they anneal, after so many steps for each hundred shifts.
    public var meetingShifts = 600
    public var stepsPerShift = 10
    /// Strings of at most so many jobs are taken out of at most so many shifts.
    public var mostShifts = 3
    public var mostJobs = 12
    /// One in so many places that would fit is passed over, so that the same choices are not made again and again.
    public var blink = 100
    /// Points by which a pass moves prices, first and last.
    public var firstStep = 80.0
    public var lastStep = 0.5
    /// Temperatures in points.
    public var hot = 800.0
    public var cold = 20.0
    /// Where annealing begins on a plan made out of prices.
    public var warm = 60.0
    /// An option is searched when it lay on the best path of its shift in so many of a hundred passes of pricing's later half.
    public var leastUse: Int32 = 2
    /// Points of regret up to which an option is searched.
    public var mostRegret: Int32 = 300
    /// Up to so many options all of them are searched.
    public var smallOptions = 400
    /// Up to so many options all passes keep to the limits of minutes exactly.
    public var exactPricing = 2_000

    public init() {}
}
