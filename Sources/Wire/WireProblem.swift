/// Why a line could not be read (or, in a client, must not be sent).
public struct WireProblem: Error, Hashable, Sendable {
    /// The tag of the line, when that much could be read.
    public let tag: Tag?

    /// A status of subject 1, syntax.
    public let status: Status

    /// For a person: where, what stood there, and what was expected.
    public let text: String

    public init(tag: Tag?, status: Status, text: String) {
        self.tag = tag
        self.status = status
        self.text = text
    }

    /// The answer for the client. A line whose tag could not be read is answered with ``Tag/unreadable``.
    public var reply: ServerLine { .final(tag ?? .unreadable, .bad, status, text: text) }

    /// The farewell after a problem from which the stream cannot recover.
    public var farewell: ServerLine { .bye(status, text: text) }
}
