import NIOCore

extension ClientLine: CustomStringConvertible {
    /// Appends the line and its line end to `buffer`. What this accepts, a server with the same limits can read.
    ///
    /// - Throws: ``WireProblem``, and `buffer` is as it was, when the line breaks a limit or the grammar.
    public func encode(into buffer: inout ByteBuffer, limits: Limits = .standard) throws(WireProblem) {
        let octets = self.octets
        try check(octets, limits: limits)
        buffer.writeBytes(octets)
    }

    /// The line as it is sent, without its line end; for logs, scripts and tests. Equal lines have equal descriptions.
    public var description: String { String(decoding: octets.dropLast(2), as: UTF8.self) }

    private var octets: [UInt8] {
        var writer = LineWriter()
        writer.put(tag.text)
        writer.put(Octet.space)
        writer.put(word: command)
        writer.put(params)
        writer.putLineEnd()
        return writer.octets
    }

    /// Reads the line back as the server will.
    private func check(_ octets: [UInt8], limits: Limits) throws(WireProblem) {
        var framer = Framer(limits: limits)
        framer.append(octets)
        switch framer.next() {
        case .line(let octets):
            guard try ClientLine.parse(octets, limits: limits) == self else { throw notWords }
        case .tooLong(let problem), .literalTooLong(let problem):
            throw problem
        case nil:
            throw notWords
        }
    }

    private var notWords: WireProblem {
        let text = "the command or the name of a parameter is not a letter and then up to \(Limits.word - 1) letters, digits or -"
        return WireProblem(tag: tag, status: .syntax, text: text)
    }
}
