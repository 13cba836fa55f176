import NIOCore

/// Alters what is said on the way between server and client, line by line, for deliberate bugs of the conversation.
struct Tampering {
    private let bug: DeliberateBug?
    private var count = 0
    /// An event or an answer held back, by link.
    private var held: [Int: String] = [:]
    /// Links on which the line after a long one is still to come.
    private var afterLongLine: Set<Int> = []

    init(_ bug: DeliberateBug?) { self.bug = bug }

    /// What arrives of what a server sends.
    mutating func fromServer(_ octets: ByteBuffer, link: Int) -> ByteBuffer {
        switch bug {
        case .pushLost, .pushTwice, .pushInsideAnswer, .answersSwapped, .headRunsAhead, .slowReaderKept: break
        default: return octets
        }
        var lines = String(buffer: octets).lines
        count += 1
        let event = lines.firstIndex { $0.hasPrefix("* EV ") }
        switch bug {
        case .pushLost:
            if let event, count % 5 == 0 { lines.remove(at: event) }
        case .pushTwice:
            if let event, count % 5 == 0 { lines.insert(lines[event], at: event) }
        case .pushInsideAnswer:
            if let row = lines.firstIndex(where: { $0.contains(" - ") && !$0.hasPrefix("*") }), let late = held.removeValue(forKey: link) {
                lines.insert(late, at: row + 1)
            } else if let event, held[link] == nil {
                held[link] = lines.remove(at: event)
            }
        case .answersSwapped:
            if let late = held.removeValue(forKey: link) {
                lines += late.lines
            } else if count % 10 == 0, event == nil, lines.last?.contains(" OK ") == true {
                held[link] = String(buffer: octets)
                lines = []
            }
        case .headRunsAhead:
            lines = lines.map { $0.hasPrefix("* HEAD ") ? "* HEAD \((Int($0.dropFirst(7)) ?? 0) + 3)" : $0 }
        case .slowReaderKept: lines.removeAll { $0.hasPrefix("* BYE 4.6.3") }
        default: break
        }
        return ByteBuffer(string: lines.map { $0 + "\r\n" }.joined())
    }

    /// What arrives of what a client sends: a line at a time here; nil when nothing does.
    mutating func fromClient(_ octets: ByteBuffer, link: Int, attempt: Int, placeInBurst: Int) -> ByteBuffer? {
        switch bug {
        case .lineAfterLongLineLost:
            if octets.readableBytes > 8_192 {
                afterLongLine.insert(link)
            } else if afterLongLine.remove(link) != nil {
                return nil
            }
        case .answerDroppedAfterCut: return attempt > 1 ? nil : octets
        case .lostWorldResumed:
            let text = String(buffer: octets)
            guard text.contains("SUBSCRIBE"), let epoch = text.range(of: " epoch=") else { return octets }
            return ByteBuffer(string: "\(text[..<epoch.lowerBound])\(text[epoch.upperBound...].drop { $0.isNumber })")
        case .pipelinedLineLost: return placeInBurst >= FaultWorld.pipeline ? nil : octets
        case .resumeSkipsOne:
            let text = String(buffer: octets)
            guard let since = text.range(of: "since=") else { return octets }
            let rest = text[since.upperBound...]
            let digits = rest.prefix { $0.isNumber }
            return ByteBuffer(string: "\(text[..<since.upperBound])\((Int(digits) ?? 0) + 1)\(rest.dropFirst(digits.count))")
        default: break
        }
        return octets
    }
}

extension String {
    /// The lines of what a server sends; its texts are short here, so none travels as a literal.
    fileprivate var lines: [String] { split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init) }
}
