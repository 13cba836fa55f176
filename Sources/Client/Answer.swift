import Wire

/// The whole reply to one command.
public struct Answer: Hashable, Sendable {
    public var rows: [AnswerRow]
    public var outcome: ServerLine.Outcome
    public var status: Status
    public var text: String

    public var isDone: Bool { outcome == .ok }

    /// The first row of that kind.
    public func first(_ kind: String) -> AnswerRow? { rows.first { $0.kind == kind } }

    /// The final line without its tag: `OK 2.3.0 request R17 is open`.
    public var finalText: String { "\(outcome.rawValue) \(status) \(text)" }
}

/// A row of a reply, or an event: a kind, mostly a subject, and named values.
public struct AnswerRow: Hashable, Sendable {
    public var kind: String
    public var params: [Parameter]

    public init(kind: String, params: [Parameter]) {
        self.kind = kind
        self.params = params
    }

    /// The first value without a name: `R17`.
    public var subject: String? { params.positional.first?.text }
    /// The named value as text.
    public subscript(key: String) -> String? { params.value(key)?.text }
    /// The named value as a list of texts.
    public func list(_ key: String) -> [String] { (params.value(key)?.items ?? []).compactMap(\.text) }
}

/// What the server says by itself.
public enum Push: Hashable, Sendable {
    /// An event of the journal with its number.
    case event(seq: Int64, AnswerRow)
    /// Everything up to this number has been sent.
    case head(Int64)
    /// The database was promoted or restored, and what was told before may be gone: the answer to `SNAPSHOT` says how things stand.
    /// Events follow from its `head` on, also under numbers that were there before.
    case startedAnew(Answer)
}
