import Dispatching
import Sessions
import Synchronization

/// Answers what the engine cannot: a plan now, the audit of the journal, the end.
final class ServiceCommands: Sendable {
    private let database: Database
    private let planner: Configuration.Planner
    private let gate: PlannerGate
    private let stop: @Sendable () -> Void
    private let isAuditing = Atomic<Bool>(false)

    /// - Parameter stop: begins the end in good order.
    init(_ database: Database, _ planner: Configuration.Planner, _ gate: PlannerGate, stop: @escaping @Sendable () -> Void) {
        self.database = database
        self.planner = planner
        self.gate = gate
        self.stop = stop
    }

    func serve(_ command: ServiceCommand, _ answer: @escaping @Sendable (Reply) -> Void) {
        switch command {
        case .plan where !planner.isOn:
            answer(.refused(Refusal(.wrongState, "this server makes no plans: planner.off is yes in its configuration")))
        case .plan:
            gate.ask()
            answer(.done(.ready, "a plan is being made; PLAN shows it in a few seconds"))
        case .audit where !isAuditing.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged:
            answer(.refused(Refusal(.tooManyOpen, "the journal is being audited already, one at a time; ask again in a while")))
        case .audit:
            Task {
                let reply = await database.audit()
                isAuditing.store(false, ordering: .relaxed)
                answer(reply)
            }
        case .drain:
            answer(.done(.ready, "the server stops when everything asked is answered"))
            stop()
        }
    }
}
