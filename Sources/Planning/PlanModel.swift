/// A planning instance in flat arrays: which jobs which shifts could take, and what that is worth.
///
/// A *shift* is one interpreter on one day, with a limit of minutes; shifts of one interpreter share a *week*, with another limit.
/// An *option* is a job in a shift that could take it. A shift's work is a path of options in order of time: starting times are
/// fixed, so there is no order to search for. All times are minutes from a common origin; values and costs are integer points.
public final class PlanModel: Sendable {
    /// Minutes and points that hold for the whole instance.
    public struct Terms: Hashable, Sendable {
        /// Points for each minute of a journey to a job.
        public var outwardPrice = 1
        /// Points for each minute of the journey home.
        public var homewardPrice = 1
        /// Between two on-site jobs the interpreter goes home when that leaves at least so many minutes there; nil for never.
        public var worthGoingHome: Int?
        /// Minutes of rest beyond the end of a job, by what comes before and after.
        public var restRemoteToSite = 0
        public var restSiteToRemote = 0
        public var restSiteToSite = 0

        public init() {}
    }

    public let terms: Terms
    public let jobCount: Int
    public let shiftCount: Int
    public let weekCount: Int
    public let optionCount: Int
    public let siteCount: Int
    /// So many units of price make a point.
    let unit: Int32
    /// Minutes that divide every start and end: the width of a slot.
    let slotMinutes: Int

    // Of jobs.
    let start: Slab<Int32>
    let end: Slab<Int32>
    /// `start` and `end` in slots.
    let startSlot: Slab<Int32>
    let endSlot: Slab<Int32>
    /// What counts towards the limits.
    let minutes: Slab<Int32>
    let value: Slab<Int32>
    /// The place among those of the instance; -1 for a remote job.
    let site: Slab<Int32>
    /// `optionsOfJob[firstOfJob[j]..<firstOfJob[j + 1]]` are the options of job `j`.
    let firstOfJob: Slab<Int32>
    let optionsOfJob: Slab<Int32>

    // Of shifts. Options of a shift lie side by side, by start and end of their jobs.
    let firstOfShift: Slab<Int32>
    let limit: Slab<Int32>
    let week: Slab<Int32>
    let firstSlot: Slab<Int32>
    let slots: Slab<Int32>

    // Of weeks.
    let weekLimit: Slab<Int32>

    // Of options.
    let job: Slab<Int32>
    let shift: Slab<Int32>
    let cost: Slab<Int32>
    /// Minutes between home and the job's place; 0 when remote.
    let way: Slab<Int32>

    /// Minutes from site to site.
    let ways: Slab<Int16>

    /// Whether any job is at a place. Without journeys a shift's path falls apart into independent pieces.
    var hasJourneys: Bool { (0..<jobCount).contains { site[$0] >= 0 } }

    /// No limit on a week.
    public static let unlimited = Int(Int32.max)

    init(_ parts: PlanParts) {
        terms = parts.terms
        jobCount = parts.jobs.count
        shiftCount = parts.shifts.count
        weekCount = parts.weekLimits.count
        siteCount = parts.siteCount
        start = Slab(parts.jobs.map { Int32($0.start) })
        end = Slab(parts.jobs.map { Int32($0.end) })
        unit = parts.unit
        let slot = parts.slotMinutes
        slotMinutes = slot
        startSlot = Slab(parts.jobs.map { Int32($0.start / slot) })
        endSlot = Slab(parts.jobs.map { Int32($0.end / slot) })
        minutes = Slab(parts.jobs.map { Int32($0.minutes) })
        value = Slab(parts.jobs.map { Int32($0.value) })
        site = Slab(parts.jobs.map { Int32($0.site ?? -1) })
        weekLimit = Slab(parts.weekLimits.map { Int32(clamping: $0) })
        limit = Slab(parts.shifts.map { Int32(clamping: $0.limit) })
        week = Slab(parts.shifts.map { Int32($0.week) })
        ways = parts.ways
        let options = PlanOptions(parts, slot: slot)
        optionCount = options.job.count
        firstOfShift = Slab(options.firstOfShift)
        job = Slab(options.job)
        shift = Slab(options.shift)
        cost = Slab(options.cost)
        way = Slab(options.way)
        firstOfJob = Slab(options.firstOfJob)
        optionsOfJob = Slab(options.optionsOfJob)
        firstSlot = Slab(options.firstSlot)
        slots = Slab(options.slots)
    }

    /// A part of another model, without limits of weeks: see ``Excerpt``.
    init(_ whole: PlanModel, jobs: [Int32], shifts: [Int32], options: [Int32], _ rows: Excerpt.Rows) {
        func pick(_ all: Slab<Int32>, _ indices: [Int32]) -> Slab<Int32> { Slab(indices.map { all[Int($0)] }) }
        terms = whole.terms
        jobCount = jobs.count
        shiftCount = shifts.count
        weekCount = shifts.count
        optionCount = options.count
        siteCount = whole.siteCount
        unit = whole.unit
        slotMinutes = whole.slotMinutes
        start = pick(whole.start, jobs)
        end = pick(whole.end, jobs)
        startSlot = pick(whole.startSlot, jobs)
        endSlot = pick(whole.endSlot, jobs)
        minutes = pick(whole.minutes, jobs)
        value = pick(whole.value, jobs)
        site = pick(whole.site, jobs)
        limit = pick(whole.limit, shifts)
        firstSlot = pick(whole.firstSlot, shifts)
        slots = pick(whole.slots, shifts)
        week = Slab((0..<Int32(shifts.count)).map { $0 })
        weekLimit = Slab(shifts.count, filledWith: Int32(PlanModel.unlimited))
        ways = whole.ways
        cost = pick(whole.cost, options)
        way = pick(whole.way, options)
        job = Slab(rows.job)
        shift = Slab(rows.shift)
        firstOfShift = Slab(rows.firstOfShift)
        firstOfJob = Slab(rows.firstOfJob)
        optionsOfJob = Slab(rows.optionsOfJob)
    }

    var view: PlanView { PlanView(self) }
}
