import Dispatching
import Logging
import Postgres
import PostgresTestSupport
import Testing

@testable import Storage

@Suite(.serialized) struct AuditTests {
    @Test func anUntouchedJournalIsWhole() async throws {
        try await withJournal { connection, count in
            let report = try await Audit.verify(connection, pageSize: 16)
            #expect(report.rows == count)
            #expect(report.firstBroken == nil)
            #expect(report.lastSeq == Int64(count))
            #expect(try await Audit.verify(connection, from: 10).rows == count - 9)
            #expect(try await Audit.verify(connection, from: Int64(count) + 1).rows == 0)
            await #expect(throws: PostgresError.self) { try await Audit.verify(connection, from: Int64(count) + 2) }
        }
    }

    /// Every kind of change that somebody with all rights could make in the middle, with the row that must be named.
    @Test(arguments: [
        (tampering: "UPDATE journal SET payload = replace(payload, '\"seq\":20', '\"seq\":21') WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET at = at + interval '1 ms' WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET actor = coalesce(actor, 0) + 1 WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET organisation_id = 4711 WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET agency = 'atlantis' WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET other_agencies = '{atlas,amal}' WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET subject = subject || '0' WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET hash = sha256(hash) WHERE seq = 20", broken: 20),
        (tampering: "UPDATE journal SET previous_hash = sha256(hash) WHERE seq = 20", broken: 20),
        (tampering: "DELETE FROM journal WHERE seq = 20", broken: 20),
        (tampering: "DELETE FROM journal WHERE seq = 1", broken: 1),
        (
            tampering: """
                UPDATE journal SET seq = -seq WHERE seq IN (20, 21);
                UPDATE journal SET seq = CASE seq WHEN -20 THEN 21 ELSE 20 END WHERE seq < 0
                """, broken: 20
        ),
    ])
    func tamperingIsFoundAtItsRow(_ tampering: String, _ broken: Int64) async throws {
        try await withJournal { connection, count in
            try await connection.execute("ALTER TABLE journal DROP CONSTRAINT journal_seq_check; SET session_replication_role = replica")
            try await connection.execute(tampering)
            let report = try await Audit.verify(connection, pageSize: 7)
            #expect(report.firstBroken?.seq == broken)
            #expect(report.rows == Int(broken) - 1)
            #expect(report.lastSeq == broken - 1)
        }
    }

    /// A row rewritten with a hash that fits breaks the row after it.
    @Test func aRewrittenRowBreaksTheNext() async throws {
        try await withJournal { connection, _ in
            let page = try await connection.query(JournalTable.page, [.int(19), .int(1)])
            let row = try JournalTable.read(page.only())
            let forged = JournalRow(
                seq: row.seq, at: row.at, kind: row.kind, actor: row.actor, scope: row.scope, subject: "X1", payload: row.payload,
                previousHash: row.previousHash, hash: [])
            try await connection.execute("SET session_replication_role = replica")
            _ = try await connection.query(
                "UPDATE journal SET subject = 'X1', hash = $1 WHERE seq = 20", [.bytes(forged.expectedHash)])
            #expect(try await Audit.verify(connection).firstBroken?.seq == 21)
        }
    }

    @Test func `a database that holds no schema of ours, or an earlier one, is said to, and what to do`() async throws {
        try await TestDatabases.withDatabase { url in
            let store = Store(url: url, logger: Logger(label: "test"))
            for look in [{ _ = try await store.audit() }, { _ = try await store.compareReplay() }] as [() async throws -> Void] {
                let error = await #expect(throws: SchemaMissing.self) { try await look() }
                #expect(error?.description.contains("holds no Tolkbrug schema") == true)
                #expect(error?.description.contains("tolkbrug admin migrate") == true)
            }
            let connection = try await Connection.open(url, applicationName: "test")
            _ = try await Migrator(migrations: Array(Migration.all.dropLast())).run(on: connection)
            await connection.close()
            let old = await #expect(throws: SchemaMissing.self) { _ = try await store.audit() }
            #expect(old?.description.contains("bring it up to date with tolkbrug admin migrate") == true)
            try await store.migrate()
            #expect(try await store.audit().rows == 0)
        }
    }

    private func withJournal(_ body: (Connection, Int) async throws -> Void) async throws {
        var history = History(seed: 21)
        history.run(30)
        try await withPostgresJournal { store, journal in
            let (first, rest) = (Array(history.events.prefix(9)), Array(history.events.dropFirst(9)))
            #expect(await journal.append(Batch(epoch: 1, events: first, ledger: [])).isSuccess)
            #expect(await journal.append(Batch(epoch: 1, events: rest, ledger: [])).isSuccess)
            try await withConnection(store) { try await body($0, history.events.count) }
        }
    }
}
