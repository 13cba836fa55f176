/// What is to happen, in order of time: the calendar of a virtual clock.
///
/// Of events at the same moment, the one scheduled first comes first, so that a run can be repeated to the byte.
///
/// A heap of four children per parent (Johnson, "Priority queues with update and finding minimum spanning trees", 1975) over small
/// keys; payloads stay where they were put, so that large ones are not moved about. Scheduling and popping take time that grows with
/// the logarithm of `count`, and memory only when there are more events than ever before.
public struct Agenda<Moment: Comparable, Payload> {
    @usableFromInline
    struct Entry {
        @usableFromInline var moment: Moment
        /// How many were scheduled before it.
        @usableFromInline var order: UInt64
        /// Where its payload lies.
        @usableFromInline var slot: Int

        @inlinable
        init(moment: Moment, order: UInt64, slot: Int) {
            self.moment = moment
            self.order = order
            self.slot = slot
        }

        @inlinable
        func precedes(_ other: Entry) -> Bool {
            moment < other.moment || (moment == other.moment && order < other.order)
        }
    }

    /// The first `live` are the heap; those after it only hold the slots that are free.
    @usableFromInline var entries: ContiguousArray<Entry> = []
    @usableFromInline var payloads: ContiguousArray<Payload?> = []
    @usableFromInline var live = 0
    /// The entry at the top was popped. It stays until the next call, since most events schedule another, which then takes its place
    /// for half the work.
    @usableFromInline var hasGap = false
    @usableFromInline var scheduled: UInt64 = 0

    /// - Parameter capacity: how many events to make room for beforehand.
    @inlinable
    public init(capacity: Int = 0) {
        entries.reserveCapacity(capacity)
        payloads.reserveCapacity(capacity)
    }

    /// How many events are to come.
    @inlinable
    public var count: Int { hasGap ? live - 1 : live }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// When the next event is due; nil when there is none.
    @inlinable
    public var nextMoment: Moment? {
        guard hasGap else { return live > 0 ? entries[0].moment : nil }
        guard live > 1 else { return nil }
        return entries[1..<Swift.min(5, live)].lazy.map(\.moment).min()
    }

    /// Adds an event. A moment before that of the last event popped is allowed: it comes next.
    @inlinable
    public mutating func schedule(at moment: Moment, _ payload: Payload) {
        let order = scheduled
        scheduled &+= 1
        if hasGap {
            hasGap = false
            let slot = entries[0].slot
            payloads[slot] = payload
            sink(Entry(moment: moment, order: order, slot: slot))
        } else if live < entries.count {
            let slot = entries[live].slot
            payloads[slot] = payload
            rise(Entry(moment: moment, order: order, slot: slot))
        } else {
            let entry = Entry(moment: moment, order: order, slot: live)
            entries.append(entry)
            payloads.append(payload)
            rise(entry)
        }
    }

    /// Takes out the next event; nil when there is none.
    @inlinable
    public mutating func pop() -> (moment: Moment, payload: Payload)? {
        if hasGap { closeGap() }
        guard live > 0 else { return nil }
        hasGap = true
        let top = entries[0]
        guard let payload = payloads[top.slot].take() else { return nil }
        return (top.moment, payload)
    }

    /// Fills the gap at the top with the last of the heap, whose place then holds the free slot.
    @inlinable
    mutating func closeGap() {
        hasGap = false
        live -= 1
        let last = entries[live]
        entries[live].slot = entries[0].slot
        if live > 0 { sink(last) }
    }

    /// Puts `entry` at the top and lets it sink to where it belongs.
    @inlinable
    mutating func sink(_ entry: Entry) {
        let live = live
        entries.withUnsafeMutableBufferPointer { heap in
            var place = 0
            while true {
                let first = 4 * place + 1
                guard first < live else { break }
                var least = first
                for child in first + 1..<Swift.max(first + 1, Swift.min(first + 4, live)) {
                    least = heap[child].precedes(heap[least]) ? child : least
                }
                guard heap[least].precedes(entry) else { break }
                heap[place] = heap[least]
                place = least
            }
            heap[place] = entry
        }
    }

    /// Adds `entry` at the end of the heap and lets it rise to where it belongs.
    @inlinable
    mutating func rise(_ entry: Entry) {
        var place = live
        live += 1
        entries.withUnsafeMutableBufferPointer { heap in
            while place > 0 {
                let parent = (place - 1) / 4
                guard entry.precedes(heap[parent]) else { break }
                heap[place] = heap[parent]
                place = parent
            }
            heap[place] = entry
        }
    }
}

extension Agenda: Sendable where Moment: Sendable, Payload: Sendable {}
extension Agenda.Entry: Sendable where Moment: Sendable {}
