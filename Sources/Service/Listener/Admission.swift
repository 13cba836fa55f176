import Interpreting
import NIOCore
import Synchronization

/// Who is connected, from where and as whom, and who may come in.
///
/// Whoever has not logged in takes up a place of few. When those are taken the newcomer gets one all the same, and the connection that
/// has waited for longest at the address with the most such connections loses its own: strangers take places from each other only.
final class Admission: Sendable {
    enum Verdict {
        /// At this address from now on; the other one, if there is one, has lost its place.
        case welcome(ConnectionAddress, displaced: ConnectionAddress?)
        /// There is no room, which is told.
        case full(String)
        /// Too many are being told already.
        case turnedAway
    }

    /// So many at once are told that there is no room; more are closed without a handshake, which costs more than it says.
    static let told = 64

    fileprivate struct Entry {
        let origin: Origin
        let address: ConnectionAddress
        var principal: PrincipalID?
    }

    fileprivate struct Occupancy {
        var lastID: UInt64 = 0
        var entries: [UInt64: Entry] = [:]
        var told = 0
        var fromOrigin: [Origin: Int] = [:]
        var asPrincipal: [PrincipalID: Int] = [:]
        /// Not logged in, in the order of their coming.
        var strangers: [Origin: [UInt64]] = [:]
        var strangerCount = 0
    }

    private let limits: Configuration.Limits
    private let occupancy = Mutex(Occupancy())

    init(limits: Configuration.Limits) { self.limits = limits }

    /// Somebody connects. Whatever the verdict, ``leave(_:)`` follows when it is gone, or ``leaveTold()``.
    func enter(from origin: Origin, at mailbox: EventLoopMailbox) -> Verdict {
        occupancy.withLock { occupancy in
            guard let refusal = refusal(occupancy, origin) else {
                occupancy.lastID += 1
                let address = ConnectionAddress(id: occupancy.lastID, mailbox: mailbox)
                occupancy.entries[address.id] = Entry(origin: origin, address: address)
                occupancy.fromOrigin[origin, default: 0] += 1
                occupancy.strangers[origin, default: []].append(address.id)
                occupancy.strangerCount += 1
                return .welcome(address, displaced: occupancy.strangerCount > limits.strangers ? occupancy.takePlaceAway() : nil)
            }
            guard occupancy.told < Admission.told else { return .turnedAway }
            occupancy.told += 1
            return .full(refusal)
        }
    }

    private func refusal(_ occupancy: Occupancy, _ origin: Origin) -> String? {
        if occupancy.entries.count >= limits.connections {
            return "\(limits.connections) clients are connected, which is the limit; try again later"
        }
        guard occupancy.fromOrigin[origin] ?? 0 >= limits.connectionsPerAddress else { return nil }
        return "\(limits.connectionsPerAddress) clients are connected from \(origin), which is the limit; close some, then try again"
    }

    /// A connection that was let in has logged in.
    /// - Returns: why it may not stay, if it may not.
    func login(_ id: UInt64, as principal: PrincipalID) -> String? {
        occupancy.withLock { occupancy in
            guard let entry = occupancy.entries[id], entry.principal == nil else { return nil }
            guard occupancy.asPrincipal[principal] ?? 0 < limits.connectionsPerUser else {
                return "\(principal) has \(limits.connectionsPerUser) connections, which is the limit; close some, then try again"
            }
            occupancy.forgetStranger(id, entry.origin)
            occupancy.entries[id]?.principal = principal
            occupancy.asPrincipal[principal, default: 0] += 1
            return nil
        }
    }

    /// A connection that was let in is gone.
    func leave(_ id: UInt64) {
        occupancy.withLock { occupancy in
            guard let entry = occupancy.entries.removeValue(forKey: id) else { return }
            occupancy.forgetStranger(id, entry.origin)
            occupancy.fromOrigin[entry.origin] = Occupancy.oneFewer(occupancy.fromOrigin[entry.origin])
            if let principal = entry.principal { occupancy.asPrincipal[principal] = Occupancy.oneFewer(occupancy.asPrincipal[principal]) }
        }
    }

    /// Somebody who was told that there is no room is gone.
    func leaveTold() { occupancy.withLock { $0.told -= 1 } }
}

extension Admission.Occupancy {
    /// Nil rather than 0: what nobody has is not remembered.
    static func oneFewer(_ count: Int?) -> Int? { count.flatMap { $0 > 1 ? $0 - 1 : nil } }

    mutating func forgetStranger(_ id: UInt64, _ origin: Origin) {
        guard let place = strangers[origin]?.firstIndex(of: id) else { return }
        strangers[origin]?.remove(at: place)
        if strangers[origin]?.isEmpty == true { strangers[origin] = nil }
        strangerCount -= 1
    }

    /// Takes a stranger's place away.
    mutating func takePlaceAway() -> ConnectionAddress? {
        let fullest = strangers.max { left, right in
            (left.value.count, right.value.first ?? 0) < (right.value.count, left.value.first ?? 0)
        }
        guard let fullest, let first = fullest.value.first else { return nil }
        forgetStranger(first, fullest.key)
        return entries[first]?.address
    }
}
