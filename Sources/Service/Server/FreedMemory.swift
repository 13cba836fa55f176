import CMalloc

/// Memory that was freed and that the C library keeps for later: after hundreds of long answers it is most of the process.
///
/// The library gives back by itself only what lies at the end of one of its heaps, and there is always something small behind.
struct FreedMemory {
    /// Seconds between two looks.
    static let interval = Duration.seconds(10)
    /// Octets that must have been freed since the last time: giving back less is not worth the work.
    static let worth = 67_108_864

    /// What was free, as far as the library counts it, when it was given back last, and what has been taken out of it since.
    private var known = 0

    /// Whether enough has been freed since the last time, when `free` octets are free now.
    mutating func isWorthGivingBack(_ free: Int) -> Bool {
        known = min(known, free)
        guard free - known >= FreedMemory.worth else { return false }
        known = free
        return true
    }

    /// Looks, and gives back what is free if that is much.
    /// - Returns: how many octets were free; nil when they were left.
    mutating func giveBack() -> Int? {
        let free = Int(mallinfo2().fordblks)
        guard isWorthGivingBack(free) else { return nil }
        malloc_trim(0)
        return free
    }
}
