import NIOCore

extension ServerLine: CustomStringConvertible {
    /// Appends the line and its line end to `buffer`. Never fails: the text of a reply is cut to `limits.replyText` octets, and
    /// what cannot stand in a word is replaced.
    public func encode(into buffer: inout ByteBuffer, limits: Limits = .standard) {
        buffer.writeBytes(octets(limits: limits))
    }

    /// The line as it is sent, without its line end; for logs, scripts and tests.
    public var description: String {
        String(decoding: octets(limits: .standard).dropLast(2), as: UTF8.self)
    }

    private func octets(limits: Limits) -> [UInt8] {
        var writer = LineWriter()
        switch self {
        case .row(let tag, let kind, let params):
            var line = LineComposer(row: tag, kind: kind)
            line.add(params)
            return line.ended()
        case .event(let seq, let kind, let params):
            var line = LineComposer(event: seq, kind: kind)
            line.add(params)
            return line.ended()
        case .final(let tag, let outcome, let status, let text):
            writer.put(tag.text)
            writer.put(Octet.space)
            writer.put(outcome.rawValue)
            writer.put(Octet.space)
            writer.put(status, text: text, limit: limits.replyText)
        case .hello(let params):
            writer.put("* HELLO")
            writer.put(params)
        case .head(let seq):
            writer.put("* HEAD ")
            writer.put(String(max(seq, 0)))
        case .bye(let status, let text):
            writer.put("* BYE ")
            writer.put(status, text: text, limit: limits.replyText)
        }
        writer.putLineEnd()
        return writer.octets
    }
}
