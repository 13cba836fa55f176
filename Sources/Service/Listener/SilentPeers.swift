import Glibc
import NIOCore
import NIOPosix

/// A computer that sleeps says no goodbye: its connection is taken for dead when it has acknowledged nothing for a while. Somebody on duty
/// would otherwise be rung where nobody is for as long as the system goes on sending, a quarter of an hour.
///
/// Every half minute the server says `HEAD` to whoever is logged in, so that there is something to acknowledge: with the default of 60
/// seconds for `unread-seconds` a silent peer is gone after 75 to 105 seconds. TCP_USER_TIMEOUT is described in tcp(7) and RFC 5482.
extension ServerBootstrap {
    /// Seconds over the time that a client has to read what was written, which has an ending of its own (`unread-seconds`): to the system
    /// a client that does not read looks the same.
    private static let margin = 15

    /// - Parameter unreadSeconds: how long a client may leave everything unread.
    func noticingSilentPeers(unreadSeconds: Int) -> ServerBootstrap {
        childChannelOption(
            .tcpOption(NIOBSDSocket.Option(rawValue: TCP_USER_TIMEOUT)), value: (unreadSeconds + Self.margin) * 1_000)
    }
}
