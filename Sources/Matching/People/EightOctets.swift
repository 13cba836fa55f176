/// Eight small numbers in one word: taking one out is a shift, and no list is read.
struct EightOctets: Hashable, Sendable {
    static let count = 8
    private var word: UInt64 = 0

    /// - Parameter place: 0…7.
    subscript(place: Int) -> UInt8 {
        get { UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: 8 &* place)) }
        set {
            let shift = UInt64(truncatingIfNeeded: 8 &* place)
            word = word & ~(0xFF &<< shift) | UInt64(newValue) &<< shift
        }
    }
}
