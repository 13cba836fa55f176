import Interpreting
import Synchronization
import Testing

@testable import Service

/// Who reads past events, and when.
@Suite struct ReplayTurnsTests {
    private final class Order: Sendable {
        private let all = Mutex<[String]>([])

        var names: [String] { all.withLock { $0 } }
        func add(_ name: String) { all.withLock { $0.append(name) } }
    }

    @Test func `one page is read at a time, and users take turns whatever each has waiting`() async {
        let turns = ReplayTurns()
        let order = Order()
        await turns.take(PrincipalID(9))
        var readers: [Task<Void, Never>] = []
        for (user, name) in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (2, "b2"), (3, "c1")] {
            readers.append(Task {
                await turns.take(PrincipalID(Int64(user)))
                order.add(name)
                await turns.giveBack()
            })
            // In this order.
            while await turns.count < readers.count { await Task.yield() }
        }
        #expect(order.names.isEmpty, "somebody reads")
        await turns.giveBack()
        for reader in readers { await reader.value }
        #expect(order.names == ["a1", "b1", "c1", "a2", "b2", "a3"])
        // Nobody waits any more, and the next has it at once.
        await turns.take(PrincipalID(1))
    }
}
