import Foundation

/// What one of this process's sockets was told about a peer that vanishes.
struct SocketOptions: Equatable {
    let keepsAlive: Bool
    /// In seconds, as are the next.
    let idle: Int32
    let interval: Int32
    let count: Int32
    /// In milliseconds.
    let userTimeout: Int32

    /// Of the connection to this port on loopback; nil when there is none.
    static func ofConnection(to port: UInt16) -> SocketOptions? {
        for file in Int32(3)..<1_024 {
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isPeer = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(file, $0, &length) == 0 }
            }
            guard isPeer, address.sin_family == sa_family_t(AF_INET), UInt16(bigEndian: address.sin_port) == port else { continue }
            let tcp = Int32(IPPROTO_TCP)
            return SocketOptions(
                keepsAlive: option(file, SOL_SOCKET, SO_KEEPALIVE) != 0, idle: option(file, tcp, TCP_KEEPIDLE),
                interval: option(file, tcp, TCP_KEEPINTVL), count: option(file, tcp, TCP_KEEPCNT),
                userTimeout: option(file, tcp, TCP_USER_TIMEOUT))
        }
        return nil
    }

    private static func option(_ file: Int32, _ level: Int32, _ name: Int32) -> Int32 {
        var value: Int32 = -1
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(file, level, name, &value, &length)
        return value
    }
}
