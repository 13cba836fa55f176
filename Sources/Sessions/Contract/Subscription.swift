import Dispatching
import Interpreting

/// What a session wants to be told as it happens.
public struct Subscription: Hashable, Sendable {
    /// The same for its replays.
    public let ticket: Ticket
    /// The client's name for it.
    public let name: String
    /// Whose eyes the events are for.
    public let principal: Principal
    /// With which they logged in.
    public var credential: CredentialID?
    /// In the order of `Topic.allCases`.
    public let topics: [Topic]
    /// The last `seq` that the client has handled; nil means from now on.
    public let since: Int64?
    /// The most events of the first page.
    public let limit: Int
}
