import Interpreting
import NIOCore
import Synchronization

/// Who is connected, from where and as whom, and who may come in.
///
/// Whoever has not logged in takes up a place of few. When those are taken the newcomer gets one all the same, and the connection that
/// has waited for longest at the address with the most such connections loses its own: strangers crowd out each other, and no one else.
final class Admission: Sendable {
    enum Verdict {
        /// At this address from now on; the other one, if there is one, has lost its place.
        case welcome(ConnectionAddress, crowdedOut: ConnectionAddress?)
        /// There is no room, which is told.
        case full(String)
        /// Too many are being told already.
        case turnedAway
    }

    /// So many at once are told that there is no room; more are closed without a handshake, which costs more than it says.
    static let told = 64

    fileprivate struct Guest {
        let origin: Origin
        let address: ConnectionAddress
        var principal: PrincipalID?
    }

    fileprivate struct House {
        var lastID: UInt64 = 0
        var guests: [UInt64: Guest] = [:]
        var told = 0
        var fromOrigin: [Origin: Int] = [:]
        var asPrincipal: [PrincipalID: Int] = [:]
        /// Not logged in, in the order of their coming.
        var strangers: [Origin: [UInt64]] = [:]
        var strangerCount = 0
    }

    private let limits: Configuration.Limits
    private let house = Mutex(House())

    init(limits: Configuration.Limits) { self.limits = limits }

    /// Somebody knocks. Whatever the verdict, ``leave(_:)`` follows when it is gone, or ``leaveTold()``.
    func enter(from origin: Origin, at mailbox: EventLoopMailbox) -> Verdict {
        house.withLock { house in
            guard let refusal = refusal(house, origin) else {
                house.lastID += 1
                let address = ConnectionAddress(id: house.lastID, mailbox: mailbox)
                house.guests[address.id] = Guest(origin: origin, address: address)
                house.fromOrigin[origin, default: 0] += 1
                house.strangers[origin, default: []].append(address.id)
                house.strangerCount += 1
                return .welcome(address, crowdedOut: house.strangerCount > limits.strangers ? house.crowdOut() : nil)
            }
            guard house.told < Admission.told else { return .turnedAway }
            house.told += 1
            return .full(refusal)
        }
    }

    private func refusal(_ house: House, _ origin: Origin) -> String? {
        if house.guests.count >= limits.connections {
            return "\(limits.connections) clients are connected, which is the limit; try again later"
        }
        guard house.fromOrigin[origin] ?? 0 >= limits.connectionsPerAddress else { return nil }
        return "\(limits.connectionsPerAddress) clients are connected from \(origin), which is the limit; close some, then try again"
    }

    /// A connection that was let in has logged in.
    /// - Returns: why it may not stay, if it may not.
    func login(_ id: UInt64, as principal: PrincipalID) -> String? {
        house.withLock { house in
            guard let guest = house.guests[id], guest.principal == nil else { return nil }
            guard house.asPrincipal[principal] ?? 0 < limits.connectionsPerUser else {
                return "\(principal) has \(limits.connectionsPerUser) connections, which is the limit; close some, then try again"
            }
            house.forgetStranger(id, guest.origin)
            house.guests[id]?.principal = principal
            house.asPrincipal[principal, default: 0] += 1
            return nil
        }
    }

    /// A connection that was let in is gone.
    func leave(_ id: UInt64) {
        house.withLock { house in
            guard let guest = house.guests.removeValue(forKey: id) else { return }
            house.forgetStranger(id, guest.origin)
            house.fromOrigin[guest.origin] = House.oneFewer(house.fromOrigin[guest.origin])
            if let principal = guest.principal { house.asPrincipal[principal] = House.oneFewer(house.asPrincipal[principal]) }
        }
    }

    /// Somebody who was told that there is no room is gone.
    func leaveTold() { house.withLock { $0.told -= 1 } }
}

extension Admission.House {
    /// Nil rather than 0: what nobody has is not remembered.
    static func oneFewer(_ count: Int?) -> Int? { count.flatMap { $0 > 1 ? $0 - 1 : nil } }

    mutating func forgetStranger(_ id: UInt64, _ origin: Origin) {
        guard let place = strangers[origin]?.firstIndex(of: id) else { return }
        strangers[origin]?.remove(at: place)
        if strangers[origin]?.isEmpty == true { strangers[origin] = nil }
        strangerCount -= 1
    }

    /// Takes a stranger's place away.
    mutating func crowdOut() -> ConnectionAddress? {
        let fullest = strangers.max { left, right in
            (left.value.count, right.value.first ?? 0) < (right.value.count, left.value.first ?? 0)
        }
        guard let fullest, let first = fullest.value.first else { return nil }
        forgetStranger(first, fullest.key)
        return guests[first]?.address
    }
}
