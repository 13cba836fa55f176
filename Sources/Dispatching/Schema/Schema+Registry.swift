import Interpreting

/// Who takes part, who may log in, and when work may be offered.
extension Schema {
    public static let organisation = TableSchema<Organisation>(
        .organisation,
        [
            Column("id", .key()) { $0.id },
            Column("version", .int(.positive)) { $0.version },
            Column("name", .text(.characters(1...Organisation.nameLimit))) { $0.name },
            Column("sector", .code) { $0.sector },
        ])

    public static let establishment = TableSchema<Establishment>(
        .establishment,
        [
            Column("id", .key()) { $0.id },
            Column("organisation_id", .id(of: .organisation)) { $0.organisation },
            Column("name", .text(.characters(1...Organisation.nameLimit))) { $0.name },
            Column("municipality", .municipality) { $0.municipality },
        ])

    public static let agreement = TableSchema<Agreement>(
        .agreement,
        [
            Column("id", .key()) { $0.id },
            Column("organisation_id", .id(of: .organisation)) { $0.organisation },
            Column("agency", .agency) { $0.agency },
            Column("first_day", .date) { $0.from },
            Column(optional: "last_day", .date) { $0.until },
        ],
        checks: [.order("agreement_check", ("first_day", { $0.from }), .notAfter, ("last_day", { $0.until }))])

    /// Without the languages, which are rows of `competence`.
    public static let interpreter = TableSchema<Interpreter>(
        .interpreter,
        [
            Column("id", .key()) { $0.id },
            Column("version", .int(.positive)) { $0.version },
            Column("name", .text(.characters(1...Organisation.nameLimit))) { $0.name },
            Column("gender", .code) { $0.gender },
            Column("home", .municipality) { $0.home },
            Column("modalities", .codes()) { $0.modalities },
            Column("pools", .texts) { $0.pools.map(\.text) },
            Column(optional: "maximum_kilometres", .int(.positive)) { $0.maximumKilometres },
            Column(optional: "maximum_minutes_per_day", .int(.positive)) { $0.maximumMinutesPerDay },
            Column(optional: "maximum_minutes_per_week", .int(.positive)) { $0.maximumMinutesPerWeek },
            Column("is_active", .bool) { $0.isActive },
            Column(optional: "duty_modalities", .codes()) { $0.duty?.modalities },
            Column(optional: "duty_since", .moment) { $0.duty?.since },
            Column(optional: "duty_until", .moment) { $0.duty?.until },
            Column(optional: "duty_held_since", .moment) { $0.duty?.heldSince },
            // A gateway may be registered in the same transaction.
            Column(optional: "gateway_id", .id(of: .principal, isDeferred: true)) { $0.gateway },
            Column(optional: "may_be_woken", .bool) { $0.mayBeWoken },
        ],
        checks: [
            Check("interpreter_hold_check", "duty_held_since IS NULL OR duty_since IS NOT NULL"),
            .order("interpreter_check", ("duty_since", { $0.duty?.since }), .before, ("duty_until", { $0.duty?.until })),
            // One value in Swift, so it is there whole or not at all.
            Check("interpreter_check1", "num_nulls(duty_modalities, duty_since, duty_until) IN (0, 3)"),
        ])

    public static let competence = TableSchema<CompetenceRow>(
        .competence,
        [
            Column("interpreter_id", .id(of: .interpreter)) { $0.interpreter },
            Column("place", .place) { $0.place },
            Column("language", .language) { $0.competence.language },
            Column("level", .code) { $0.competence.level },
            Column("dialects", .texts) { $0.competence.dialects },
        ],
        keys: [TableConstraint("competence_pkey", "PRIMARY KEY (interpreter_id, place)"), oneLanguage])

    /// Deferred: while the order changes, two places may hold the same language.
    static let oneLanguage = TableConstraint(
        "competence_interpreter_id_language_key", "UNIQUE (interpreter_id, language) DEFERRABLE INITIALLY DEFERRED")

    public static let principal = TableSchema<Principal>(
        .principal,
        [
            Column("id", .key()) { $0.id },
            Column("role", .code) { $0.role },
            Column("label", .text()) { $0.label },
            Column(optional: "organisation_id", .id(of: .organisation)) { $0.organisation },
            Column(optional: "interpreter_id", .id(of: .interpreter)) { $0.interpreter },
            Column(optional: "agency", .agency) { $0.agency },
            Column("is_active", .bool) { $0.isActive },
        ],
        checks: [
            belonging("principal_check", of: .requester, "organisation_id") { $0.organisation != nil },
            belonging("principal_check1", of: .interpreter, "interpreter_id") { $0.interpreter != nil },
            belonging("principal_check2", of: .coordinator, "agency") { $0.agency != nil },
        ])

    private static func belonging(
        _ name: String, of role: Role, _ column: String, _ isSet: @escaping @Sendable (Principal) -> Bool
    ) -> Check<Principal> {
        Check(name, "role <> '\(role.rawValue)' OR \(column) IS NOT NULL") { $0.role != role || isSet($0) }
    }

    public static let credential = TableSchema<Credential>(
        .credential,
        [
            Column("id", .key()) { $0.id },
            Column("principal_id", .id(of: .principal)) { $0.principal },
            Column("kind", .code) { $0.kind },
            Column("scope", .code) { $0.scope },
            Column("digest", .text(.digest)) { $0.digest },
            Column("created_at", .moment) { $0.createdAt },
            Column("expires_at", .moment) { $0.expiresAt },
            Column(optional: "revoked_at", .moment) { $0.revokedAt },
        ],
        keys: [TableConstraint("credential_pkey", "PRIMARY KEY (id)"), oneDigest])

    static let oneDigest = TableConstraint("credential_digest_key", "UNIQUE (digest)")

    /// Hours in which work may be offered.
    public static let availability = calendar(.availability)
    /// Hours in which it may not.
    public static let absence = calendar(.absence)

    private static func calendar(_ name: TableName) -> TableSchema<Availability> {
        TableSchema(
            name,
            [
                Column("id", .key()) { $0.id },
                Column("interpreter_id", .id(of: .interpreter)) { $0.interpreter },
                Column("starts_at", .moment) { $0.interval.start },
                Column("ends_at", .moment) { $0.interval.end },
                Column("is_withdrawn", .bool) { $0.isWithdrawn },
            ],
            checks: [.order("\(name)_check", ("starts_at", { $0.interval.start }), .before, ("ends_at", { $0.interval.end }))])
    }
}

extension ColumnKind<Int> {
    /// In a list that is held in memory.
    fileprivate static let place = ColumnKind(type: .int, carried: { .number(Int64($0)) }, rule: Rule { "\($0) >= 0" })
}

/// A language of an interpreter with its place in the list.
public struct CompetenceRow: Hashable, Sendable {
    public let interpreter: InterpreterID
    /// 0 is the strongest.
    public let place: Int
    public let competence: Competence

    public init(interpreter: InterpreterID, place: Int, competence: Competence) {
        self.interpreter = interpreter
        self.place = place
        self.competence = competence
    }

    public static func all(of interpreter: Interpreter) -> [CompetenceRow] {
        interpreter.competences.enumerated().map { CompetenceRow(interpreter: interpreter.id, place: $0.offset, competence: $0.element) }
    }
}
