import Foundation
import Synchronization
import Testing

@testable import Postgres

struct ThreadExecutorTests {
    @Test func jobsRunInOrderOnOneThreadOfTheirOwn() async {
        let counter = Counter()
        let threads = await withTaskGroup(of: pthread_t.self) { group in
            for _ in 0..<1_000 {
                group.addTask { await counter.increment() }
            }
            return await group.reduce(into: Set<pthread_t>()) { $0.insert($1) }
        }
        #expect(threads.count == 1)
        #expect(await counter.value == 1_000)
        #expect(!threads.contains(Self.currentThread()))
    }

    /// As many blocked actors as would fill the cooperative pool many times over; each waits for the one after it.
    @Test func blockedJobsDoNotBlockTheCooperativePool() async {
        let count = 4 * ProcessInfo.processInfo.activeProcessorCount
        let doors = (0...count).map { _ in DispatchSemaphore(value: 0) }
        await withTaskGroup { group in
            for index in 0..<count {
                let waiter = Counter()
                group.addTask { await waiter.wait(for: doors[index], thenOpen: doors[index + 1]) }
            }
            group.addTask { doors[0].signal() }
        }
    }

    @Test func aStoppedExecutorStillRunsLateJobs() async {
        let counter = Counter()
        _ = await counter.increment()
        counter.executor.stop()
        counter.executor.stop()
        _ = await counter.increment()
        _ = await counter.increment()
        #expect(await counter.value == 3)
    }

    @Test func theThreadEndsWithItsActor() async {
        let ended = DispatchSemaphore(value: 0)
        var counter: Counter? = Counter()
        await counter?.signalAtThreadExit(ended)
        counter = nil
        // Blocks forever, and so fails the run, if the thread stays.
        await Task.detached { await Waiter().wait(for: ended) }.value
    }

    private static func currentThread() -> pthread_t { pthread_self() }
}

private actor Counter {
    nonisolated let executor = ThreadExecutor(name: "test-counter")
    private(set) var value = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func increment() -> pthread_t {
        value += 1
        return pthread_self()
    }

    func wait(for door: DispatchSemaphore, thenOpen next: DispatchSemaphore) {
        door.wait()
        next.signal()
    }

    func signalAtThreadExit(_ ended: DispatchSemaphore) {
        Thread.current.threadDictionary["end"] = ExitSignal(ended)
    }
}

/// Blocks a thread of its own.
private actor Waiter {
    private nonisolated let executor = ThreadExecutor(name: "test-waiter")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func wait(for door: DispatchSemaphore) {
        door.wait()
    }
}

/// Kept in a thread's dictionary, which is released when the thread ends.
private final class ExitSignal {
    private let ended: DispatchSemaphore

    init(_ ended: DispatchSemaphore) {
        self.ended = ended
    }

    deinit {
        ended.signal()
    }
}
