import Interpreting

/// What most people are sent away for, as plain values of a fixed size: read for hundreds of people in a row, without following a
/// reference. Languages and pools have the numbers of the ``Profiles`` it belongs to.
struct Profile: Sendable {
    /// A bit for each pool.
    var pools: UInt64 = 0
    /// Nil while it is on hold, too.
    var duty: Interval?
    var loginEnds = Timestamp.distantPast
    /// The number of each language, the strongest first; `competenceCount` of them.
    var languages = EightOctets()
    /// A bit for each place among the languages that is trained, not certified.
    var trained: UInt8 = 0
    var competenceCount: UInt8 = 0
    var modalities = ModalitySet()
    var dutyModalities = ModalitySet()
    var gender = Gender.other
    var isActive = false
    /// Whether it says all there is. False for whom the register does not know, too.
    var isWhole = false
}

/// Small numbers for codes, in the order in which they first come.
struct Numbering<Code: Hashable & Sendable>: Sendable {
    private var numbers: [Code: UInt8] = [:]
    /// So that a set of numbers is one word.
    static var room: Int { 64 }

    /// Nil when the code has no number and there is no room for another.
    mutating func numbered(_ code: Code) -> UInt8? {
        if let number = numbers[code] { return number }
        guard numbers.count < Self.room else { return nil }
        let number = UInt8(numbers.count)
        numbers[code] = number
        return number
    }

    /// Nil when nobody has had the code.
    subscript(code: Code) -> UInt8? { numbers[code] }

    /// No bit when nobody has had the code.
    func bit(of code: Code) -> UInt64 { numbers[code].map { 1 << UInt64($0) } ?? 0 }
}
