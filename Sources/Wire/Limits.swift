/// Every limit of the wire, in one place. The grammar's own lengths are constants; the rest a server may set.
public struct Limits: Hashable, Sendable {
    /// What the protocol promises when nothing else was announced.
    public static let standard = Limits()

    /// The most octets of a command, a kind, a key or the name of a status.
    public static let word = 32

    /// The most digits in the count of a literal.
    public static let literalDigits = 6

    /// A text of more octets than this is sent as a literal, so that it does not use up its line.
    public static let inlineText = 1_024

    /// The most octets of a line from a client, its line end included and the octets of its literals not.
    /// A longer line is answered `BAD 5.1.3` and skipped up to its end.
    public var line = 8_192

    /// The most octets of a line from the server, counted likewise: a row may carry a list of ``rows`` names.
    public var serverLine = 65_536

    /// The most octets of all literals of one line together. More is answered `BYE 5.1.8`.
    public var literal = 65_536

    /// The most commands of one connection that wait for their final reply. The server reads no further until some are answered.
    public var pipeline = 64

    /// The most rows of one reply; the last then carries `next=`.
    public var rows = 500

    /// What holds on a connection until `AUTH` has succeeded.
    public var stranger = StrangerLimits()

    /// Seconds without a line from the client until `BYE 4.6.4`.
    public var idleSeconds = 600

    /// Events sent and not yet taken from the socket by the client, until `BYE 4.6.3`.
    public var unreadEvents = 1_024

    /// How deep lists may be nested; 1 allows only lists of texts.
    public var listDepth = 4

    /// The most parameters of a line.
    public var parameters = 64

    /// The most octets of the text that ends a reply; a longer text is cut at a character and ends in `…`.
    public var replyText = 2_048

    /// The limits of ``standard``, to be changed one by one.
    public init() {}

    /// These limits, as they are before `AUTH` has succeeded.
    public var beforeAuthentication: Limits {
        var limits = self
        limits.line = min(line, stranger.line)
        limits.literal = min(literal, stranger.literal)
        return limits
    }
}
