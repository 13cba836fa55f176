import Dispatching
import Interpreting
import NIOCore

/// What happens to a session.
public enum SessionInput: Sendable {
    /// The connection stands and its TLS handshake is done. First, and once.
    /// - `epoch`: the fencing epoch of the leader; `head`: the `seq` of the last durable event.
    /// - `date`: what the calendar says, for examples; the moments of inputs are of a clock that nobody sets.
    case connected(epoch: Int64, head: Int64, certificate: ClientCertificate?, date: Timestamp)

    /// Octets of the client, cut anywhere.
    case received(ByteBuffer)

    /// The client will send no more. What it sent is answered, then the connection closes.
    case inputClosed

    /// The engine's answer to an ``SessionAction/ask(_:_:)``, its events durable.
    case answered(Ticket, Reply)

    /// The same for a costly query, as ``AnswerWriter`` has written it.
    case written(Ticket, WrittenAnswer)

    /// The service's answer to a ``SessionAction/serve(_:_:)``.
    case served(Ticket, Reply)

    /// Events that became durable just now, ascending; `head` is the last durable `seq`, those left out because this session may
    /// not see them included. The session checks visibility and topics again.
    case published([Event], head: Int64)

    /// A page of events asked for by ``SessionAction/subscribe(_:)`` or ``SessionAction/replay(_:after:limit:)``, ascending: all
    /// durable ones that the principal may see, after the `seq` asked for and up to and including `upTo`. `isLast` when `upTo` was the
    /// last durable `seq` at the time of reading.
    case replayed(Ticket, [Event], upTo: Int64, isLast: Bool)

    /// A second has passed. `head` is the last durable `seq`.
    case tick(head: Int64)

    /// The socket takes no more for now.
    case unwritable

    /// The socket takes octets again.
    case writable

    /// The client has taken nothing of what waits for it in so many seconds.
    case unread(seconds: Int)

    /// The answer to ``SessionAction/callAgain``.
    case again

    /// The server is stopping: no more changes, and the connection closes when what was asked is answered.
    case draining

    /// It stops now: whatever has no answer yet gets none here.
    case outOfTime

    /// This server does not decide, or no longer. `leader` is the host and port of the one that does, if known. `decidesIn`: the seconds
    /// after which one that stands by will, unless the leader renews its lease.
    case leadershipLost(leader: String?, decidesIn: Int? = nil)

    /// This server decides from now on.
    case leadershipGained(epoch: Int64)

    /// There is no room for this connection, or not any more; the text says why and what to do.
    case crowded(String)

    /// The session's credential was revoked or has expired, or its user was disabled: the refusal says which.
    case revoked(Refusal)
}
