import Interpreting

/// One run of a small service under faults, with an auditor beside it: the same seed gives the same run to the byte.
///
/// First a safety phase, in which everything goes wrong that the mix has; then a liveness phase without faults, in which every client
/// has to get its answers, every request has to come to an end, and every subscriber has to catch up.
public struct FaultRun: Sendable {
    /// What came of a run.
    public struct Report: Hashable, Sendable {
        /// Everything that happened, counted.
        public var steps: Int
        /// Durable events at the end.
        public var events: Int64
        /// Answers for good that clients were told for commands with a key.
        public var answers: Int
        /// Requests that clients asked for.
        public var requests: Int
        /// Requests that a named interpreter served or was about to.
        public var assignments: Int
        /// What went wrong on purpose.
        public var faults: FaultFigures
        /// The first thing that does not hold; nil when everything does.
        public var finding: Finding?
    }

    /// Steps of the safety phase unless said otherwise.
    public static let steps = 1_500
    /// A liveness phase that takes more steps never ends.
    static let patience = 40_000

    /// Everything that chance decides follows from it.
    public let seed: UInt64
    /// The faults of the safety phase.
    public let mix: FaultMix
    /// Of the safety phase.
    public let steps: Int
    /// What is wrong on purpose; nil in a run that has to hold.
    public let bug: DeliberateBug?
    private let stage: Stage

    /// - Parameters:
    ///   - steps: of the safety phase.
    ///   - bug: a defect to be put in.
    public init(seed: UInt64, mix: FaultMix, stage: Stage, steps: Int = FaultRun.steps, bug: DeliberateBug? = nil) {
        self.seed = seed
        self.mix = mix
        self.steps = steps
        self.stage = stage
        self.bug = bug
    }

    /// Plays the run up to its end, or up to its first finding.
    ///
    /// - Parameters:
    ///   - limit: the step after which to stop; nil plays to the end.
    ///   - trace: takes the lines of the trace: the moment, what happened, and indented what followed from it.
    public func run(until limit: Int? = nil, trace: ((String) -> Void)? = nil) -> Report {
        let world = FaultWorld(stage, seed: seed, mix: mix, bug: bug)
        world.trace = trace
        var step = 0
        var isOver = false
        while !isOver, world.auditor.findings.isEmpty, limit.map({ step < $0 }) ?? true {
            if step == steps { world.heal() }
            if step > steps + FaultRun.patience {
                world.auditor.find("liveness: \(FaultRun.patience) steps after the last fault there is still something to do")
                break
            }
            step += 1
            isOver = !world.step()
            if isOver { world.finish() }
        }
        return report(world, step)
    }

    private func report(_ world: FaultWorld, _ step: Int) -> Report {
        let finding = world.auditor.findings.first.map { Finding(mix: mix.name, seed: seed, step: step, steps: steps, what: $0) }
        if let finding { world.note("FINDING: \(finding.what)") }
        return Report(
            steps: step, events: world.journal.head, answers: world.auditor.told.count, requests: world.auditor.register.requests.count,
            assignments: world.auditor.register.assignments.count, faults: world.figures, finding: finding)
    }
}
