import Dispatching
import Interpreting
import Logging
import Sessions
import Storage
import Synchronization

/// Reads events that the ring has forgotten.
public protocol EventArchive: Sendable {
    /// Events after `seq` up to and including `last` that `principal` may see, ascending, at most `limit`.
    func events(
        after seq: Int64, through last: Int64, limit: Int, visibleTo principal: Principal, topics: Set<Topic>
    ) async throws -> EventReader.Page
}

extension EventReader: EventArchive {}

/// Hands durable events to whoever subscribed to them.
///
/// A subscription is entered before its first page is read, and both ask the same locked state, so no event can fall between
/// what is replayed and what is live; the session drops what comes twice.
public final class Hub: Sendable {
    /// Events kept in memory.
    static let ringCapacity = 8_192
    /// Events of the ring looked at for one page, visible or not.
    static let scanLimit = 2_048

    private struct Room: Sendable {
        var ring = EventRing(capacity: Hub.ringCapacity)
        var seats: [UInt64: Seat] = [:]
        var audiences: [Audience: Set<UInt64>] = [:]
        var archive: (any EventArchive)?
    }

    private let room = Mutex(Room())
    private let postboxes: [Postbox]
    private let metrics: Metrics
    private let log: Logger

    init(postboxes: [Postbox], metrics: Metrics, log: Logger) {
        self.postboxes = postboxes
        self.metrics = metrics
        self.log = log
    }

    /// `seq` of the last durable event.
    var head: Int64 { room.withLock { $0.ring.head } }

    /// Begins anew after the lease was won.
    func begin(head: Int64, archive: any EventArchive) {
        room.withLock { room in
            room.ring.reset(head: head)
            room.archive = archive
        }
    }

    /// - Parameter events: durable, following those published before.
    public func publish(_ events: [Event]) {
        let (deliveries, head) = room.withLock { room in
            room.ring.append(events)
            return (Hub.deliveries(events, room), room.ring.head)
        }
        for (address, seen) in deliveries { address.post(.session(.published(seen, head: head))) }
        metrics.update { $0.pushes += deliveries.reduce(0) { $0 + $1.1.count } }
        if events.contains(where: \.takesRightsAway) {
            for postbox in postboxes { postbox.postToAll(.recheck) }
        }
    }

    private static func deliveries(_ events: [Event], _ room: Room) -> [(ConnectionAddress, [Event])] {
        guard !room.seats.isEmpty else { return [] }
        var seen: [UInt64: [Event]] = [:]
        for event in events {
            let topic = event.kind.topic
            for audience in Audience.all(for: event.scope) {
                for id in room.audiences[audience] ?? [] where room.seats[id]?.topics.contains(topic) == true {
                    seen[id, default: []].append(event)
                }
            }
        }
        return seen.compactMap { id, events in room.seats[id].map { ($0.address, events) } }
    }

    // MARK: Subscribing

    /// Enters a subscription, then answers with its first page.
    func subscribe(_ subscription: Subscription, at address: ConnectionAddress) {
        let head = room.withLock { room in
            let audience = Audience(of: subscription.principal)
            var seat = room.seats[address.id] ?? Seat(address: address, audience: audience)
            seat.add(subscription)
            room.seats[address.id] = seat
            if let audience { room.audiences[audience, default: []].insert(address.id) }
            return room.ring.head
        }
        metrics.update { $0.subscriptions += 1 }
        if let since = subscription.since {
            replay(subscription.ticket, after: since, limit: subscription.limit, at: address)
        } else {
            address.post(.session(.replayed(subscription.ticket, [], upTo: head, isLast: true)))
        }
    }

    func unsubscribe(_ ticket: Ticket, at address: ConnectionAddress) {
        let removed = room.withLock { room in
            guard var seat = room.seats[address.id], seat.subscription(ticket) != nil else { return 0 }
            seat.remove(ticket)
            room.seats[address.id] = seat
            if seat.isEmpty { Hub.clear(seat, &room) }
            return 1
        }
        metrics.update { $0.subscriptions -= removed }
    }

    /// The connection is gone.
    func leave(_ address: ConnectionAddress) {
        let removed = room.withLock { room in
            guard let seat = room.seats[address.id] else { return 0 }
            Hub.clear(seat, &room)
            return seat.count
        }
        metrics.update { $0.subscriptions -= removed }
    }

    private static func clear(_ seat: Seat, _ room: inout Room) {
        room.seats[seat.address.id] = nil
        guard let audience = seat.audience else { return }
        room.audiences[audience]?.remove(seat.address.id)
        if room.audiences[audience]?.isEmpty == true { room.audiences[audience] = nil }
    }

    // MARK: Replaying

    /// Answers with the next page of what the subscriber may see, from memory if that reaches back far enough.
    func replay(_ ticket: Ticket, after seq: Int64, limit: Int, at address: ConnectionAddress) {
        let (subscription, recent, head, archive) = room.withLock { room in
            (room.seats[address.id]?.subscription(ticket), room.ring.events(after: seq, limit: Hub.scanLimit), room.ring.head, room.archive)
        }
        guard let subscription else { return }
        if let recent {
            let (page, upTo) = Hub.visible(recent, after: min(seq, head), limit: limit, to: subscription.principal)
            return address.post(.session(.replayed(ticket, page, upTo: upTo, isLast: upTo >= head)))
        }
        Task { [log] in
            do {
                // No further than the head: what is newer comes live.
                let page = try await archive?.events(
                    after: seq, through: head, limit: limit, visibleTo: subscription.principal, topics: Set(subscription.topics))
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

    /// The first of `events` that `principal` may see, and the last `seq` that was looked at.
    private static func visible(
        _ events: ArraySlice<Event>, after seq: Int64, limit: Int, to principal: Principal
    ) -> (page: [Event], upTo: Int64) {
        var page: [Event] = []
        var upTo = seq
        for event in events where page.count < limit {
            upTo = event.seq
            if event.scope.isVisible(to: principal) { page.append(event) }
        }
        return (page, upTo)
    }
}

extension Event {
    /// Somebody may no longer log in.
    fileprivate var takesRightsAway: Bool { kind == .tokenRevoked || kind == .userDisabled }
}
