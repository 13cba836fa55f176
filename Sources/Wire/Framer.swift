import NIOCore

/// Cuts a stream of octets into lines, each with the literals it announces.
///
/// A pure value: give it what arrived with ``append(_:)``, then take frames with ``next()`` until there are none. Every octet
/// is looked at once, however the stream was cut. What is kept between calls is bounded by the limits on a line and its
/// literals, provided that `next()` is asked until it has nothing.
public struct Framer: Sendable {
    /// Whose lines are read. The free text at the end of a server's replies may hold anything, `{5}` too.
    public enum Source: Hashable, Sendable {
        case client, server
    }

    private let source: Source
    private var lineLimit: Int
    private var literalLimit: Int

    private var pending: [UInt8] = []
    /// Where in `pending` the current line begins, or the first octet not yet skipped.
    private var start = 0
    /// The next octet to look at.
    private var position = 0
    private var scan = LineScan()
    /// Octets of the current line so far, without its literals.
    private var lineOctets = 0
    /// Octets of the literals announced in the current line.
    private var literalOctets = 0
    /// Octets of a literal that are still to come.
    private var literalLeft = 0
    /// Whether the current line was found too long and is being skipped.
    private var isSkipping = false
    /// Whether the line being skipped ends in free text; its beginning is gone.
    private var isSkippingFreeText = false
    private var isDead = false

    /// - Parameters:
    ///   - source: whose lines are read.
    ///   - limits: `line` or `serverLine`, and `literal`, apply.
    public init(reading source: Source = .client, limits: Limits = .standard) {
        self.source = source
        lineLimit = source == .client ? limits.line : limits.serverLine
        literalLimit = limits.literal
    }

    /// From the next line end on `line` and `literal` of these limits apply.
    public mutating func adopt(_ limits: Limits) {
        lineLimit = source == .client ? limits.line : limits.serverLine
        literalLimit = limits.literal
    }

    /// Takes all readable octets of `incoming`. After ``Frame/literalTooLong(_:)`` they are dropped.
    public mutating func append(_ incoming: inout ByteBuffer) {
        incoming.withUnsafeReadableBytes { append($0) }
        incoming.moveReaderIndex(to: incoming.writerIndex)
    }

    /// Takes `octets` that are at hand otherwise.
    public mutating func append(_ octets: some Collection<UInt8>) {
        guard !isDead else { return }
        if start > pending.count / 2 {
            pending.removeFirst(start)
            position -= start
            start = 0
        }
        pending.append(contentsOf: octets)
    }

    /// The next whole line or problem; nothing when more octets are needed. Empty lines are passed over.
    public mutating func next() -> Frame? {
        while position < pending.count {
            if literalLeft > 0 {
                passLiteral()
                continue
            }
            if let frame = finish(advance()) { return frame }
        }
        if isSkipping { start = position }
        releaseWhatWasRead()
        return nil
    }

    /// Octets in memory: those of the line that has begun, and of lines before it until the room is used again.
    public var keptOctets: Int { pending.count }

    /// Looks at octets up to a line end, to the limit of the line or to the last that is there; at least at one.
    private mutating func advance() -> LineScan.Step {
        // The loop works on local copies, which the compiler keeps in registers.
        var scan = scan
        var step = LineScan.Step.more
        let stop = min(pending.count, position + max(lineLimit + 1 - lineOctets, 1))
        let end = pending.withUnsafeBufferPointer { octets in
            var place = position
            while true {
                place = scan.skip(octets, from: place, to: stop)
                if place >= stop { break }
                step = scan.take(octets[place])
                place += 1
                if case .lineEnd = step { break }
            }
            return place
        }
        self.scan = scan
        lineOctets += end - position
        position = end
        return step
    }

    /// Handles what `advance` found: a line end, the head of a literal, or a line over its limit.
    private mutating func finish(_ step: LineScan.Step) -> Frame? {
        let problem = lineOctets > lineLimit && !isSkipping ? beginSkipping() : nil
        switch step {
        case .more:
            break
        case .lineEnd(_, let count?) where !endsInFreeText:
            literalOctets += count
            guard literalOctets <= literalLimit else { return die(announced: count) }
            literalLeft = count
        case .lineEnd(let octets, _):
            if let line = endLine(of: octets) { return .line(line) }
        }
        return problem.map { .tooLong($0) }
    }

    private mutating func passLiteral() {
        let count = min(literalLeft, pending.count - position)
        position += count
        literalLeft -= count
    }

    /// Closes the current line and answers its octets, unless it was skipped or is empty.
    private mutating func endLine(of lineEnd: Int) -> [UInt8]? {
        let end = position - lineEnd
        let line = !isSkipping && end > start ? Array(pending[start..<end]) : nil
        start = position
        lineOctets = 0
        literalOctets = 0
        isSkipping = false
        return line
    }

    private mutating func beginSkipping() -> WireProblem {
        let tag = Tag.leading(pending[start..<position])
        isSkippingFreeText = endsInFreeText
        isSkipping = true
        start = position
        let text = "the line has more than \(lineLimit) octets and was skipped; send long texts as literals, {N} and then N octets"
        return WireProblem(tag: tag, status: .lineTooLong, text: text)
    }

    private mutating func die(announced count: Int) -> Frame {
        let tag = isSkipping ? nil : Tag.leading(pending[start..<position])
        let total = count == LineScan.unboundedCount ? "more than \(Limits.literalDigits) digits of" : "\(literalOctets)"
        let text = "\(total) octets of literals in one line; the limit is \(literalLimit)"
        isDead = true
        pending = []
        start = 0
        position = 0
        return .literalTooLong(WireProblem(tag: tag, status: .literalTooLong, text: text))
    }

    /// Whether the current line is a reply or a farewell of the server, whose text is not looked into.
    private var endsInFreeText: Bool {
        guard source == .server else { return false }
        return isSkipping ? isSkippingFreeText : ServerLine.endsInFreeText(pending[start..<position])
    }

    private mutating func releaseWhatWasRead() {
        guard start == pending.count else { return }
        pending.removeAll(keepingCapacity: pending.capacity <= 2 * lineLimit)
        start = 0
        position = 0
    }
}
