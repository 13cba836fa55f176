import NIOCore

/// Writes a row or an event part by part: what is only to be sent need not become a ``ServerLine`` first.
///
/// Total, as encoding a ``ServerLine`` is, and it writes the same octets.
public struct LineComposer {
    private var writer = LineWriter()

    /// `a3 - REQUEST`: begins one of the rows of a reply.
    public init(row tag: Tag, kind: String) {
        writer.put(tag.text)
        writer.put(" - ")
        writer.put(word: kind)
    }

    /// `* EV 1041 OFFER-MADE`: begins an event.
    public init(event seq: Int64, kind: String) {
        writer.put("* EV ")
        writer.put(String(max(seq, 0)))
        writer.put(Octet.space)
        writer.put(word: kind)
    }

    /// - Parameter key: in lower case; nil for a value that is known by its place.
    public mutating func add(_ text: String, as key: String? = nil) {
        name(key)
        writer.put(spelling: text)
    }

    /// A list.
    public mutating func add(_ texts: [String], as key: String? = nil) {
        name(key)
        writer.put(Octet.openParenthesis)
        for (place, text) in texts.enumerated() {
            if place > 0 { writer.put(Octet.space) }
            writer.put(spelling: text)
        }
        writer.put(Octet.closeParenthesis)
    }

    mutating func add(_ parameters: [Parameter]) { writer.put(parameters) }

    private mutating func name(_ key: String?) {
        writer.put(Octet.space)
        guard let key else { return }
        writer.put(word: key)
        writer.put(Octet.equals)
    }

    /// Octets of the line so far, and of its end.
    public var count: Int { writer.octets.count + 2 }

    /// Appends the line and its line end to `buffer`.
    public consuming func end(into buffer: inout ByteBuffer) { buffer.writeBytes(ended()) }

    consuming func ended() -> [UInt8] {
        writer.putLineEnd()
        return writer.octets
    }
}
