import Interpreting

/// The answers kept for idempotency keys.
struct Ledger: Sendable {
    private struct Name: PageKey {
        let principal: PrincipalID
        let key: String
        var spread: UInt64 { key.spread &+ UInt64(bitPattern: principal.number) }
    }
    private var entries = PagedDictionary<Name, LedgerEntry>()
    /// In the order in which they came, to forget the oldest first.
    private var order = PagedArray<(name: Name, at: Timestamp)>()
    private var forgotten = 0

    func entry(_ principal: PrincipalID, _ key: String) -> LedgerEntry? { entries[Name(principal: principal, key: key)] }

    /// A key is put once: whoever sends it again is answered by what is kept.
    mutating func put(_ entry: LedgerEntry) {
        let name = Name(principal: entry.principal, key: entry.key)
        if entries.updateValue(entry, forKey: name) == nil { order.append((name, entry.at)) }
    }

    /// Forgets the answer of a command that was taken back.
    mutating func remove(_ principal: PrincipalID, _ key: String) {
        let name = Name(principal: principal, key: key)
        guard entries.removeValue(forKey: name) != nil else { return }
        // Taken back in the opposite order, so it is the last or nearly.
        var later: [(name: Name, at: Timestamp)] = []
        while order.count > forgotten, let last = order.last, last.name != name {
            later.append(last)
            order.removeLast()
        }
        if order.count > forgotten { order.removeLast() }
        for entry in later.reversed() { order.append(entry) }
    }

    /// Forgets what is older than the retention time.
    mutating func prune(at now: Timestamp) {
        // Done after each command: what is not old enough is not even looked up.
        while forgotten < order.count, order[forgotten].at + LedgerEntry.retention <= now {
            entries[order[forgotten].name] = nil
            forgotten += 1
        }
        if forgotten > 4096, forgotten * 2 > order.count {
            order = PagedArray((forgotten..<order.count).lazy.map { [order] in order[$0] })
            forgotten = 0
        }
    }
}
