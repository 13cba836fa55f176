import Foundation
import Synchronization

/// A port on loopback behind which a server's Unix socket stands. It can stop forwarding without closing anything, as a network that
/// loses every packet does, in either direction.
public final class Relay: Sendable {
    public enum Direction: Sendable, Hashable, CaseIterable { case toServer, toClient }

    public struct Problem: Error, CustomStringConvertible {
        public let description: String
    }

    fileprivate struct State {
        var isFrozen: Set<Direction> = []
        /// So many octets still go to the server, then no more; nil: as many as come.
        var allowance: Int?
        var isClosed = false
    }

    private final class Box: Sendable { let value = Mutex(State()) }

    public let port: UInt16
    private let state = Box()
    /// Written to whenever the thread has to look at `state` again.
    private let bell: Int32

    /// - Parameter url: of a database behind a Unix socket, as a ``Cluster`` gives it.
    public init(to url: String) throws {
        guard let host = URLComponents(string: url)?.queryItems?.first(where: { $0.name == "host" })?.value,
            let number = URLComponents(string: url)?.queryItems?.first(where: { $0.name == "port" })?.value
        else { throw Problem(description: "no Unix socket in \(url)") }
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        var bells: [Int32] = [-1, -1]
        guard isListening, pipe(&bells) == 0 else { throw Problem(description: "no relay: \(String(cString: strerror(errno)))") }
        port = UInt16(bigEndian: address.sin_port)
        bell = bells[1]
        let worker = RelayWorker(listener: listener, bell: bells[0], socketPath: "\(host)/.s.PGSQL.\(number)")
        nonisolated(unsafe) let confined = worker
        let thread = Thread { [state] in
            while confined.turn(state.value.withLock { $0 }, { count in state.value.withLock { $0.take(count) } }) {}
        }
        thread.name = "relay"
        thread.start()
    }

    deinit {
        close()
        Glibc.close(bell)
    }

    /// `url` with this port in place of its Unix socket.
    public func url(for url: String) -> String { Self.url(for: url, through: [self]) }

    /// `url` with the ports of these in place of its Unix socket: to be tried in this order.
    public static func url(for url: String, through relays: [Relay]) -> String {
        var parts = URLComponents(string: url) ?? URLComponents()
        parts.queryItems = parts.queryItems?.map {
            switch $0.name {
            case "host": URLQueryItem(name: "host", value: relays.map { _ in "127.0.0.1" }.joined(separator: ","))
            case "port": URLQueryItem(name: "port", value: relays.map { String($0.port) }.joined(separator: ","))
            default: $0
            }
        }
        return parts.string ?? url
    }

    /// Forwards nothing any more in these directions. New connections are still accepted.
    public func freeze(_ directions: Set<Direction> = Set(Direction.allCases)) { change { $0.isFrozen = directions } }

    /// Forwards so many octets more to the server, and then nothing to it: the statement under way is left half-sent.
    public func freeze(afterOctetsToServer count: Int) { change { $0.allowance = count } }

    /// Forwards again, also what came meanwhile.
    public func thaw() {
        change {
            $0.isFrozen = []
            $0.allowance = nil
        }
    }

    /// Closes the port and every connection.
    public func close() { change { $0.isClosed = true } }

    private func change(_ body: (inout State) -> Void) {
        state.value.withLock { state in
            // Once closed there is nobody to hear the bell.
            guard !state.isClosed else { return }
            body(&state)
            var octet: UInt8 = 0
            _ = write(bell, &octet, 1)
        }
    }
}

extension Relay.State {
    /// How many of `count` octets may go to the server; the last one freezes that direction.
    fileprivate mutating func take(_ count: Int) -> Int {
        guard let allowance else { return count }
        let taken = min(count, allowance)
        self.allowance = allowance - taken
        if taken == allowance {
            isFrozen.insert(.toServer)
            self.allowance = nil
        }
        return taken
    }
}

/// What the relay's thread does.
private final class RelayWorker {
    private struct Pair { let client: Int32; let server: Int32 }

    private let listener: Int32
    private let bell: Int32
    private let socketPath: String
    private var pairs: [Pair] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(listener: Int32, bell: Int32, socketPath: String) {
        self.listener = listener
        self.bell = bell
        self.socketPath = socketPath
    }

    /// Waits for something to forward, and forwards it. False when all is closed.
    /// - Parameter allowed: says how many of so many octets may go to the server.
    func turn(_ state: Relay.State, _ allowed: (Int) -> Int) -> Bool {
        let isFrozen = state.isFrozen
        guard !state.isClosed else {
            for file in pairs.flatMap({ [$0.client, $0.server] }) + [listener, bell] { close(file) }
            return false
        }
        var watched = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0), pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
        // A frozen direction is not even looked at; a negative descriptor is skipped.
        for pair in pairs {
            watched.append(pollfd(fd: isFrozen.contains(.toServer) ? -1 : pair.client, events: Int16(POLLIN), revents: 0))
            watched.append(pollfd(fd: isFrozen.contains(.toClient) ? -1 : pair.server, events: Int16(POLLIN), revents: 0))
        }
        guard poll(&watched, nfds_t(watched.count), -1) >= 0 else { return true }
        if watched[0].revents != 0 {
            // What was frozen or closed meanwhile must not be forwarded with what was there before.
            _ = read(bell, &buffer, 1)
            return true
        }
        var ended: Set<Int> = []
        for (index, pair) in pairs.enumerated() {
            if watched[2 + 2 * index].revents != 0, !forward(pair.client, pair.server, allowed) { ended.insert(index) }
            if watched[3 + 2 * index].revents != 0, !forward(pair.server, pair.client, { $0 }) { ended.insert(index) }
        }
        for index in ended {
            close(pairs[index].client)
            close(pairs[index].server)
        }
        pairs = pairs.enumerated().filter { !ended.contains($0.offset) }.map(\.element)
        if watched[1].revents != 0 { acceptOne() }
        return true
    }

    private func forward(_ source: Int32, _ target: Int32, _ allowed: (Int) -> Int) -> Bool {
        let count = read(source, &buffer, buffer.count)
        let wanted = count > 0 ? allowed(count) : 0
        var sent = 0
        while sent < wanted {
            let written = send(target, Array(buffer[sent..<wanted]), wanted - sent, Int32(MSG_NOSIGNAL))
            guard written > 0 else { return false }
            sent += written
        }
        return count > 0
    }

    private func acceptOne() {
        let client = accept(listener, nil, nil)
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socketPath.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 }
        }
        if client >= 0, isConnected {
            pairs.append(Pair(client: client, server: server))
        } else {
            for file in [client, server] where file >= 0 { close(file) }
        }
    }
}
