import Dispatching
import Logging
import Postgres
import Rules
import Storage

/// A database with our schema for pgbench, in which independent transactions may write the journal side by side.
struct PgbenchDatabase: Sendable {
    /// What differs from the schema of the server, each in favour of pgbench.
    static let relaxations = [
        "the journal may have gaps and is not checked for its chain of hashes",
        "the fence looks at the lease without locking its one row",
        "a request's agency is not looked up, since all clients would lock the same four rows",
        "a request's place is not checked, since the clients' places are counted on",
    ]

    let url: String

    /// Makes it anew, with everybody registered.
    init(_ name: String, in cluster: Cluster, rules: RuleBook, registry: Batch) async throws {
        try await cluster.dropDatabase(name)
        try await cluster.createDatabase(name)
        url = cluster.url(database: name)
        let store = Store(url: url, logger: Logger(label: "tolkbrug.bench"))
        try await store.migrate()
        try await store.register(agencies: rules.agencies.all.map { (code: $0.code, name: $0.name) })
        let statements = try JournalStatements.transaction(registry)
        try await withConnection { connection in
            _ = try await connection.transaction(statements)
            try await connection.execute("""
                DROP TRIGGER journal_without_gap ON journal;
                CREATE OR REPLACE FUNCTION enter_journal(writer_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM FROM lease WHERE epoch = writer_epoch;
                    IF NOT FOUND THEN RAISE EXCEPTION 'epoch % is over', writer_epoch; END IF;
                END
                $$;
                ALTER TABLE request DROP CONSTRAINT request_agency_fkey;
                ALTER TABLE request DROP CONSTRAINT request_place_check
                """)
        }
    }

    /// Writes the tables of `count` transactions from `first` on, to be built upon.
    func fill(_ models: [StatementModel], from first: Int, count: Int, clients: Int) async throws {
        try await withConnection { connection in
            for model in models where model.isTableWrite {
                try await connection.execute(model.series(from: first, count: count, clients: clients))
            }
        }
    }

    /// Writes back what the measurement before has left, so that the next one does not pay for it.
    func checkpoint() async throws {
        try await withConnection { try await $0.execute("CHECKPOINT") }
    }

    /// The values of these settings.
    func settings(_ names: [String]) async throws -> [String] {
        try await withConnection { connection in
            var values: [String] = []
            for name in names {
                let setting = try await connection.query("SELECT current_setting($1) AS value", [.text(name)]).only()
                values.append(try setting.string("value"))
            }
            return values
        }
    }

    private func withConnection<Value: Sendable>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let connection = try await Connection.open(url, applicationName: "tolkbrug-bench", deadlines: Deadlines(call: nil))
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }
}
