import Dispatching
import NIOCore
import Wire

/// What a session wants done, in this order.
public enum SessionAction: Sendable, Equatable {
    /// Send and flush.
    case write(ByteBuffer)

    /// Give `Input` to the engine, after all earlier ones of this session. Answer with ``SessionInput/answered(_:_:)``, once, when
    /// its events are durable;
    /// when ``Session/writer(of:)`` has a writer for it, with ``SessionInput/written(_:_:)``.
    case ask(Ticket, Input)

    /// Something that the engine cannot answer. Answer with ``SessionInput/served(_:_:)``, once.
    case serve(Ticket, ServiceCommand)

    /// From now on give this session ``SessionInput/published(_:head:)``; only then read the first page of events after `since`
    /// (none when it is nil) and answer with ``SessionInput/replayed(_:_:upTo:isLast:)`` under the subscription's ticket. In this
    /// order no event can fall between the page and what is live.
    case subscribe(Subscription)

    /// Read the next page, at most `limit` events after the given `seq`, and answer as for `subscribe`.
    case replay(Ticket, after: Int64, limit: Int)

    /// Give no more live events. Also sent before `close` by a session that has a subscription.
    case unsubscribe(Ticket)

    /// Read no more from the socket: enough commands wait for their answers. What arrived already may still be given.
    case stopReading
    case resumeReading

    /// Much was written in this turn of the event loop. Give ``SessionInput/again`` in the next, after ``SessionInput/unwritable`` if the
    /// socket has become so.
    case callAgain

    /// Somebody logged in: for the log, and for the engine when it is an identity that ``Identity/answersOffers``.
    case loggedIn(Identity)

    /// Somebody failed to: for the log. The text holds no secret.
    case loginFailed(Status, String)

    /// What is written holds the answer to a command. Remember it until that has left: when it may not leave any more,
    /// ``Session/farewell(unsent:leader:)`` tells what to ask instead.
    case told(OpenCommand)

    /// A command got its final reply: for metrics. `verb` is a name of the command table, or `?`.
    case finished(verb: String, status: Status)

    /// Close when everything written was flushed (or the client does not take it within a few seconds). The last action of all.
    case close
}
