/// The name a client gives to a command, so that replies find their way back through a pipeline.
///
/// One to sixteen octets: the first a digit or a lower-case letter other than `k`, the rest letters, digits, `.` or `-`.
public struct Tag: Hashable, Sendable, CustomStringConvertible {
    /// The most octets a tag may have.
    public static let maximumLength = 16

    /// Answers a line whose own tag could not be read. Clients had better not use it themselves.
    public static let unreadable = Tag(unchecked: "0")

    /// The tag as it stands on the wire.
    public let text: String

    public var description: String { text }

    /// Makes a tag, or nothing when `text` is not one by the grammar.
    public init?(_ text: String) {
        guard Tag.isValid(text.utf8) else { return nil }
        self.text = text
    }

    /// For callers that have checked the octets themselves.
    init(unchecked text: String) { self.text = text }

    /// The tag of the `number`th command of a connection: `1`, `2`, …; a number is always a tag.
    public init(number: UInt32) { self.text = String(number) }

    /// The tag at the beginning of a line that cannot be read further, if there is one.
    static func leading(_ line: some Collection<UInt8>) -> Tag? {
        let head = line.prefix(maximumLength + 1).prefix { $0 != Octet.space }
        guard head.count < line.count, isValid(head) else { return nil }
        return Tag(unchecked: String(decoding: head, as: UTF8.self))
    }

    private static func isValid(_ octets: some Collection<UInt8>) -> Bool {
        guard let first = octets.first, first.isTagHead, octets.count <= maximumLength else { return false }
        return octets.dropFirst().allSatisfy(\.isTagTail)
    }
}
