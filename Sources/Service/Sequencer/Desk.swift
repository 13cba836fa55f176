import Dispatching
import Interpreting
import Logging

/// Where the sequencer's thread works: it gives ``GroupCommit`` what comes in and does what that wants done.
///
/// Not Sendable: one thread uses it.
final class Desk {
    private var commit: GroupCommit<Engine, @Sendable (Reply) -> Void>
    private var journal: (any Journal)?
    private var load: (@Sendable (_ since: Int64) async throws -> Recovery)?
    private var sentAt: ContinuousClock.Instant?
    private var drained: [@Sendable () -> Void] = []

    private let clock: any ServiceClock
    private let metrics: Metrics
    private let log: Logger
    private let publish: @Sendable ([Event]) -> Void
    private let fenced: @Sendable (String) -> Void
    private let began: @Sendable () -> Void
    private let send: @Sendable (Sequencer.Letter) -> Void

    init(
        batch: Int, clock: any ServiceClock, metrics: Metrics, log: Logger, publish: @escaping @Sendable ([Event]) -> Void,
        fenced: @escaping @Sendable (String) -> Void, began: @escaping @Sendable () -> Void,
        send: @escaping @Sendable (Sequencer.Letter) -> Void
    ) {
        commit = GroupCommit(batch: batch)
        self.clock = clock
        self.metrics = metrics
        self.log = log
        self.publish = publish
        self.fenced = fenced
        self.began = began
        self.send = send
    }

    /// How long the thread may sleep: until the engine wants to be woken, and at most a second in case the clock is set.
    var patience: Duration {
        guard let wake = commit.nextWake else { return .seconds(1) }
        // Never zero: a wake that is due was just handled.
        return min(.seconds(1), max(.milliseconds(1), clock.wait(until: wake)))
    }

    /// Handles what came in, in order, and sends a batch if none is under way.
    /// - Returns: whether to go on.
    func handle(_ letters: [Sequencer.Letter]) -> Bool {
        let now = clock.now()
        commit.wakeIfDue(at: now)
        for letter in letters {
            switch letter {
            case .question(let question): commit.take(question.input, from: question.answer, at: now)
            case .verdict(.success):
                commit.committed()
                if let sentAt { metrics.update { $0.commits.observe((ContinuousClock.now - sentAt).inSeconds) } }
            case .verdict(.failure(let failure)): failed(failure)
            case .takeOffice(let office): begin(office)
            case .recovered(let recovery): resume(recovery, at: now)
            case .recoveryFailed(let text): recoveryFailed(text)
            case .check: checkInvariants()
            case .lend(let body): body(commit.isDeciding && drained.isEmpty ? commit.decider : nil)
            case .drain(let done):
                drained.append(done)
                commit.drain()
            case .stop: return false
            }
            perform()
        }
        commit.settle(at: now)
        perform()
        return true
    }

    // MARK: What is to be done

    private func perform() {
        for action in commit.takeActions() {
            switch action {
            case .answer(let answer, let reply): answer(reply)
            case .append(let batch, let inputs): append(batch, inputs: inputs)
            case .publish(let events): announce(events)
            case .recover: recover(after: .zero)
            case .leave(let reason):
                journal = nil
                fenced(reason)
            case .drained: drained.forEach { $0() }
            }
        }
    }

    private func append(_ batch: Batch, inputs: Int) {
        metrics.update { figures in
            figures.batchInputs.observe(Double(inputs))
            figures.batchEvents.observe(Double(batch.events.count))
        }
        sentAt = .now
        journal?.append(batch) { [send] verdict in send(.verdict(verdict)) }
    }

    private func announce(_ events: [Event]) {
        metrics.update { figures in
            figures.head = events.last?.seq ?? figures.head
            for event in events { figures.openRequests.note(event.changes) }
        }
        publish(events)
    }

    // MARK: Beginning, and beginning again

    private func begin(_ office: Office) {
        journal = office.journal
        load = office.recover
        // The engine goes into one place only: a second owner of its state would make the next decision copy all of it.
        commit.begin(office.engine, epoch: office.epoch)
        noteBeginning()
    }

    private func noteBeginning() {
        guard let state = commit.decider?.state else { return }
        metrics.update { [epoch = commit.epoch] figures in
            figures.isStoreFailing = false
            figures.epoch = epoch
            figures.head = state.head
            figures.openRequests = OpenRequests()
            figures.openRequests.note(state.rows)
        }
        began()
    }

    private func failed(_ failure: JournalFailure) {
        metrics.update { $0.journalFailures[failure.kind, default: 0] += 1 }
        commit.failed(failure)
        guard commit.isRecovering else { return }
        log.error("batch failed", metadata: ["reason": "\(failure)"])
        metrics.update { $0.isStoreFailing = true }
    }

    private func recoveryFailed(_ reason: String) {
        log.error("recovery failed", metadata: ["reason": "\(reason)"])
        recover(after: .seconds(1))
    }

    private func recover(after delay: Duration) {
        guard commit.isRecovering, let load else { return }
        Task { [send, head = commit.head] in
            do {
                try await Task.sleep(for: delay)
                send(.recovered(try await load(head)))
            } catch {
                send(.recoveryFailed("\(error)"))
            }
        }
    }

    private func resume(_ recovery: Recovery, at now: Timestamp) {
        guard commit.isRecovering else { return }
        commit.resume(recovery.engine, missed: recovery.missed, at: now)
        noteBeginning()
        log.notice("recovered", metadata: ["head": "\(commit.head)", "missed": "\(recovery.missed.count)"])
    }

    private func checkInvariants() {
        guard commit.isDeciding, let state = commit.decider?.state else { return }
        Task.detached(priority: .utility) { [metrics, log] in
            let violations = state.violations()
            metrics.update { figures in
                figures.checks += 1
                figures.violations += violations.count
            }
            for violation in violations { log.critical("invariant violated", metadata: ["what": "\(violation)"]) }
        }
    }
}

extension JournalFailure {
    /// For metrics.
    var kind: String {
        switch self {
        case .notCommitted: "not-committed"
        case .unknown: "unknown"
        case .fenced: "fenced"
        }
    }
}
