import Dispatching
import Interpreting
import Logging
import Sessions

/// What every connection needs of the server.
struct ConnectionService: Sendable {
    /// Until the TLS handshake must be done.
    static let handshakeSeconds = 10
    /// How long a client has to take what was written before its connection is closed.
    static let closeSeconds: Int64 = 5
    /// The same for somebody who has not logged in: strangers have few places.
    static let strangerCloseSeconds: Int64 = 1
    /// How often a session's credential is looked at again.
    static let recheckSeconds = 60

    let environment: SessionEnvironment
    let limits: Configuration.Limits
    let sequencer: Sequencer
    let hub: Hub
    /// When it is over, nothing leaves but a farewell.
    let term: LeaseWatch
    let metrics: Metrics
    let log: Logger
    let failedLogins = FailedLogins()
    let standing: @Sendable () -> Standing
    /// Of a clock that nobody can set: idle clients are judged by it, and by no date.
    let now: @Sendable () -> Timestamp
    /// Of the clock by which is decided, for what people read.
    let date: @Sendable () -> Timestamp
    /// Answers what the engine cannot.
    let serve: @Sendable (ServiceCommand, @escaping @Sendable (Reply) -> Void) -> Void
}

/// Who decides.
struct Standing: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case leader
        /// Another process decides, at this address if it is known; if it does not renew its lease, one that stands by will in so many
        /// seconds.
        case standby(leader: String?, decidesIn: Int? = nil)
    }
    var part = Part.standby(leader: nil)
    /// Of the lease held or seen last.
    var epoch: Int64 = 0
}
