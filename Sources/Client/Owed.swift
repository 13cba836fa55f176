import NIOCore

/// The commands of one connection that wait for their answers, in the order in which they come, each with a moment until which it must.
struct Owed {
    struct Entry: Equatable {
        let tag: String
        /// As a person would say it: `SUBMIT key=k1`.
        let command: String
        let time: TimeAmount
        let deadline: NIODeadline

        /// What is wrong when the deadline has passed.
        func lateness(at place: String) -> String {
            let milliseconds = time.nanoseconds / 1_000_000
            let limit = milliseconds.isMultiple(of: 1_000) ? "\(milliseconds / 1_000) seconds" : "\(milliseconds) milliseconds"
            return "\(place) has not answered \(command) within \(limit), and the connection was given up"
        }
    }

    private var entries = CircularBuffer<Entry>()

    /// The one whose answer comes next; none of the others has an earlier deadline.
    var oldest: Entry? { entries.first }

    /// Answers come in the order of the commands, so none is due before the one that was asked earlier.
    mutating func add(tag: String, command: String, within time: TimeAmount, at now: NIODeadline) {
        let deadline = max(now + time, entries.last?.deadline ?? now)
        entries.append(Entry(tag: tag, command: command, time: time, deadline: deadline))
    }

    mutating func settle(_ tag: String) {
        if entries.first?.tag == tag { entries.removeFirst() } else { entries.removeAll { $0.tag == tag } }
    }
}
