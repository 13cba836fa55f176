import Dispatching
import Interpreting
import Postgres

/// What the tables hold: the beginning of an engine.
public struct Recovered: Sendable {
    public var state: State
    /// `seq` of the last event, 0 when there is none.
    public var head: Int64
    /// SHA-256 of the last journal row, 32 zero bytes when there is none.
    public var lastHash: [UInt8]
}

extension Store {
    /// The state that the tables hold, all of one moment.
    public func load() async throws -> Recovered {
        try await withConnection { try await Self.load(from: $0) }
    }

    /// The state that follows from the journal alone, read page by page.
    /// - Parameters:
    ///   - last: the `seq` to stop after; nil for the end.
    ///   - pageSize: rows held in memory at once.
    public func replayJournal(through last: Int64? = nil, pageSize: Int = 2_000) async throws -> State {
        try await withConnection { connection in
            var state = State()
            while true {
                let page = try await connection.query(JournalTable.page, [.int(state.head), .int(Int64(pageSize))])
                for row in page {
                    let event = try JournalTable.read(row).event()
                    if let last, event.seq > last { return state }
                    try state.replay(event)
                }
                if page.count < pageSize { return state }
            }
        }
    }

    private static func load(from connection: Connection) async throws -> Recovered {
        let answers = try await connection.transaction(
            [Statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")]
                + [lastRow, CompetenceTable.select, IdempotencyTable.select].map { Statement($0) }
                + readers.map { Statement($0.select) })
        let head = try answers[1].first?.int64("seq") ?? 0
        let lastHash = try answers[1].first?.bytes("hash") ?? JournalRow.genesis
        let competences = Dictionary(grouping: try answers[2].map { try CompetenceTable.read($0) }) { $0.interpreter }
        let ledger = try answers[3].map { try IdempotencyTable.read($0) }
        var rows: [Change] = []
        for (reader, answer) in zip(readers, answers.dropFirst(4)) { rows += try reader.read(answer) }
        for case (let index, .interpreter(var interpreter)) in rows.enumerated() {
            interpreter.competences = competences[interpreter.id]?.map(\.competence) ?? []
            rows[index] = .interpreter(interpreter)
        }
        let at = try answers[1].first?.moment("at") ?? Timestamp(milliseconds: .min)
        return Recovered(state: State(rows: rows, head: head, at: at, ledger: ledger), head: head, lastHash: lastHash)
    }

    private static let lastRow = "SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1"

    /// How a table is read as changes.
    private struct TableReader: Sendable {
        let select: String
        let read: @Sendable (Rows) throws -> [Change]

        init<Entity>(_ mapping: TableMapping<Entity>, _ change: @escaping @Sendable (Entity) -> Change) {
            select = mapping.select
            read = { rows in try rows.map { change(try mapping.read($0)) } }
        }
    }

    private static let readers = [
        TableReader(OrganisationTable.mapping) { .organisation($0) },
        TableReader(EstablishmentTable.mapping) { .establishment($0) },
        TableReader(AgreementTable.mapping) { .agreement($0) },
        TableReader(PrincipalTable.mapping) { .principal($0) },
        TableReader(CredentialTable.mapping) { .credential($0) },
        TableReader(InterpreterTable.mapping) { .interpreter($0) },
        TableReader(AvailabilityTable.available) { .availability($0) },
        TableReader(AvailabilityTable.absent) { .availability($0) },
        TableReader(RequestTable.mapping) { .request($0) },
        TableReader(OfferTable.mapping) { .offer($0) },
        TableReader(AssignmentTable.mapping) { .assignment($0) },
    ]
}
