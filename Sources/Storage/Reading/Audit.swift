import Postgres

/// What the verification of the journal found.
public struct AuditReport: Sendable, Equatable {
    /// The first row that is not what it was, or that is missing.
    public struct Break: Sendable, Equatable {
        public var seq: Int64
        /// What is wrong with it, for people.
        public var what: String
    }

    /// Rows verified, up to the first that is broken.
    public var rows: Int
    public var firstBroken: Break?
    /// `seq` and hash, in hexadecimal digits, of the last good row. Kept elsewhere, they show at a later audit that the
    /// end was not cut off or the whole rewritten: a chain alone cannot show that.
    public var lastSeq: Int64
    public var lastHash: String
}

/// Verifies that each row of the journal carries the hash of the row before it, and its own.
public enum Audit {
    /// - Parameter from: the first row to verify; the row before it is taken on trust.
    public static func verify(_ connection: Connection, from first: Int64 = 1, pageSize: Int = 2_000) async throws -> AuditReport {
        var link = try await link(connection, before: first)
        var rows = 0
        while true {
            let page = try await connection.query(JournalTable.page, [.int(link.seq), .int(Int64(pageSize))])
            for answer in page {
                let row = try JournalTable.read(answer)
                if let broken = problem(with: row, after: link) { return report(rows, link, broken) }
                link = (row.seq, row.hash)
                rows += 1
            }
            if page.count < pageSize { return report(rows, link, nil) }
        }
    }

    private typealias Link = (seq: Int64, hash: [UInt8])

    private static func link(_ connection: Connection, before first: Int64) async throws -> Link {
        guard first > 1 else { return (0, JournalRow.genesis) }
        let before = try await connection.query("SELECT hash FROM journal WHERE seq = $1", [.int(first - 1)])
        guard let row = before.first else {
            throw PostgresError(kind: .usage, message: "the journal has no row \(first - 1) to begin behind; begin at 1")
        }
        return (first - 1, try row.bytes("hash"))
    }

    private static func problem(with row: JournalRow, after link: Link) -> AuditReport.Break? {
        if row.seq != link.seq + 1 {
            return .init(seq: link.seq + 1, what: "it is missing; the next row is \(row.seq)")
        }
        if row.previousHash != link.hash {
            return .init(seq: row.seq, what: "its previous_hash is not the hash of row \(link.seq)")
        }
        if row.hash != row.expectedHash {
            return .init(seq: row.seq, what: "its hash is not that of its contents: one or the other was changed")
        }
        return nil
    }

    private static func report(_ rows: Int, _ link: Link, _ broken: AuditReport.Break?) -> AuditReport {
        AuditReport(rows: rows, firstBroken: broken, lastSeq: link.seq, lastHash: Hexadecimal.text(link.hash))
    }
}
