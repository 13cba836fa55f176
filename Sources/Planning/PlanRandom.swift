/// Random numbers of the planner: the same seed gives the same plan in every process.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): one addition and two multiplications.
struct PlanRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    @inline(__always) mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to `limit` − 1; `limit` is at least 1 and fits in 32 bits.
    @inline(__always) mutating func below(_ limit: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: limit)) >> 32)
    }

    /// From 0 up to 1.
    @inline(__always) mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func shuffle(_ values: UnsafeMutablePointer<Int32>, _ count: Int) {
        guard count > 1 else { return }
        for place in stride(from: count - 1, to: 0, by: -1) {
            let other = below(place + 1)
            let value = values[place]
            values[place] = values[other]
            values[other] = value
        }
    }
}
