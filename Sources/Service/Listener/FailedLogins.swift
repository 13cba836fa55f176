import Synchronization

/// Makes whoever shows wrong credentials wait for the answer: the longer, the more failures its address, or the credential, has had
/// of late. A right one is never made to wait, so nobody is kept out by a neighbour.
final class FailedLogins: Sendable {
    /// What the first failure costs; each further one twice as much, up to ``most``.
    static let least = Duration.milliseconds(100)
    static let most = Duration.seconds(5)
    /// After so long half of the failures are forgotten.
    static let halfLife = Duration.seconds(60)
    /// Addresses and credentials remembered at once; the one that was quiet for longest makes room.
    static let remembered = 4_096

    private enum Name: Hashable {
        case origin(Origin)
        /// By digest: a credential is one principal's, also when it has expired.
        case credential(String)
    }

    private struct Record {
        var failures: Int
        var last: ContinuousClock.Instant
    }

    private let records = Mutex<[Name: Record]>([:])

    /// Addresses and credentials remembered.
    var count: Int { records.withLock { $0.count } }

    /// Notes a failure.
    /// - Returns: how long its answer has to wait.
    func delay(from origin: Origin, showing digest: String, at now: ContinuousClock.Instant) -> Duration {
        records.withLock { records in
            max(FailedLogins.note(.origin(origin), in: &records, at: now), FailedLogins.note(.credential(digest), in: &records, at: now))
        }
    }

    private static func note(_ name: Name, in records: inout [Name: Record], at now: ContinuousClock.Instant) -> Duration {
        var record = records[name] ?? Record(failures: 0, last: now)
        let halvings = Int(min(62, (now - record.last) / halfLife))
        record.failures = record.failures >> halvings + 1
        record.last = now
        if records[name] == nil, records.count >= remembered, let oldest = records.min(by: { $0.value.last < $1.value.last }) {
            records[oldest.key] = nil
        }
        records[name] = record
        let doublings = min(record.failures - 1, 16)
        return min(most, least * (1 << doublings))
    }
}
