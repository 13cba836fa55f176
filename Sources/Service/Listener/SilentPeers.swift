import Glibc
import NIOCore
import NIOPosix

/// A computer that sleeps says no goodbye: its connection is taken for dead when it acknowledges nothing for a while. Somebody on duty
/// would otherwise be rung where nobody is for as long as the system goes on sending, a quarter of an hour.
extension ServerBootstrap {
    /// Seconds without a word before the peer is asked whether it is there, between two such questions, and how many have no answer.
    private static let keepAlive = (idle: 20, interval: 5, count: 3)
    /// Over the time that a client has to read what was written, which has an ending of its own (`unread-seconds`): to the system a client
    /// that does not read looks the same.
    private static let margin = 15

    /// - Parameter unreadSeconds: how long a client may leave everything unread.
    func noticingSilentPeers(unreadSeconds: Int) -> ServerBootstrap {
        childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPIDLE)), value: Self.keepAlive.idle)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPINTVL)), value: Self.keepAlive.interval)
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_KEEPCNT)), value: Self.keepAlive.count)
            .childChannelOption(
                .tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT)), value: (unreadSeconds + Self.margin) * 1_000)
    }
}
