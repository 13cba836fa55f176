/// The arrays of a ``PlanModel`` as bare pointers, for inner loops. Valid as long as the model lives.
struct PlanView {
    let start: UnsafeMutablePointer<Int32>
    let end: UnsafeMutablePointer<Int32>
    let startSlot: UnsafeMutablePointer<Int32>
    let endSlot: UnsafeMutablePointer<Int32>
    let minutes: UnsafeMutablePointer<Int32>
    let value: UnsafeMutablePointer<Int32>
    let site: UnsafeMutablePointer<Int32>
    let firstOfJob: UnsafeMutablePointer<Int32>
    let optionsOfJob: UnsafeMutablePointer<Int32>
    let firstOfShift: UnsafeMutablePointer<Int32>
    let limit: UnsafeMutablePointer<Int32>
    let week: UnsafeMutablePointer<Int32>
    let firstSlot: UnsafeMutablePointer<Int32>
    let slots: UnsafeMutablePointer<Int32>
    let weekLimit: UnsafeMutablePointer<Int32>
    let job: UnsafeMutablePointer<Int32>
    let shift: UnsafeMutablePointer<Int32>
    let cost: UnsafeMutablePointer<Int32>
    let way: UnsafeMutablePointer<Int32>
    let ways: UnsafeMutablePointer<Int16>
    let siteCount: Int
    let slotMinutes: Int32
    let outward: Int32
    let homeward: Int32
    let worthGoingHome: Int32
    let restRemoteToSite: Int32
    let restSiteToRemote: Int32
    let restSiteToSite: Int32
    let unit: Int32

    init(_ model: PlanModel) {
        start = model.start.base
        end = model.end.base
        startSlot = model.startSlot.base
        endSlot = model.endSlot.base
        minutes = model.minutes.base
        value = model.value.base
        site = model.site.base
        firstOfJob = model.firstOfJob.base
        optionsOfJob = model.optionsOfJob.base
        firstOfShift = model.firstOfShift.base
        limit = model.limit.base
        week = model.week.base
        firstSlot = model.firstSlot.base
        slots = model.slots.base
        weekLimit = model.weekLimit.base
        job = model.job.base
        shift = model.shift.base
        cost = model.cost.base
        way = model.way.base
        ways = model.ways.base
        siteCount = model.siteCount
        slotMinutes = Int32(model.slotMinutes)
        outward = Int32(model.terms.outwardPrice)
        homeward = Int32(model.terms.homewardPrice)
        worthGoingHome = model.terms.worthGoingHome.map { Int32($0) } ?? PlanView.never
        restRemoteToSite = Int32(model.terms.restRemoteToSite)
        restSiteToRemote = Int32(model.terms.restSiteToRemote)
        restSiteToSite = Int32(model.terms.restSiteToSite)
        unit = model.unit
    }

    private static let never: Int32 = 1 << 29
    /// The cost of what cannot be done.
    static let blocked: Int32 = 1 << 29

    /// What an option is worth before any price is paid, in units of price.
    @inline(__always) func worth(_ option: Int, of job: Int) -> Int { (Int(value[job]) &- Int(cost[option])) &* Int(unit) }

    /// Points for the way to the first job of a shift.
    @inline(__always) func beginning(_ option: Int32) -> Int32 { outward &* way[Int(option)] }

    /// Points for the way home from the last one.
    @inline(__always) func ending(_ option: Int32) -> Int32 { homeward &* way[Int(option)] }

    /// The slot by which one has to be free at home to go to an on-site job.
    @inline(__always) func slotLeaving(_ option: Int32) -> Int {
        Int(floorDivision(start[Int(job[Int(option)])] &- way[Int(option)] &- restRemoteToSite, slotMinutes))
    }

    /// The slot from which one is free at home again after an on-site job.
    @inline(__always) func slotHome(_ option: Int32) -> Int {
        Int(floorDivision(end[Int(job[Int(option)])] &+ way[Int(option)] &+ restSiteToRemote &+ slotMinutes &- 1, slotMinutes))
    }

    /// Points for going from one job of a shift to a later one, or ``blocked`` when there is not enough time.
    @inline(__always) func passage(_ from: Int32, _ to: Int32) -> Int32 {
        let (earlier, later) = (Int(job[Int(from)]), Int(job[Int(to)]))
        let gap = start[later] &- end[earlier]
        if gap < 0 { return PlanView.blocked }
        let (here, there) = (site[earlier], site[later])
        if here < 0 {
            if there < 0 { return 0 }
            let needed = way[Int(to)]
            return gap < needed &+ restRemoteToSite ? PlanView.blocked : outward &* needed
        }
        if there < 0 {
            let needed = way[Int(from)]
            return gap < needed &+ restSiteToRemote ? PlanView.blocked : homeward &* needed
        }
        return between(Int(here), Int(there), way[Int(from)], way[Int(to)], gap)
    }

    @inline(__always) private func between(_ here: Int, _ there: Int, _ back: Int32, _ out: Int32, _ gap: Int32) -> Int32 {
        if gap >= back &+ out &+ worthGoingHome { return homeward &* back &+ outward &* out }
        let minutes = ways[here &* siteCount &+ there]
        let needed = Int32(minutes)
        return gap < needed &+ restSiteToSite || minutes == .max ? PlanView.blocked : outward &* needed
    }
}
