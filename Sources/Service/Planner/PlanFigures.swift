/// What is counted about plans.
struct PlanFigures: Sendable {
    private var seconds = Histogram.seconds
    private var gap = 0.0
    private var proposals = 0
    private var dropped = 0

    /// A plan was handed to the engine.
    mutating func add(seconds: Double, gap: Double, proposals: Int, dropped: Int) {
        self.seconds.observe(seconds)
        self.gap = gap
        self.proposals = proposals
        self.dropped += dropped
    }

    func write(to text: inout MetricsText) {
        text.histogram("tolkbrug_plan_seconds", "Time from the snapshot of the state to a plan of the coming days.", seconds)
        text.single("tolkbrug_plan_gap_ratio", "gauge", "How far the last plan may be below the best one, as a part of its bound.", gap)
        text.single("tolkbrug_plan_proposals", "gauge", "Proposals of the last plan that held when it arrived.", Double(proposals))
        text.single("tolkbrug_plan_dropped_total", "counter", "Proposals that were stale when their plan arrived.", Double(dropped))
    }
}
