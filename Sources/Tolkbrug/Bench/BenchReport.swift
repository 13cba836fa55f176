import Foundation

/// The figures of a benchmark, as a table and as JSON.
struct BenchReport: Encodable {
    struct Line: Encodable {
        let command: String
        let connections: Int
        let tolkbrug: Measurement
        let pgbench: Measurement
        /// Commands per second over transactions per second.
        let ratio: Double
    }

    struct Machine: Encodable {
        let processors: Int
        let postgresql: String
        let fsync: String
        let walSyncMethod: String
        /// Of the last minute: before the measurement, and after it.
        let loadBefore: Double
        var loadAfter: Double

        enum CodingKeys: String, CodingKey {
            case processors, postgresql, fsync
            case walSyncMethod = "wal_sync_method"
            case loadBefore = "load_before"
            case loadAfter = "load_after"
        }
    }

    var machine: Machine
    let relaxations: [String]
    var lines: [Line] = []

    mutating func add(_ command: String, _ connections: Int, _ tolkbrug: Measurement, _ pgbench: Measurement) {
        let ratio = pgbench.perSecond > 0 ? tolkbrug.perSecond / pgbench.perSecond : 0
        lines.append(Line(command: command, connections: connections, tolkbrug: tolkbrug, pgbench: pgbench, ratio: ratio))
    }

    var text: String {
        let head = "                     Tolkbrug over TLS                        pgbench, the same statements\n"
            + "command  clients     per second   p50 ms   p99 ms  refused    per second   p50 ms   p99 ms    ratio"
        let rows = lines.map { line in
            line.command.padding(toLength: 7, withPad: " ", startingAt: 0) + right("\(line.connections)", 9)
                + right(number(line.tolkbrug.perSecond, 0), 15) + right(number(line.tolkbrug.p50Milliseconds, 2), 9)
                + right(number(line.tolkbrug.p99Milliseconds, 2), 9) + right("\(line.tolkbrug.refused.values.reduce(0, +))", 9)
                + right(number(line.pgbench.perSecond, 0), 14) + right(number(line.pgbench.p50Milliseconds, 2), 9)
                + right(number(line.pgbench.p99Milliseconds, 2), 9) + right(number(line.ratio, 2), 9)
        }
        let host = "\(machine.processors) processors, \(machine.postgresql), fsync \(machine.fsync) by \(machine.walSyncMethod); "
            + "load average \(number(machine.loadBefore, 2)) before, \(number(machine.loadAfter, 2)) after"
        return ([head] + rows + ["", host, "In the database of pgbench, to its advantage:"] + relaxations.map { "  - \($0)" })
            .joined(separator: "\n")
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    private func number(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
    private func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
