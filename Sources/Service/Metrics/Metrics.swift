import Dispatching
import Interpreting
import Synchronization

/// What the service counts about itself. Safe from any thread; every call is short.
public final class Metrics: Sendable {
    /// What the process does with the lease.
    public enum Part: String, Sendable, CaseIterable {
        case starting, leader, standby, draining, stopped
    }

    /// Why a client was cut or not let in.
    public enum Cut: String, Sendable, CaseIterable {
        case connections, crowded, descriptors, unread, handshake, `protocol`, draining, farewell
    }

    /// Why an input was not even put into the queue.
    enum Refused: String, Sendable, CaseIterable {
        /// The queue is full.
        case full
        /// Its asker has too many waiting.
        case share
    }

    struct Figures: Sendable {
        var commands: [CommandKey: Int] = [:]
        var commits = Histogram.seconds
        var batchInputs = Histogram.sizes
        var batchEvents = Histogram.sizes
        var journalFailures: [String: Int] = [:]
        var openRequests = OpenRequests()
        var sessions = 0
        var accepted = 0
        var cuts: [Cut: Int] = [:]
        var part = Part.starting
        var epoch: Int64 = 0
        var head: Int64 = 0
        /// A batch failed or is overdue, and none has been committed since.
        var isStoreFailing = false
        /// Why the database cannot be used, while a start waits for it.
        var obstacle: String?
        /// Inputs that the store refused alone.
        var rejectedInputs = 0
        /// When the lease was read last, and whether the last attempt succeeded; nil before the first.
        var storeSeen: (at: ContinuousClock.Instant, isReachable: Bool)?
        /// Counts the inputs that wait now.
        var queue: @Sendable () -> Int = { 0 }
        var refusedInputs: [Refused: Int] = [:]
        var pushes = 0
        var subscriptions = 0
        var violations = 0
        var checks = 0
        var plans = PlanFigures()
        var clock = ClockFigures()
        var certificates = CertificateFigures()
    }

    struct CommandKey: Hashable, Comparable, Sendable {
        let verb: String
        let status: String
        static func < (left: CommandKey, right: CommandKey) -> Bool { (left.verb, left.status) < (right.verb, right.status) }
    }

    private let figures = Mutex(Figures())
    private let startedAt: Timestamp

    public init(startedAt: Timestamp = SystemClock().now()) { self.startedAt = startedAt }

    func update(_ change: (inout Figures) -> Void) { figures.withLock { change(&$0) } }

    /// Where the process stands now.
    public var part: Part { figures.withLock { $0.part } }

    /// How long a store may say nothing before it counts as down: leaders and standbys read the lease every second or two.
    static let storeSilence = Duration.seconds(10)

    /// The lease was read, or could not be.
    func storeSeen(isReachable: Bool) {
        update { $0.storeSeen = (isReachable || $0.storeSeen == nil ? .now : $0.storeSeen?.at ?? .now, isReachable) }
    }

    /// `/health`: 200 while the process leads or stands by and its store answers, otherwise 503; with the reason while it waits for a
    /// database to begin with.
    var health: MetricsEndpoint.Page {
        let figures = figures.withLock { $0 }
        let isDown = figures.storeSeen.map { !$0.isReachable || ContinuousClock.now - $0.at > Metrics.storeSilence } ?? false
        let isFailing = figures.isStoreFailing || figures.obstacle != nil
        let store = isDown ? "down" : isFailing ? "failing" : "ok"
        let isWell = (figures.part == .leader || figures.part == .standby) && store == "ok"
        let page = Health(
            part: figures.part.rawValue, store: store, reason: figures.obstacle, epoch: figures.epoch, head: figures.head)
        return MetricsEndpoint.Page(status: isWell ? .ok : .serviceUnavailable, type: "application/json", text: page.json + "\n")
    }

    /// A reply left.
    func answered(verb: String, status: String) {
        update { $0.commands[CommandKey(verb: verb, status: status), default: 0] += 1 }
    }

    /// Everything in the Prometheus text format.
    /// - Parameter now: of the service's clock, for the ages of requests.
    public func text(at now: Timestamp) -> String {
        let figures = figures.withLock { $0 }
        var text = MetricsText()
        text.family(
            "tolkbrug_commands_total", "counter", "Commands answered, by verb and status.",
            figures.commands.sorted { $0.key < $1.key }.map {
                (labels: [("verb", $0.key.verb), ("status", $0.key.status)], value: Double($0.value))
            })
        text.histogram("tolkbrug_commit_seconds", "Time from sending a batch to its verdict.", figures.commits)
        text.histogram("tolkbrug_batch_inputs", "Inputs decided in one transaction.", figures.batchInputs)
        text.histogram("tolkbrug_batch_events", "Events written in one transaction.", figures.batchEvents)
        text.family(
            "tolkbrug_journal_failures_total", "counter", "Batches that were not, or perhaps not, committed.",
            figures.journalFailures.sorted { $0.key < $1.key }.map { (labels: [("kind", $0.key)], value: Double($0.value)) })
        text.family(
            "tolkbrug_open_requests", "gauge", "Requests that wait for an interpreter, by age.",
            figures.openRequests.counts(at: now).map { (labels: [("age", $0.name)], value: Double($0.count)) })
        connections(figures, &text)
        figures.plans.write(to: &text)
        figures.clock.write(to: &text)
        figures.certificates.write(to: &text, at: CertificateFile.present)
        state(figures, &text)
        return text.text
    }

    private func connections(_ figures: Figures, _ text: inout MetricsText) {
        text.single("tolkbrug_sessions", "gauge", "Open connections.", Double(figures.sessions))
        text.single("tolkbrug_connections_total", "counter", "Connections let in.", Double(figures.accepted))
        text.family(
            "tolkbrug_connections_cut_total", "counter", "Connections refused or cut, by reason.",
            Cut.allCases.map { (labels: [("reason", $0.rawValue)], value: Double(figures.cuts[$0] ?? 0)) })
        text.single("tolkbrug_subscriptions", "gauge", "Live subscriptions.", Double(figures.subscriptions))
        text.single("tolkbrug_pushes_total", "counter", "Events handed to subscribers.", Double(figures.pushes))
    }

    private func state(_ figures: Figures, _ text: inout MetricsText) {
        text.family(
            "tolkbrug_part", "gauge", "1 for what the process is doing now.",
            Part.allCases.map { (labels: [("part", $0.rawValue)], value: $0 == figures.part ? 1 : 0) })
        let isUp = figures.storeSeen?.isReachable != false && !figures.isStoreFailing && figures.obstacle == nil
        text.single("tolkbrug_store_up", "gauge", "1 when the database answered last and commits what it is given.", isUp ? 1 : 0)
        text.single("tolkbrug_lease_epoch", "gauge", "Epoch of the lease held or seen last.", Double(figures.epoch))
        text.single("tolkbrug_journal_head", "gauge", "Number of the last committed event.", Double(figures.head))
        text.single("tolkbrug_queue_inputs", "gauge", "Inputs that wait for a decision or a commit.", Double(figures.queue()))
        text.family(
            "tolkbrug_queue_refused_total", "counter", "Inputs refused because too many waited, of all or of their asker.",
            Refused.allCases.map { (labels: [("reason", $0.rawValue)], value: Double(figures.refusedInputs[$0] ?? 0)) })
        text.single(
            "tolkbrug_inputs_rejected_total", "counter", "Inputs of which the database refused a row, and which changed nothing.",
            Double(figures.rejectedInputs))
        text.single("tolkbrug_invariant_checks_total", "counter", "Times that all invariants were checked.", Double(figures.checks))
        text.single("tolkbrug_invariant_violations_total", "counter", "Violations found.", Double(figures.violations))
        text.single(
            "process_start_time_seconds", "gauge", "Start of the process since the epoch.",
            Double(startedAt.milliseconds) / 1000)
    }
}

extension JournalFailure {
    /// For metrics.
    var kind: String {
        switch self {
        case .notCommitted: "not-committed"
        case .rejected: "rejected"
        case .alone: "alone"
        case .unknown: "unknown"
        case .fenced: "fenced"
        }
    }
}
