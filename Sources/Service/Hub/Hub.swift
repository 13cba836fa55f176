import Dispatching
import Interpreting
import Logging
import Sessions
import Storage
import Synchronization

/// Reads events that memory has forgotten.
public protocol EventArchive: Sendable {
    /// Events after `seq` up to and including `last` that `principal` may see, ascending, at most `limit`.
    func events(
        after seq: Int64, through last: Int64, limit: Int, visibleTo principal: Principal, topics: Set<Topic>
    ) async throws -> EventReader.Page
}

extension EventReader: EventArchive {}

/// Hands durable events to whoever subscribed to them: the one ``Switchboard`` of all connections, behind a lock.
public final class Hub: Sendable {
    private struct State: Sendable {
        var switchboard = Switchboard()
        var addresses: [UInt64: ConnectionAddress] = [:]
        var archive: (any EventArchive)?
    }

    private let state = Mutex(State())
    private let mailboxes: [EventLoopMailbox]
    private let metrics: Metrics
    private let log: Logger
    /// Reading past events takes long enough that many at once would hold up everything else, the lease's renewal too.
    private let turns = ReplayTurns()

    init(mailboxes: [EventLoopMailbox], metrics: Metrics, log: Logger) {
        self.mailboxes = mailboxes
        self.metrics = metrics
        self.log = log
    }

    /// `seq` of the last durable event.
    var head: Int64 { state.withLock { $0.switchboard.head } }

    /// Begins anew after the lease was won.
    func begin(head: Int64, archive: any EventArchive) {
        state.withLock { state in
            state.switchboard.begin(head: head)
            state.archive = archive
        }
    }

    /// - Parameter events: durable, following those published before.
    public func publish(_ events: [Event]) {
        let (deliveries, head) = state.withLock { state in
            let deliveries = state.switchboard.publish(events)
            return (deliveries.map { (state.addresses[$0.connection], $0.events, $0.farewell) }, state.switchboard.head)
        }
        for (address, seen, farewell) in deliveries {
            if !seen.isEmpty { address?.post(.session(.published(seen, head: head))) }
            if let farewell { address?.post(.session(.revoked(farewell))) }
        }
        metrics.update { $0.pushes += deliveries.reduce(0) { $0 + $1.1.count } }
        if events.contains(where: \.takesRightsAway) {
            for mailbox in mailboxes { mailbox.postToAll(.recheck) }
        }
    }

    // MARK: Subscribing

    /// Enters a subscription, then answers with its first page.
    func subscribe(_ subscription: Subscription, at address: ConnectionAddress) {
        let head = state.withLock { state in
            state.switchboard.subscribe(subscription, connection: address.id)
            state.addresses[address.id] = address
            return state.switchboard.head
        }
        metrics.update { $0.subscriptions += 1 }
        if let since = subscription.since {
            replay(subscription.ticket, after: since, limit: subscription.limit, at: address)
        } else {
            address.post(.session(.replayed(subscription.ticket, [], upTo: head, isLast: true)))
        }
    }

    func unsubscribe(_ ticket: Ticket, at address: ConnectionAddress) {
        let hadOne = state.withLock { $0.switchboard.unsubscribe(ticket, connection: address.id) }
        if hadOne { metrics.update { $0.subscriptions -= 1 } }
    }

    /// The connection is gone.
    func leave(_ address: ConnectionAddress) {
        let removed = state.withLock { state in
            state.addresses[address.id] = nil
            return state.switchboard.leave(address.id)
        }
        metrics.update { $0.subscriptions -= removed }
    }

    // MARK: Replaying

    /// Answers with the next page of what the subscriber may see, from memory if that reaches back far enough.
    func replay(_ ticket: Ticket, after seq: Int64, limit: Int, at address: ConnectionAddress) {
        let (subscription, recent, head, archive) = state.withLock { state in
            let subscription = state.switchboard.subscription(ticket, connection: address.id)
            let page = subscription.flatMap { state.switchboard.page(for: $0, after: seq, limit: limit) }
            return (subscription, page, state.switchboard.head, state.archive)
        }
        guard let subscription else { return }
        if let recent { return address.post(.session(.replayed(ticket, recent.events, upTo: recent.upTo, isLast: recent.isLast))) }
        Task { [log, turns] in
            await turns.take(subscription.principal.id)
            // Whoever has unsubscribed or gone meanwhile wants no page.
            let isWanted = state.withLock { $0.switchboard.subscription(ticket, connection: address.id) != nil }
            let result: Result<EventReader.Page?, any Error>
            do {
                // No further than the head: what is newer comes live.
                result = .success(isWanted ? try await archive?.events(
                    after: seq, through: head, limit: limit, visibleTo: subscription.principal, topics: Set(subscription.topics)) : nil)
            } catch {
                result = .failure(error)
            }
            await turns.giveBack()
            do {
                let page = try result.get()
                let upTo = page?.through ?? seq
                address.post(.session(.replayed(ticket, page?.events ?? [], upTo: upTo, isLast: upTo >= head)))
            } catch {
                log.warning("replay failed", metadata: ["reason": "\(error)"])
                // An empty page makes the session ask again, which a failing store should not be asked at once.
                try? await Task.sleep(for: .seconds(1))
                address.post(.session(.replayed(ticket, [], upTo: seq, isLast: false)))
            }
        }
    }
}
