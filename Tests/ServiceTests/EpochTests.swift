import Dispatching
import Testing

@testable import Client

/// The client library knows nothing of the server's rooms, and reads epochs as these write them.
@Suite struct EpochTests {
    @Test(arguments: [1, 2, 7]) func `the client reads from an epoch whether the database was promoted or restored`(timeline: Int64) {
        let first = Epoch.next(after: 0, onTimeline: timeline)
        #expect(Client.timeline(of: first) == Epoch.timeline(of: first) - 1)
        #expect(Client.timeline(of: first + 1_000) == Client.timeline(of: first))
        #expect(Client.timeline(of: Epoch.next(after: first, onTimeline: timeline + 1)) == Client.timeline(of: first) + 1)
    }
}
