/// Reads a line from left to right. The productions that both directions share are here; values are in `LineReader+Values`.
struct LineReader {
    let octets: [UInt8]
    let limits: Limits
    /// The next octet to read.
    var index = 0
    /// Known once it was read, so that problems carry it.
    var tag: Tag?

    init(_ octets: [UInt8], limits: Limits) {
        self.octets = octets
        self.limits = limits
    }

    @inline(__always) var isAtEnd: Bool { index == octets.count }

    /// The next octet; nothing at the end.
    @inline(__always) var peek: UInt8? { index < octets.count ? octets[index] : nil }

    /// Steps over `octet` if it comes next.
    @inline(__always)
    mutating func skip(_ octet: UInt8) -> Bool {
        guard index < octets.count, octets[index] == octet else { return false }
        index += 1
        return true
    }

    /// Steps over spaces; answers whether there were any. One is required and sent, more are accepted.
    @inline(__always)
    mutating func skipSpaces() -> Bool {
        let begin = index
        while index < octets.count, octets[index] == Octet.space { index += 1 }
        return index > begin
    }

    /// The end of the run of octets of one class that begins at `index`.
    @inline(__always)
    func end(of isMember: (UInt8) -> Bool) -> Int {
        var end = index
        while end < octets.count, isMember(octets[end]) { end += 1 }
        return end
    }

    /// The octets up to `end`, known to be ASCII.
    @inline(__always)
    mutating func takeText(to end: Int) -> String {
        defer { index = end }
        return octets.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[index..<end]), as: UTF8.self) }
    }

    /// `tag`, and the space after it.
    mutating func readTag() throws(WireProblem) -> Tag {
        let end = end(of: \.isTagTail)
        let length = end - index
        guard length > 0, octets[index].isTagHead, length <= Tag.maximumLength, end == octets.count || octets[end] == Octet.space
        else { throw badTag() }
        let tag = Tag(unchecked: takeText(to: end))
        self.tag = tag
        guard skipSpaces() else { throw problem(.syntax, "a command is expected after the tag \(tag)") }
        return tag
    }

    /// A command, a kind, a key or the name of a status.
    mutating func readWord(_ what: StaticString) throws(WireProblem) -> String {
        let end = end(of: \.isWordTail)
        guard end > index, octets[index].isAlpha else {
            throw problem(.syntax, "\(what) is expected, a letter and then letters, digits or -; found \(found)")
        }
        guard end - index <= Limits.word else {
            throw problem(.syntax, "\(what) has \(end - index) octets; the limit is \(Limits.word)")
        }
        return takeText(to: end)
    }

    /// Decimal digits without a sign, at most `maximum`.
    mutating func readNumber(_ what: StaticString, to maximum: Int64) throws(WireProblem) -> Int64 {
        let end = end(of: \.isDigit)
        guard end > index else { throw problem(.syntax, "\(what) is expected, in digits; found \(found)") }
        var number: Int64 = 0
        for octet in octets[index..<end] {
            let (tens, overflowed) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflowedToo) = tens.addingReportingOverflow(Int64(octet - Octet.zero))
            guard !overflowed, !overflowedToo, sum <= maximum else {
                throw problem(.syntax, "\(what) is larger than \(maximum)")
            }
            number = sum
        }
        index = end
        return number
    }

    private func badTag() -> WireProblem {
        let hint = peek == 0x6B ? "not k, which openssl s_client takes for itself" : "for example a1"
        return problem(
            .badTag,
            """
            a line begins with a tag: a lower-case letter or a digit (\(hint)), then up to \(Tag.maximumLength - 1) letters, \
            digits, . or -; found \(found)
            """)
    }
}
