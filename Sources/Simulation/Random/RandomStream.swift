/// A seeded stream of random numbers for one purpose: what one stream draws does not shift what another draws, so that two
/// policies meet the same people with the same luck (common random numbers).
///
/// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
public struct RandomStream: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// - Parameters:
    ///   - seed: of the replication.
    ///   - purpose: what is drawn, for instance `answer`.
    ///   - numbers: for whom, for instance the interpreter's and the request's number.
    public init(seed: UInt64, _ purpose: StaticString, _ numbers: Int...) {
        var mixed = RandomStream(seed: seed)
        purpose.withUTF8Buffer { for octet in $0 { mixed.absorb(UInt64(octet)) } }
        for number in numbers { mixed.absorb(UInt64(bitPattern: Int64(number))) }
        state = mixed.next()
    }

    private mutating func absorb(_ word: UInt64) { state = next() ^ (word &* 0xD6E8_FEB8_6659_FD93) }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
