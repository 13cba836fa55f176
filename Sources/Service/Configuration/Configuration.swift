import Logging
import Wire

/// Everything an operator can set; the defaults serve a first try on one machine.
public struct Configuration: Sendable, Hashable {
    /// A host name or address with a port; port 0 lets the system choose.
    public struct Address: Sendable, Hashable, CustomStringConvertible {
        public var host: String
        public var port: Int

        public init(_ host: String, _ port: Int) {
            self.host = host
            self.port = port
        }

        public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    /// Certificate files in PEM.
    public struct TLSFiles: Sendable, Hashable {
        /// The server's certificate, followed by its intermediates.
        public var certificate: String
        public var key: String
        /// Whose client certificates are believed; without it none is asked for and logging in takes a token.
        public var clientCA: String?

        public init(certificate: String, key: String, clientCA: String? = nil) {
            self.certificate = certificate
            self.key = key
            self.clientCA = clientCA
        }
    }

    /// How much is let in at once.
    public struct Limits: Sendable, Hashable {
        public var wire = Wire.Limits.standard
        /// Connections at once; further ones are told `BYE 4.6.5`.
        public var connections = 4_096
        /// Of them from one address, or one IPv6 network of 64 bits; further ones are told `BYE 4.6.5`.
        public var connectionsPerAddress = 1_024
        /// Of them logged in as one user; further ones are told `BYE 4.6.5`.
        public var connectionsPerUser = 64
        /// Inputs that wait for the engine; further ones are answered `4.7.1`.
        public var queue = 8_192
        /// Inputs that share one transaction.
        public var batch = 512
        /// Octets written out for a client that it has not taken: beyond them its further answers and events wait until it takes some.
        public var unreadOctets = 262_144
        /// Seconds that a client may take nothing of what waits for it before it is told to go.
        public var unreadSeconds = 60
        /// Seconds that a transaction may take before its askers are told that nobody knows yet; questions go on being answered.
        public var commitSeconds = 3
        /// Seconds that the lease lives without being renewed: so long nobody decides after a server has died, and so long a server may
        /// fail to reach its database before it has to leave.
        public var leaseSeconds = 6
        /// Seconds that draining waits for open connections.
        public var drainSeconds = 10

        public init() {}

        /// The most that `commitSeconds` may be. Whoever waits for a silent database hears that nobody knows yet before the server has to
        /// leave: so long less than a second of margin before the lease's end and another for the renewal that was due.
        public var mostCommitSeconds: Int { leaseSeconds - 3 }

        /// Connections on which nobody has logged in yet; one more crowds out another.
        public var strangers: Int { max(16, connections / 4) }
    }

    /// When and how long the coming days are planned.
    public struct Planner: Sendable, Hashable {
        /// Without it no plan is made, and offers go by rank alone.
        public var isOn = true
        /// How far ahead requests are planned.
        public var horizonDays = 14
        /// The most seconds for one plan; a few requests take less.
        public var seconds = 5
        /// So many events make a plan out of date.
        public var everyEvents = 200
        /// Seconds from the beginning of one plan to that of the next at least, unless somebody asks for it.
        public var pauseSeconds = 60

        public init() {}
    }

    /// Where the embedded cluster, the development certificates and the first token are kept.
    public var data = "var"
    /// libpq's URL or key/value text; nil starts a cluster of our own in `data`.
    public var databaseURL: String?
    /// Connections for replays and audits beside the one that writes.
    public var readers = 2
    public var listen = Address("127.0.0.1", 7639)
    /// What other servers tell clients about where this one is, `host:port`; nil means the address it listens on.
    public var advertise: String?
    /// nil makes development certificates in `data`.
    public var tls: TLSFiles?
    /// Where metrics and health are served, in plain HTTP; nil serves none.
    public var metrics: Address? = Address("127.0.0.1", 7640)
    /// The rules directory; nil means the one that came with the program.
    public var rules: String?
    public var logLevel = Logger.Level.info
    public var limits = Limits()
    public var planner = Planner()

    public init() {}
}
