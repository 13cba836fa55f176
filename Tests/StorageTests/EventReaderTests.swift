import Dispatching
import Interpreting
import Postgres
import Testing

@testable import Storage

@Suite(.serialized) struct EventReaderTests {
    /// One principal of each role, one that sees nothing because it is nobody's, and one whose numbers do not occur.
    private static let principals = [
        Principal(id: PrincipalID(1), role: .admin, label: ""),
        Principal(id: PrincipalID(2), role: .requester, label: "", organisation: OrganisationID(2)),
        Principal(id: PrincipalID(3), role: .interpreter, label: "", interpreter: InterpreterID(1)),
        Principal(id: PrincipalID(4), role: .coordinator, label: "", agency: AgencyCode("agii")),
        Principal(id: PrincipalID(5), role: .coordinator, label: ""),
        Principal(id: PrincipalID(6), role: .requester, label: "", organisation: OrganisationID(999)),
        Principal(id: PrincipalID(1), role: .gateway, label: ""), Principal(id: PrincipalID(7), role: .gateway, label: ""),
    ]
    private static let topics: [Set<Topic>] = [Set(Topic.allCases), [.requests], [.registry, .calendar], []]

    @Test func everybodySeesWhatTheirScopeAllowsPageByPage() async throws {
        var history = History(seed: 31)
        history.run(400)
        // There is something to be told to the gateway.
        let ofGateway = history.events.filter { $0.seq > 17 && $0.scope.gateway == PrincipalID(1) }
        #expect(!ofGateway.isEmpty)
        try await withEvents(history.events) { reader in
            for principal in Self.principals {
                for topics in Self.topics {
                    let expected = history.events.filter {
                        $0.seq > 17 && $0.seq <= 390 && $0.scope.isVisible(to: principal) && topics.contains($0.kind.topic)
                    }
                    var found: [Event] = []
                    var after: Int64 = 17
                    while after < 390 {
                        let page = try await reader.events(after: after, through: 390, limit: 25, visibleTo: principal, topics: topics)
                        #expect(page.events.count <= 25)
                        #expect(page.through > after)
                        found += page.events
                        after = page.through
                    }
                    #expect(after == 390)
                    #expect(found == expected, "\(principal.role) \(topics)")
                }
            }
        }
    }

    @Test func nothingNewIsAnEmptyPage() async throws {
        let events = History(seed: 32).events
        try await withEvents(events) { reader in
            let head = Int64(events.count)
            let page = try await reader.events(
                after: head, through: head, limit: 10, visibleTo: Self.principals[0], topics: Set(Topic.allCases))
            #expect(page == EventReader.Page(events: [], through: head))
        }
    }

    private func withEvents(_ events: [Event], _ body: (EventReader) async throws -> Void) async throws {
        try await withPostgresJournal { store, journal in
            #expect(await journal.append(Batch(epoch: 1, events: events, ledger: [])).isSuccess)
            let readers = Readers(url: store.url, applicationName: "tests", count: 2)
            try await body(EventReader(readers))
            await readers.close()
        }
    }
}
