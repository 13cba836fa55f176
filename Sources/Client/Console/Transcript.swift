import Wire

/// How answers and pushes are shown: the protocol's lines without their tags.
public struct Transcript: Hashable, Sendable {
    /// Whether outcomes are coloured.
    public var isColoured: Bool

    public init(isColoured: Bool) { self.isColoured = isColoured }

    /// Rows and final line.
    public func text(of answer: Answer) -> String {
        let rows = answer.rows.map { Transcript.withoutTag(ServerLine.row(Transcript.tag, kind: $0.kind, params: $0.params)) + "\n" }
        let final = Transcript.withoutTag(ServerLine.final(Transcript.tag, answer.outcome, answer.status, text: answer.text))
        return rows.joined() + coloured(final, by: answer.status) + "\n"
    }

    /// An event, how things stand after the database was promoted or restored, or nothing for a heartbeat.
    public func text(of push: Push) -> String? {
        switch push {
        case .event(let seq, let row):
            let line = Transcript.harmless(ServerLine.event(seq: seq, kind: row.kind, params: row.params).description)
            return paint(line, 36) + "\n"
        case .startedAnew(let snapshot):
            let notice = "the database was promoted or restored, so what you were told or did last may be gone; how things stand now:"
            return text(ofNotice: notice) + text(of: snapshot)
        case .head: return nil
        }
    }

    /// A line that was not sent.
    public func text(ofMistake status: Status, _ text: String) -> String {
        paint("\(ServerLine.Outcome.bad.rawValue) \(status) \(text)", 31) + "\n"
    }

    /// What this program itself has to say.
    public func text(ofNotice notice: String) -> String { paint("! \(Transcript.harmless(notice))", 35) + "\n" }

    /// Green is for what went as hoped; whoever finds nobody sees the colour of a refusal.
    private func coloured(_ line: String, by status: Status) -> String {
        switch status.outcome {
        case .ok: paint(line, status.isDisappointing ? 33 : 32)
        case .no: paint(line, 33)
        case .bad: paint(line, 31)
        }
    }

    /// - Parameter colour: an SGR parameter of ECMA-48.
    private func paint(_ line: String, _ colour: Int) -> String { isColoured ? "\u{1B}[\(colour)m\(line)\u{1B}[0m" : line }

    private static let tag = Tag(number: 1)

    private static func withoutTag(_ line: ServerLine) -> String { harmless(String(line.description.dropFirst(tag.text.count + 1))) }

    /// Nothing that a terminal would obey: values may hold any octets. Line ends become visible.
    private static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\r" {
            switch scalar {
            case "\n": result.append("⏎")
            case _ where scalar.properties.generalCategory == .control: result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
