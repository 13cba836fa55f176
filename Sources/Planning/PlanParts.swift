/// What a planning instance is made of, before it is laid out flat.
public struct PlanParts: Sendable {
    public struct Job: Hashable, Sendable {
        /// From here the interpreter must be there and free, buffers included.
        public var start: Int
        /// From here the interpreter is free again, the least rest included.
        public var end: Int
        /// What counts towards the limits of day and week.
        public var minutes: Int
        /// Points for filling it.
        public var value: Int
        /// The index of its place; nil when it is remote.
        public var site: Int?

        public init(start: Int, end: Int, minutes: Int, value: Int, site: Int?) {
            self.start = start
            self.end = end
            self.minutes = minutes
            self.value = value
            self.site = site
        }
    }

    public struct Option: Hashable, Sendable {
        public var job: Int
        /// Points that it costs to have this interpreter do it, journeys not included.
        public var cost: Int
        /// Minutes between home and its place; 0 when remote.
        public var way: Int

        public init(job: Int, cost: Int, way: Int) {
            self.job = job
            self.cost = cost
            self.way = way
        }
    }

    public struct Shift: Hashable, Sendable {
        /// The index of the week whose limit it shares.
        public var week: Int
        /// Minutes of work at most.
        public var limit: Int
        public var options: [Option]

        public init(week: Int, limit: Int, options: [Option]) {
            self.week = week
            self.limit = limit
            self.options = options
        }
    }

    public var terms: PlanModel.Terms
    public var jobs: [Job]
    public var shifts: [Shift]
    /// Minutes of work a week at most, or ``PlanModel/unlimited``.
    public var weekLimits: [Int]
    public let siteCount: Int
    let ways: Slab<Int16>

    /// - Parameters:
    ///   - siteCount: how many places there are.
    ///   - ways: whole minutes of the journey from one place to another; from ``never`` on nobody makes it.
    public init(
        terms: PlanModel.Terms = .init(), jobs: [Job], shifts: [Shift], weekLimits: [Int], siteCount: Int, ways: (Int, Int) -> Int
    ) {
        self.terms = terms
        self.jobs = jobs
        self.shifts = shifts
        self.weekLimits = weekLimits
        self.siteCount = siteCount
        self.ways = Slab(siteCount * siteCount, filledWith: 0)
        for from in 0..<siteCount {
            for to in 0..<siteCount { self.ways.base[from * siteCount + to] = Int16(clamping: ways(from, to)) }
        }
    }

    /// Points of all jobs together at most, so that no sum of the planner's leaves its numbers.
    public static let mostPoints = 1_000_000_000
    /// Minutes of a journey that nobody makes.
    public static let never = Int(Int16.max)

    /// How many units of price make a point: 64 where that fits, fewer for so many or so dear jobs and journeys that a sum along a
    /// path of some shift could otherwise leave 32 bits, and with it the proof of the bound.
    var unit: Int32 {
        let worth = shifts.map { shift in shift.options.reduce(0) { $0 + jobs[$1.job].value } }.max() ?? 0
        let farthest = shifts.lazy.flatMap(\.options).map(\.way).max() ?? 0
        let between = ways.array.lazy.map(Int.init).filter { $0 < PlanParts.never }.max() ?? 0
        let journey = max(terms.outwardPrice, terms.homewardPrice) * max(farthest, between)
        var unit: Int32 = 64
        while unit > 1, Int(unit) * max(worth, 2 * journey) > 1 << 30 { unit /= 2 }
        return unit
    }

    /// The greatest number of minutes that divides all starts and ends.
    var slotMinutes: Int {
        func divisor(_ left: Int, _ right: Int) -> Int { right == 0 ? left : divisor(right, left % right) }
        return max(1, jobs.reduce(0) { divisor(divisor($0, abs($1.start)), abs($1.end)) })
    }

    public var model: PlanModel { PlanModel(self) }
}

/// The options of all shifts, side by side, with what is derived of them.
struct PlanOptions {
    private(set) var firstOfShift: [Int32] = [0]
    private(set) var job: [Int32] = []
    private(set) var shift: [Int32] = []
    private(set) var cost: [Int32] = []
    private(set) var way: [Int32] = []
    private(set) var firstOfJob: [Int32]
    private(set) var optionsOfJob: [Int32]
    private(set) var firstSlot: [Int32] = []
    private(set) var slots: [Int32] = []

    init(_ parts: PlanParts, slot: Int) {
        for (index, member) in parts.shifts.enumerated() {
            let sorted = member.options.sorted {
                let (left, right) = (parts.jobs[$0.job], parts.jobs[$1.job])
                return (left.start, left.end, $0.job) < (right.start, right.end, $1.job)
            }
            for option in sorted {
                job.append(Int32(option.job))
                shift.append(Int32(index))
                cost.append(Int32(clamping: option.cost))
                way.append(Int32(clamping: option.way))
            }
            firstOfShift.append(Int32(job.count))
            // Slots from the day of the first start, so that one word of the bitmap never serves two beginnings.
            let first = (sorted.first.map { parts.jobs[$0.job].start } ?? 0) / slot / 64 * 64
            let last = (sorted.map { parts.jobs[$0.job].end }.max() ?? 0) / slot
            firstSlot.append(Int32(first))
            slots.append(Int32((last - first) / 64 * 64 + 64))
        }
        var counts = [Int32](repeating: 0, count: parts.jobs.count + 1)
        for job in job { counts[Int(job) + 1] += 1 }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        firstOfJob = counts
        optionsOfJob = [Int32](repeating: 0, count: job.count)
        for (option, job) in job.enumerated() {
            optionsOfJob[Int(counts[Int(job)])] = Int32(option)
            counts[Int(job)] += 1
        }
    }
}
