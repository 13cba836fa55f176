import Interpreting

/// When somebody worked how long, summed up so that the minutes of any stretch of time are found by two searches, however long the
/// record has grown.
struct WorkRecord: Hashable, Sendable {
    private struct Entry: Hashable, Sendable {
        let start: Timestamp
        let minutes: Int
        /// Minutes of this entry and all before it.
        var sum: Int
    }

    /// Ascending by start; new ones come near the end.
    private var entries: [Entry] = []

    mutating func add(_ talk: Interval) {
        let place = place(of: talk.start)
        entries.insert(Entry(start: talk.start, minutes: talk.length.minutes, sum: 0), at: place)
        sum(from: place)
    }

    /// Takes out an entry that was added; of equal ones it does not matter which.
    mutating func remove(_ talk: Interval) {
        var place = place(of: talk.start)
        while place < entries.count, entries[place].start == talk.start {
            if entries[place].minutes == talk.length.minutes {
                entries.remove(at: place)
                return sum(from: place)
            }
            place += 1
        }
    }

    /// Minutes of what began after `first` and before `last`.
    func minutes(after first: Timestamp, before last: Timestamp) -> Int {
        let end = place(of: last)
        let begin = place(of: first + Span(milliseconds: 1))
        guard begin < end else { return 0 }
        return entries[end - 1].sum - (begin > 0 ? entries[begin - 1].sum : 0)
    }

    /// From when on the minutes of what began less than `span` before or after `now` are others; nil when they stay the same for ever.
    func nextChange(after now: Timestamp, within span: Span) -> Timestamp? {
        let first = place(of: now - span + Span(milliseconds: 1))
        let next = place(of: now + span)
        let leaves = first < next ? entries[first].start + span : nil
        guard next < entries.count else { return leaves }
        let enters = entries[next].start - span + Span(milliseconds: 1)
        return leaves.map { min($0, enters) } ?? enters
    }

    private mutating func sum(from place: Int) {
        var sum = place > 0 ? entries[place - 1].sum : 0
        for index in place..<entries.count {
            sum += entries[index].minutes
            entries[index].sum = sum
        }
    }

    /// Of the first entry that starts at `start` or later.
    private func place(of start: Timestamp) -> Int { entries.partitioningIndexFromEnd { $0.start >= start } }
}
