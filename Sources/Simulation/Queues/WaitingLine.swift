/// Since when each customer waits, first come first: a ring that grows when it is full.
struct WaitingLine {
    /// As many as a power of two, so that a place in the ring is a matter of one mask.
    private var ring: ContiguousArray<Double> = [0, 0, 0, 0, 0, 0, 0, 0]
    private var first = 0
    private(set) var count = 0

    mutating func append(_ moment: Double) {
        if count == ring.count { grow() }
        ring[(first + count) & (ring.count - 1)] = moment
        count += 1
    }

    mutating func popFirst() -> Double? {
        guard count > 0 else { return nil }
        defer {
            first = (first + 1) & (ring.count - 1)
            count -= 1
        }
        return ring[first]
    }

    private mutating func grow() {
        ring = ContiguousArray(ring[first...] + ring[..<first]) + ContiguousArray(repeating: 0, count: ring.count)
        first = 0
    }
}
