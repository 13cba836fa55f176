import HeapModule
import Interpreting

/// When the engine wants to be woken, as data. Entries are never taken out when a row changes: an entry whose row no longer
/// agrees is skipped when its time comes.
struct Timers: Sendable {
    /// One thing to look at; ordered by time, then kind, then number, so that ties are decided the same way everywhere.
    struct Entry: Comparable, Hashable, Sendable {
        enum Kind: Int, Comparable, Sendable {
            case offer, request, assignment, interpreter, credential
            static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
        }
        let at: Timestamp
        let kind: Kind
        let number: Int64

        var subject: Subject { Subject(kind: kind, number: number) }

        static func < (left: Entry, right: Entry) -> Bool {
            (left.at, left.kind, left.number) < (right.at, right.kind, right.number)
        }
    }

    /// What an entry is about.
    struct Subject: Hashable, Sendable {
        let kind: Entry.Kind
        let number: Int64
    }

    private var heap = Heap<Entry>()
    /// When waiting requests are looked at again. Not kept in the database: after a recovery all are looked at once.
    private var retries: [RequestID: Timestamp] = [:]

    /// The earliest entry; it may have become void.
    var first: Entry? { heap.min }

    mutating func removeFirst() {
        guard let entry = heap.popMin() else { return }
        let request = RequestID(entry.number)
        if entry.kind == .request, retries[request] == entry.at { retries[request] = nil }
    }

    mutating func schedule(_ offer: Offer) {
        if offer.state == .made { heap.insert(Entry(at: offer.expiresAt, kind: .offer, number: offer.id.number)) }
    }
    mutating func schedule(_ request: Request) {
        if request.isSearching { heap.insert(Entry(at: request.answerBy, kind: .request, number: request.id.number)) }
    }

    /// Looks at a waiting request again at `moment`, instead of at whatever moment was set before.
    mutating func retry(_ request: RequestID, at moment: Timestamp) {
        retries[request] = moment
        heap.insert(Entry(at: moment, kind: .request, number: request.number))
    }

    /// Does what is due for `subject` at `moment`, whatever its row says then.
    mutating func schedule(_ subject: Subject, at moment: Timestamp) {
        if subject.kind == .request { retries[RequestID(subject.number)] = moment }
        heap.insert(Entry(at: moment, kind: subject.kind, number: subject.number))
    }

    func isRetry(_ entry: Entry, of request: RequestID) -> Bool { retries[request] == entry.at }
    mutating func schedule(_ assignment: Assignment) {
        if let at = assignment.nextStepAt { heap.insert(Entry(at: at, kind: .assignment, number: assignment.id.number)) }
    }
    mutating func schedule(_ credential: Credential) {
        if credential.revokedAt == nil { heap.insert(Entry(at: credential.expiresAt, kind: .credential, number: credential.id.number)) }
    }
    mutating func schedule(_ interpreter: Interpreter) {
        if let duty = interpreter.duty { heap.insert(Entry(at: duty.until, kind: .interpreter, number: interpreter.id.number)) }
    }
}
