/// What somebody may use who has not said who they are.
public struct StrangerLimits: Hashable, Sendable {
    /// Seconds from the greeting to a successful `AUTH`, whatever else is sent, until `BYE 4.6.4`.
    public var seconds = 10

    /// The most octets of a line. A longer one is answered `BYE 5.1.3`.
    public var line = 1_024

    /// The most octets of all literals of one line together. More is answered `BYE 5.1.8`.
    public var literal = 1_024

    /// The most commands in all; one more is answered `BYE 5.2.2`.
    public var commands = 64

    /// The most commands that are refused for good; the last is followed by `BYE 5.2.2`.
    public var refusals = 8

    public init() {}
}
