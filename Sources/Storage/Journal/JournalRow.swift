import Dispatching
import Interpreting

/// One row of the journal: an event with its link in the chain of hashes.
///
/// `hash` is SHA-256 of the 32 bytes of `previousHash` followed by the UTF-8 bytes of these, joined by line feeds:
/// `seq`, `at` in milliseconds since 1970, `kind`, `actor`, organisation, interpreter, agencies, `subject`, `payload`.
/// Numbers are decimal, what is null is empty, several agencies have commas between. Only `payload`, which is last, could
/// hold a line feed, so that no two rows have the same bytes. The `previousHash` of row 1 is 32 zero bytes.
struct JournalRow: Sendable, Hashable {
    let seq: Int64
    let at: Timestamp
    let kind: String
    let actor: PrincipalID?
    let scope: Scope
    let subject: String
    /// The whole event as canonical JSON.
    let payload: String
    let previousHash: [UInt8]
    let hash: [UInt8]

    /// Of the row before the first.
    static let genesis = [UInt8](repeating: 0, count: 32)

    init(
        seq: Int64, at: Timestamp, kind: String, actor: PrincipalID?, scope: Scope, subject: String, payload: String,
        previousHash: [UInt8], hash: [UInt8]
    ) {
        self.seq = seq
        self.at = at
        self.kind = kind
        self.actor = actor
        self.scope = scope
        self.subject = subject
        self.payload = payload
        self.previousHash = previousHash
        self.hash = hash
    }

    /// The row that `event` becomes behind the row with `previousHash`.
    init(_ event: Event, after previousHash: [UInt8]) throws {
        let payload = try CanonicalJSON.text(event)
        let unlinked = JournalRow(
            seq: event.seq, at: event.at, kind: event.kind.rawValue, actor: event.actor, scope: event.scope,
            subject: event.subject, payload: payload, previousHash: previousHash, hash: [])
        self = unlinked.linked
    }

    /// What `hash` must be.
    var expectedHash: [UInt8] {
        let hash = SHA256()
        hash.add(previousHash)
        hash.add(columnsBeforePayload)
        hash.add(payload)
        return hash.digest()
    }

    func event() throws -> Event { try CanonicalJSON.value(Event.self, from: payload) }

    private var linked: JournalRow {
        JournalRow(
            seq: seq, at: at, kind: kind, actor: actor, scope: scope, subject: subject, payload: payload,
            previousHash: previousHash, hash: expectedHash)
    }

    /// Each with its line feed.
    private var columnsBeforePayload: String {
        let agencies = scope.agencies.map(\.text).joined(separator: ",")
        let columns: [String] = [
            String(seq), String(at.milliseconds), kind, actor.map { String($0.number) } ?? "",
            scope.organisation.map { String($0.number) } ?? "", scope.interpreter.map { String($0.number) } ?? "", agencies, subject, "",
        ]
        return columns.joined(separator: "\n")
    }
}
