import Glibc
import Interpreting

/// The clock that nobody can set: since the machine was started, and it goes on while the machine sleeps. For lengths of time.
enum Uptime {
    static var now: Span {
        var time = timespec()
        // Cannot fail: the clock exists since Linux 2.6.39.
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Span(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The same for whoever wants a moment; it has nothing to do with the date.
    static var moment: Timestamp { Timestamp(milliseconds: now.milliseconds) }
}
