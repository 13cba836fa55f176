import NIOCore
import NIOPosix
import Wire

/// A client that survives broken connections: it connects anew, says again who it is, repeats what was not answered under the same
/// idempotency key, and takes up its subscription after the last event it handed on. Nothing is lost, nothing is done twice.
///
/// Close it when done: a client with a subscription stays connected until then.
public actor Client {
    /// What is subscribed to, from where.
    public struct Subscription: Hashable, Sendable {
        public var name: String
        /// Empty for all.
        public var topics: [String]
        /// The last event that was handled; nil for what comes from now on, or from the server's last heartbeat at most 30 seconds ago.
        public var since: Int64?

        public init(name: String = "main", topics: [String] = [], since: Int64? = nil) {
            self.name = name
            self.topics = topics
            self.since = since
        }
    }

    /// What happens to the connection, for those who show it.
    public enum Change: Sendable {
        case connected(Endpoint)
        /// The answer to `AUTH` on a new connection names offers that wait for a yes or no.
        case offersWait(Answer)
        /// ``Client/connect()`` goes on trying for so many seconds, since a server is there that cannot decide now; told once.
        case waiting(ClientError, seconds: Int)
        /// The client connects anew when there is something to ask, or at once when it is subscribed.
        case lost(ClientError)
        /// The subscription is refused or cannot be taken up; no more pushes come.
        case ended(ClientError)
        /// A server cannot be trusted, which is told once; others are asked.
        case distrusted(ClientError)
        /// The database was promoted or restored since the last answer, which may be gone there, with what was done. For a subscription
        /// ``Push/startedAnew(_:)`` tells it instead.
        case startedAnew(Endpoint)
    }

    /// What a client says it is, in `HELLO`.
    static let name = "tolkbrug-client/0.1.0"

    /// The connection in use.
    struct Link: Sendable {
        let number: Int
        let since = ContinuousClock.now
        let endpoint: Endpoint
        let connection: Connection
        /// Under which it is answered: that of the answer to `AUTH`, or else of the greeting.
        var epoch: Int64?
        /// The answer to `SUBSCRIBE` on this connection.
        var subscribed: Answer?
    }

    /// The first is tried next, after ``leader``.
    var endpoints: [Endpoint]
    /// Whom a server that does not decide named as the one that does; tried once, before the others.
    var leader: Named?
    /// How many servers one after the other could not be trusted, or named one that could not be.
    var distrusted = 0
    /// Why they could not, each once, since a server was reached.
    var distrust: [ClientError] = []
    let patience: Patience
    let group: any EventLoopGroup
    let feed: Feed
    let onChange: @Sendable (Change) -> Void
    var token: String?
    var link: Link?
    var opening: Task<Link, any Error>?
    /// The attempts to reach a server since one was last reached for longer than a moment; shared, so that many who wait dial no more often
    /// than one. Nil when nothing is wrong.
    var dialling: Attempts?
    /// Under way before the next attempt.
    var pausing: Task<Void, Never>?
    var lastNumber = 0
    var subscription: Subscription?
    var isKeepingUp = false
    /// The newest epoch that a server named: one of an older epoch is no longer asked for events.
    var epoch: Int64?
    /// The epoch of the last answer.
    var answered: Int64?
    var isClosed = false
    private let keyPrefix: String
    private var lastKey = 0

    /// Pushes in order, each event once, whatever happens to connections; after the database was promoted or restored, a snapshot and what
    /// follows it (``Push/startedAnew(_:)``). Ends with ``close()``, when the subscription is refused, and when
    /// 65,536 pushes wait unread; ``lastHandled`` then tells where another client would go on.
    public nonisolated var pushes: AsyncStream<Push> { feed.pushes }

    /// - Parameters:
    ///   - endpoints: servers of one deployment; when one is gone the next is tried, and who stands by names the one that decides, which
    ///     must have a certificate of the same authority.
    ///   - token: for `AUTH TOKEN`; nil says `AUTH EXTERNAL` when an endpoint has a certificate, else nothing.
    ///   - keyPrefix: up to 40 octets at the head of idempotency keys, to be recognised by; what follows is unique to this client.
    ///   - onChange: called when a connection begins or ends; must not block.
    public init(
        endpoints: [Endpoint], token: String?, keyPrefix: String, patience: Patience = Patience(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, onChange: @escaping @Sendable (Change) -> Void = { _ in }
    ) {
        self.endpoints = endpoints
        self.token = token
        // Another run under the same prefix must not meet the answers of this one.
        self.keyPrefix = keyPrefix + "-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        self.patience = patience
        self.group = group
        self.onChange = onChange
        feed = Feed()
    }

    /// Asks something that changes nothing; repeated on another connection when the first breaks.
    public func query(_ command: String, _ params: [Parameter] = []) async throws -> Answer {
        try await persist(command) { link in try await self.perform(command, params, on: link) }
    }

    /// Changes something exactly once. Without a `key` in `params` one is made.
    public func mutate(_ command: String, _ params: [Parameter] = []) async throws -> Answer {
        var params = params
        if params.value("key") == nil {
            lastKey += 1
            params.append(Parameter("key", Value("\(keyPrefix)-\(lastKey)")))
        }
        return try await persist(command, key: params.value("key")?.text) { [params] link in
            try await self.perform(command, params, on: link)
        }
    }

    /// Says who this is, now and after every reconnection.
    public func authenticate(token: String) async throws -> Answer {
        let answer = try await persist("AUTH") { link in
            let answer = try await self.perform("AUTH", Client.words(token: token), on: link)
            self.adopt(answer, on: link)
            return answer
        }
        if answer.isDone { self.token = token }
        return answer
    }

    /// Subscribes, now and after every reconnection. A client has one subscription at a time.
    @discardableResult
    public func subscribe(_ wanted: Subscription) async throws -> Answer {
        if let subscription {
            let text = "this client has the subscription \(subscription.name); end it first, or make another client"
            throw ClientError.refused(.wrongState, text)
        }
        subscription = wanted
        let before = feed.place
        if let since = wanted.since { feed.start(after: since) }
        do {
            let answer = try await persist("SUBSCRIBE") { link in try await self.subscribe(on: link) }
            guard answer.isDone else { throw ClientError.refused(answer.status, answer.text) }
            return answer
        } catch {
            subscription = nil
            feed.goBack(to: before)
            throw error
        }
    }

    /// Ends the subscription.
    public func unsubscribe() async throws -> Answer {
        subscription = nil
        return try await persist("UNSUBSCRIBE") { link in try await self.unsubscribe(on: link) }
    }

    /// The last event that was put into ``pushes``, for a later `Subscription.since`.
    public nonisolated var lastHandled: Int64? { feed.cursor }

    /// Says goodbye and ends the stream of pushes.
    public func close() async {
        isClosed = true
        let last = link
        link = nil
        await last?.connection.quit()
        feed.finish()
    }
}
