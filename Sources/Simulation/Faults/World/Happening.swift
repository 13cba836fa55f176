import Dispatching
import Interpreting
import NIOCore

/// What can be on the agenda of a world with faults. `life` counts the lives of a server: what was meant for an earlier one is void.
enum Happening {
    case toServer(link: Int, ByteBuffer)
    case toClient(link: Int, ByteBuffer)
    case lostByServer(link: Int)
    case lostByClient(link: Int)
    /// A batch reaches the journal, which does not care whether its sender is still there.
    /// `timeline` counts the promotions of the database's standby: what was sent to the primary before is lost with it.
    case commit(server: Int, life: Int, timeline: Int64, Batch, Fate)
    case verdict(server: Int, life: Int, Result<Void, JournalFailure>)
    /// The server looks whether the batch that it sent as its `number`th has a verdict.
    case overdue(server: Int, life: Int, number: Int)
    case recovery(server: Int, life: Int)
    case wake(server: Int, life: Int)
    case tick(server: Int)
    /// A server and the database reach each other again.
    case rejoined(server: Int)
    /// The lease of a server is over by its own count.
    case leaseTermEnds(server: Int, life: Int)
    /// A server opens a connection after a promotion that lost something.
    case reachesDatabase(server: Int, life: Int)
    case standbyReturns
    /// Somebody cancels the wait for the standby.
    case waitCancelled
    /// A standby asks for the lease.
    case acquire(server: Int, life: Int)
    /// A server finds that its lease is over.
    case leaseLost(server: Int, life: Int)
    /// Somebody sets the clock of a server's machine.
    case clockSet(server: Int, ahead: Span)
    /// Somebody sets the clock of the database.
    case databaseClockSet(ahead: Span)
    /// A server compares its clock with that of the database.
    case clockCompared(server: Int, life: Int)
    case restart(server: Int)
    /// A server that was asked to stop has given its sessions time to end.
    case drain(server: Int, life: Int)
    case readsAgain(link: Int)
    case client(Int, Intent)
    case mischief

    /// What becomes of a batch.
    enum Fate: String {
        case kept, refused
        /// Kept or not, the sender hears that nobody knows.
        case keptUnknown = "kept, unknown"
        case lostUnknown = "lost, unknown"
        /// The sender hears that nobody knows, and it is kept afterwards.
        case keptLate = "kept late"
    }

    /// What a client wants to do.
    enum Intent: Hashable {
        /// Something that comes to its mind, and to be reminded again.
        case act
        case connect
        /// The administrator's last deed: nobody stays disabled.
        case letEverybodyIn
        case answer(offer: String, accepts: Bool)
        case start(assignment: String)
        case finish(assignment: String)
        /// Send what got no final answer once more.
        case retry(errand: Int)
        /// Give the connection up when the errand is still not answered.
        case loseTemper(errand: Int, link: Int)
        /// Ask again what was answered.
        case repeatAnswered(errand: Int)
    }
}
