/// What was written and not yet taken by the client.
struct UnreadOctets {
    private(set) var count = 0
    /// Seconds without progress while something was unread.
    private var stalled = 0

    mutating func sent(_ octets: Int) { count += octets }

    mutating func taken(_ octets: Int) {
        count -= octets
        stalled = 0
    }

    /// A second has passed.
    /// - Returns: for how many seconds the client has taken nothing of what waits.
    mutating func tick() -> Int {
        stalled = count == 0 ? 0 : stalled + 1
        return stalled
    }
}
