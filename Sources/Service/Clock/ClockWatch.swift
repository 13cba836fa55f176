import Dispatching
import Interpreting
import Logging
import Storage
import Synchronization

/// Compares the clock of this machine with that of the database and with the time that has really passed, and says when nothing may be
/// decided by it.
struct ClockWatch: Sendable {
    /// How often a server that may not begin says so again.
    static let reminder = Span.minutes(1)

    let lease: Lease
    let clock: SteadyClock
    let metrics: Metrics
    let log: Logger
    private let said = Said()

    init(lease: Lease, clock: SteadyClock, metrics: Metrics, log: Logger) {
        self.lease = lease
        self.clock = clock
        self.metrics = metrics
        self.log = log
    }

    /// What was said last, so that it is not said every second.
    private final class Said: Sendable {
        let wait = Mutex<Span?>(nil)
        let isSet = Mutex(false)
    }

    /// Before the lease is asked for: begins the service's time at the present one.
    /// - Returns: why nothing may be decided now; said in the log, the first time and then every minute.
    func obstacle() async throws -> ClockProblem? {
        guard isReal else { return nil }
        let (comparison, moment) = try await compare()
        let problem = comparison.problem
            ?? moment.lastEventAt.flatMap { ClockProblem.of(journalEndingWith: moment.head, at: $0, now: moment.now) }
        metrics.update { $0.clock.journalAhead = moment.lastEventAt.map { max(.zero, $0 - moment.now) } ?? .zero }
        if let problem { remind(problem) } else { clock.begin(comparison.asked) }
        return problem
    }

    /// With each renewal of the lease.
    /// - Throws: ``ClockProblem`` when this machine's clock is not that of the database any more.
    func check() async throws {
        guard isReal else { return }
        let (comparison, _) = try await compare()
        if let problem = comparison.problem {
            log.critical("the clock is wrong; this server decides no more", metadata: ["reason": "\(problem)"])
            throw problem
        }
        noteSetting(ahead: clock.sourceAhead)
    }

    /// - Throws: ``ClockProblem`` when a state that was loaded ends in the future.
    func checkBeginning(seq: Int64, at: Timestamp) throws {
        guard isReal, let problem = ClockProblem.of(journalEndingWith: seq, at: at, now: clock.now()) else { return }
        throw problem
    }

    /// A clock of a demonstration has nothing to do with any other.
    private var isReal: Bool { clock.warning == nil }

    private func compare() async throws -> (ClockComparison, DatabaseMoment) {
        let asked = clock.source.reading()
        let moment = try await lease.moment()
        let comparison = ClockComparison(asked: asked, took: clock.source.reading().passed - asked.passed, database: moment.now)
        metrics.update { [ahead = clock.sourceAhead] figures in
            figures.clock.aheadOfDatabase = comparison.ahead
            figures.clock.aheadOfSteady = ahead
        }
        return (comparison, moment)
    }

    private func remind(_ problem: ClockProblem) {
        let now = Uptime.now
        let isDue = said.wait.withLock { last in
            if let last, now - last < ClockWatch.reminder { return false }
            last = now
            return true
        }
        if isDue { log.critical("this server waits and decides nothing", metadata: ["reason": "\(problem)"]) }
    }

    /// The clocks of machine and database agree, and this process goes by neither: somebody has set both, or they are one.
    private func noteSetting(ahead: Span) {
        let isSet = ahead.length > SteadyTime.tolerance
        let isNew = said.isSet.withLock { before in
            defer { before = isSet }
            return before != isSet
        }
        guard isNew else { return }
        let ahead = "\(Double(ahead.milliseconds) / 1_000)"
        if isSet {
            log.critical("the clock was set while this server decides; it goes on by the time that has passed", metadata: [
                "ahead_seconds": "\(ahead)", "limit_seconds": "\(SteadyTime.tolerance.seconds)",
                "next": "set the clock right; if it is right, restart this server",
            ])
        } else {
            log.notice("the clock is right again", metadata: ["ahead_seconds": "\(ahead)"])
        }
    }
}
