import Foundation

/// A serial executor with a thread of its own.
///
/// libpq blocks while it waits for the server. On the cooperative pool, which has one thread per core, two such
/// waits would stop every session of the process; on a thread of its own a connection stops nobody else.
///
/// The thread starts with the first job and ends when the executor is released or stopped. A job that arrives after
/// ``stop()`` still runs, on a thread that lives just as long as there is work: dropping it would leave its task waiting forever.
public final class ThreadExecutor: SerialExecutor {
    private let queue: JobQueue

    /// - Parameter name: the thread's name in a debugger and in `top -H`; Linux shows the first 15 bytes.
    public init(name: String) {
        queue = JobQueue(name: name)
    }

    deinit {
        queue.stop()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), for: self)
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Lets the thread end as soon as the queue is empty. May be called any number of times.
    public func stop() {
        queue.stop()
    }
}

/// The jobs that wait, and the one thread that runs them.
///
/// It is apart from the executor so that an idle thread does not keep its executor, and with it the connection, alive.
/// Unchecked because the compiler cannot see that `condition` guards every variable here.
private final class JobQueue: @unchecked Sendable {
    /// The executor travels with its job: it must outlive the job that releases its last owner.
    private typealias Item = (job: UnownedJob, executor: ThreadExecutor)

    private let name: String
    private let condition = NSCondition()
    private var waiting: [Item] = []
    private var hasThread = false
    private var isStopping = false

    init(name: String) {
        self.name = name
    }

    func append(_ job: UnownedJob, for executor: ThreadExecutor) {
        condition.withLock {
            waiting.append((job, executor))
            if hasThread {
                condition.signal()
            } else {
                hasThread = true
                startThread()
            }
        }
    }

    func stop() {
        condition.withLock {
            isStopping = true
            condition.signal()
        }
    }

    private func startThread() {
        let thread = Thread {
            Thread.current.name = self.name
            self.runUntilStopped()
        }
        thread.start()
    }

    private func runUntilStopped() {
        while let items = nextItems() {
            for item in items {
                item.job.runSynchronously(on: item.executor.asUnownedSerialExecutor())
            }
        }
    }

    /// All jobs that wait, in order; blocks while there are none. Nil when the thread must end.
    private func nextItems() -> [Item]? {
        condition.withLock {
            while waiting.isEmpty && !isStopping {
                condition.wait()
            }
            guard !waiting.isEmpty else {
                hasThread = false
                return nil
            }
            let items = waiting
            waiting = []
            return items
        }
    }
}
