import Glibc

/// A lock, and waiting for what others change under it. Lengths of waits are measured by a clock that nobody can set; those of
/// Foundation and Dispatch end by the wall clock, which may be set back by days.
///
/// Unchecked because the compiler cannot see that the pointers are used by functions made for many threads only.
final class SteadyCondition: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func withLock<Value>(_ body: () throws -> Value) rethrows -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    func signal() { pthread_cond_signal(condition) }
    func broadcast() { pthread_cond_broadcast(condition) }

    /// Waits while ``withLock(_:)`` holds the lock, until `isDone`, or until `patience` is over; without one for as long as it takes.
    func wait(atMost patience: Duration? = nil, until isDone: () -> Bool) {
        guard let patience else {
            while !isDone() { pthread_cond_wait(condition, mutex) }
            return
        }
        var end = SteadyCondition.deadline(after: patience)
        while !isDone(), pthread_cond_timedwait(condition, mutex, &end) != ETIMEDOUT {}
    }

    private static func deadline(after patience: Duration) -> timespec {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = max(patience, .zero).components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        // A year is as good as any longer time, and cannot overflow.
        return timespec(
            tv_sec: now.tv_sec + Int(min(seconds, 31_536_000)) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    }
}
