import Interpreting

/// Which rows there are, as far as other rows refer to them or may not be like them.
struct MemoryRows: Sendable {
    fileprivate struct Name: Hashable {
        let table: TableName
        let number: Int64
    }

    /// Nil for any.
    private let agencies: Set<AgencyCode>?
    private var names: Set<Name> = []
    private var digests: [CredentialID: String] = [:]
    private var owners: [String: CredentialID] = [:]

    /// What a batch adds.
    struct Added: Sendable {
        fileprivate var names: Set<Name> = []
        fileprivate var digests: [CredentialID: String] = [:]
    }

    init(agencies: Set<AgencyCode>?) { self.agencies = agencies }

    /// What the batch adds, unless a row in it is refused. Every version of a row is looked at, also one that a later version in the
    /// same batch replaces, which a database is never shown.
    func checked(_ batch: Batch) throws(JournalFailure) -> Added {
        var added = Added()
        for change in batch.events.lazy.flatMap(\.changes) {
            added.names.insert(Name(table: change.row.table, number: change.row.number))
            if case .credential(let row) = change { added.digests[row.id] = row.digest }
        }
        let exists: (TableName, RowKey) -> Bool = { table, key in
            switch key {
            case .agency(let code): return agencies?.contains(code) ?? true
            case .number(let number):
                let name = Name(table: table, number: number)
                return names.contains(name) || added.names.contains(name)
            }
        }
        for event in batch.events {
            if let rejection = Schema.journal.rejection(of: event, exists) { throw .rejected(rejection) }
            for change in event.changes {
                if let rejection = Schema.rejection(of: change, exists) { throw .rejected(rejection) }
            }
        }
        for entry in batch.ledger {
            if let rejection = Schema.idempotency.rejection(of: entry, exists) { throw .rejected(rejection) }
        }
        try checkDigests(added)
        return added
    }

    private func checkDigests(_ added: Added) throws(JournalFailure) {
        var taken: [String: CredentialID] = [:]
        for (id, digest) in added.digests.sorted(by: { $0.key < $1.key }) {
            let isKept = owners[digest].map { $0 != id && added.digests[$0] == nil } ?? false
            guard !isKept, taken.updateValue(id, forKey: digest) == nil else {
                throw .rejected(Schema.credential.rejection(Schema.oneDigest.name, "two credentials have the same digest"))
            }
        }
    }

    mutating func keep(_ added: Added) {
        names.formUnion(added.names)
        for (id, digest) in added.digests {
            if let old = digests.updateValue(digest, forKey: id), owners[old] == id { owners[old] = nil }
            owners[digest] = id
        }
    }
}
