import NIOCore

/// Where connections come from, as far as limits go: an IPv4 address, or the first 64 bits of an IPv6 address, behind which one
/// customer of a provider has all the others.
struct Origin: Hashable, Sendable, CustomStringConvertible {
    /// `192.0.2.7`, `2001:db8:0:1::/64`; `unknown` for what has no address.
    let description: String

    init(_ address: SocketAddress?) {
        guard case .v6(let address)? = address else {
            description = address?.ipAddress ?? "unknown"
            return
        }
        let octets = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
        if octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF {
            // IPv4 seen through an IPv6 socket.
            description = octets[12...].map { String($0) }.joined(separator: ".")
        } else {
            let groups = stride(from: 0, to: 8, by: 2).map { String(UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]), radix: 16) }
            description = groups.joined(separator: ":") + "::/64"
        }
    }
}
