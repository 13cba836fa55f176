/// What the framer finds in the stream.
public enum Frame: Hashable, Sendable {
    /// One line without its line end, its literals embedded as they came. Never empty.
    case line([UInt8])

    /// A line over the limit. It is skipped with its literals; the stream goes on after its end.
    case tooLong(WireProblem)

    /// More literal octets than the limit. Nothing after this can be trusted: the connection has to be closed.
    case literalTooLong(WireProblem)
}
