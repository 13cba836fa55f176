import Interpreting

/// What happened, and the answers kept for idempotency keys.
extension Schema {
    public static let journal = TableSchema<Event>(
        .journal,
        [
            // Without gaps from 1, so never less.
            Column("seq", .bigint(Rule { "\($0) > 0" })) { $0.seq },
            Column("at", .moment) { $0.at },
            Column("kind", .eventKind) { $0.kind },
            Column(optional: "actor", .id()) { $0.actor },
            Column(optional: "organisation_id", .id()) { $0.scope.organisation },
            Column(optional: "interpreter_id", .id()) { $0.scope.interpreter },
            Column(optional: "agency", .agencyCode) { $0.scope.agency },
            Column(optional: "other_agencies", .texts) { $0.scope.others?.map(\.text) },
            Column("subject", .text(.noLineEnd)) { $0.subject },
        ],
        storeColumns: [payload, previousHash, hash])

    /// The whole event as JSON.
    public static let payload = StoreColumn("payload", .text)
    public static let previousHash = StoreColumn("previous_hash", .bytea, check: "octet_length(previous_hash) = 32")
    public static let hash = StoreColumn("hash", .bytea, check: "octet_length(hash) = 32")

    public static let idempotency = TableSchema<LedgerEntry>(
        .idempotency,
        [
            Column("principal_id", .id(of: .principal)) { $0.principal },
            Column("key", .text(.characters(1...IdempotencyKey.lengthLimit))) { $0.key },
            Column("fingerprint", .text()) { $0.fingerprint },
            Column("at", .moment) { $0.at },
        ],
        storeColumns: [reply], keys: [TableConstraint("idempotency_pkey", "PRIMARY KEY (principal_id, key)")])

    /// The answer as JSON.
    public static let reply = StoreColumn("reply", .text)
}

extension ColumnKind<EventKind> {
    fileprivate static let eventKind = ColumnKind(type: .text, carried: { .text($0.rawValue) }, rule: Rule { "\($0) ~ '^[A-Z-]+$'" })
}
