import Dispatching
import Interpreting
import Postgres

/// Reads past events for subscribers that resume.
public struct EventReader: Sendable {
    /// Some of the events that were asked for.
    public struct Page: Sendable, Equatable {
        /// Ascending by `seq`.
        public var events: [Event]
        /// Everything up to this `seq` has been looked at: read on behind it.
        public var through: Int64
    }

    private let readers: Readers

    public init(_ readers: Readers) {
        self.readers = readers
    }

    /// The events that `principal` may see, as `Scope.isVisible(to:)` decides.
    /// - Parameters:
    ///   - seq: the last that is not wanted any more.
    ///   - last: the last that is wanted; the journal must reach that far.
    ///   - limit: how many at most in one page.
    public func events(
        after seq: Int64, through last: Int64, limit: Int, visibleTo principal: Principal, topics: Set<Topic>
    ) async throws -> Page {
        let kinds = EventKind.allCases.filter { topics.contains($0.topic) }.map(\.rawValue)
        var parameters: [Parameter] = [.int(seq), .int(last), .int(Int64(limit)), .textArray(kinds)]
        var condition = ""
        switch principal.role {
        case .admin: break
        case .coordinator:
            parameters.append(.optional(principal.agency) { .text($0.text) })
            condition = " AND (agency = $\(parameters.count) OR $\(parameters.count) = ANY (other_agencies))"
        case .requester: condition = add(.optional(principal.organisation) { .int($0.number) }, "organisation_id", to: &parameters)
        case .interpreter: condition = add(.optional(principal.interpreter) { .int($0.number) }, "interpreter_id", to: &parameters)
        // The journal has no column of its own for it: gateways are few, and read little of the past.
        case .gateway:
            condition = add(.int(principal.id.number), "(payload::json #>> '{scope,gateway}')::bigint", to: &parameters)
        }
        let rows = try await readers.query("""
            SELECT payload FROM journal WHERE seq > $1 AND seq <= $2 AND kind = ANY ($4)\(condition) ORDER BY seq LIMIT $3
            """, parameters)
        let events = try rows.map { try CanonicalJSON.value(Event.self, from: $0.string("payload")) }
        return Page(events: events, through: events.count < limit ? max(seq, last) : events.last?.seq ?? seq)
    }

    /// Nobody sees what names nobody: NULL equals nothing.
    private func add(_ value: Parameter, _ column: String, to parameters: inout [Parameter]) -> String {
        parameters.append(value)
        return " AND \(column) = $\(parameters.count)"
    }
}
