import Dispatching
import Interpreting

/// When each request that is not over was made, kept up from events.
struct OpenRequests: Sendable {
    /// Upper bounds of the age buckets; older ones go in a last bucket.
    static let ages: [(name: String, limit: Span)] = [
        ("under-1m", .minutes(1)), ("under-5m", .minutes(5)), ("under-15m", .minutes(15)), ("under-1h", .hours(1)),
        ("under-4h", .hours(4)), ("under-1d", .days(1)), ("under-7d", .days(7)),
    ]

    private var since: [RequestID: Timestamp] = [:]

    /// Takes over rows as they stand now.
    mutating func note(_ changes: some Sequence<Change>) {
        for case .request(let request) in changes {
            since[request.id] = request.state == .open || request.state == .offered ? request.submittedAt : nil
        }
    }

    /// How many wait in each age bucket, in the order of ``ages``, the last one without limit.
    func counts(at now: Timestamp) -> [(name: String, count: Int)] {
        var counts = Array(repeating: 0, count: OpenRequests.ages.count + 1)
        for moment in since.values {
            counts[OpenRequests.ages.firstIndex { now - moment < $0.limit } ?? OpenRequests.ages.count] += 1
        }
        return Array(zip(OpenRequests.ages.map(\.name) + ["7d-and-more"], counts)).map { (name: $0, count: $1) }
    }
}
