import Dispatch
import Dispatching
import Foundation
import Logging

/// Plans the coming days beside the engine: takes a snapshot when a plan is due, works on it for seconds on a thread of its own and
/// one of Dispatch's, and hands the result to the sequencer as one input.
///
/// Neither the sequencer's thread nor the pool of tasks ever waits for it. Whatever fails, dispatching goes on without a plan.
final class PlannerRunner: Sendable {
    /// How many work on one plan: more than two gain little, and the engine wants a core as well.
    static let workers = 2

    private let settings: Configuration.Planner
    private let gate: PlannerGate
    private let sequencer: Sequencer
    private let clock: any ServiceClock
    private let metrics: Metrics
    private let log: Logger
    private let ended = DispatchGroup()

    init(
        _ settings: Configuration.Planner, gate: PlannerGate, sequencer: Sequencer, clock: any ServiceClock, metrics: Metrics, log: Logger
    ) {
        self.settings = settings
        self.gate = gate
        self.sequencer = sequencer
        self.clock = clock
        self.metrics = metrics
        self.log = log
        ended.enter()
        let thread = Thread { [self] in
            while gate.wait() { plan() }
            ended.leave()
        }
        thread.name = "planner"
        thread.start()
    }

    /// Ends a plan under way at its next step, and returns when the thread has ended.
    func stop() async {
        gate.stop()
        await withCheckedContinuation { continuation in
            ended.notify(queue: .global()) { continuation.resume() }
        }
    }

    private func plan() {
        guard let planning = snapshot() else {
            // Nothing is decided at this moment; whoever begins to decide asks again.
            return gate.pause(.milliseconds(200))
        }
        gate.begin(head: planning.horizon.basis.head)
        let begun = ContinuousClock.now
        let seconds = seconds(for: planning.count)
        let plan = planning.run(
            workers: PlannerRunner.workers,
            perform: { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) },
            spent: { [gate] _ in gate.hasStopped ? 1 : (ContinuousClock.now - begun).inSeconds / seconds })
        guard !gate.hasStopped else { return }
        let took = (ContinuousClock.now - begun).inSeconds
        let gap = Double(plan.gap) / 10_000
        sequencer.ask(.planComputed(plan)) { [metrics, log] reply in
            guard reply.isDone, let row = reply.rows.first(where: { $0.kind == "PLAN" }) else { return }
            metrics.update { $0.plans.add(seconds: took, gap: gap, proposals: row.number("proposed"), dropped: row.number("dropped")) }
            log.debug("plan", metadata: ["seconds": "\(took)", "gap": "\(gap)", "requests": "\(plan.count)"])
        }
    }

    /// Half a second and more for each 250 requests, up to what is configured.
    private func seconds(for count: Int) -> Double { min(Double(settings.seconds), 0.05 + Double(count) * 0.002) }

    /// Taken from a copy of the engine, on this thread.
    private func snapshot() -> PlanningSnapshot? {
        let box = EngineBox()
        sequencer.lendEngine { box.put($0) }
        return box.take()?.planning(days: settings.horizonDays, at: clock.now())
    }
}

/// Carries a copy of the engine from the sequencer's thread.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
private final class EngineBox: @unchecked Sendable {
    private let condition = SteadyCondition()
    private var isFilled = false
    private var engine: Engine?

    func put(_ engine: Engine?) {
        condition.withLock {
            self.engine = engine
            isFilled = true
            condition.signal()
        }
    }

    /// Waits until there is one, and leaves nothing behind: a copy that is kept makes the engine copy its tables.
    func take() -> Engine? {
        condition.withLock {
            // A sequencer that was stopped answers nobody.
            condition.wait(atMost: .seconds(1)) { isFilled }
            defer { engine = nil }
            return engine
        }
    }
}

extension Row {
    fileprivate func number(_ name: String) -> Int {
        if case .text(let text)? = self[name] { Int(text) ?? 0 } else { 0 }
    }
}
