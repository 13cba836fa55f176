/// Turns the octets of a terminal in raw mode into keys. Octets may come in any pieces.
public struct KeyReader: Sendable {
    private enum Place: Sendable {
        case plain
        case escape
        /// After `ESC [` or `ESC O`, with the parameters so far.
        case sequence([UInt8])
        /// Inside a character of so many more octets.
        case character([UInt8], missing: Int)
    }

    private static let escape: UInt8 = 0x1B
    /// Longer sequences are no key's.
    private static let longestSequence = 16

    private var place = Place.plain
    private var previous: UInt8 = 0

    public init() {}

    /// The keys that are complete with these octets.
    public mutating func read(_ octets: some Sequence<UInt8>) -> [Key] {
        octets.compactMap { octet in
            defer { previous = octet }
            return take(octet)
        }
    }

    private mutating func take(_ octet: UInt8) -> Key? {
        switch place {
        case .plain:
            return begin(octet)
        case .escape:
            switch octet {
            case UInt8(ascii: "["), UInt8(ascii: "O"): place = .sequence([])
            case Self.escape: break
            default: place = .plain
            }
            return nil
        case .sequence(let parameters):
            return takeInSequence(octet, after: parameters)
        case .character(let octets, let missing):
            guard octet & 0xC0 == 0x80 else {
                // The character was cut off; this octet begins something new.
                return begin(octet)
            }
            guard missing == 1 else {
                place = .character(octets + [octet], missing: missing - 1)
                return nil
            }
            place = .plain
            return String(validating: octets + [octet], as: UTF8.self)?.first.map(Key.character)
        }
    }

    private mutating func begin(_ octet: UInt8) -> Key? {
        place = .plain
        switch octet {
        case Self.escape:
            place = .escape
            return nil
        case 0x0A:
            // The second half of CR LF, as pasted.
            return previous == 0x0D ? nil : .enter
        case 0x00...0x1F, 0x7F:
            return Self.control(octet)
        case 0x20...0x7E:
            return .character(Character(Unicode.Scalar(octet)))
        case 0xC2...0xDF:
            place = .character([octet], missing: 1)
        case 0xE0...0xEF:
            place = .character([octet], missing: 2)
        case 0xF0...0xF4:
            place = .character([octet], missing: 3)
        default:
            break
        }
        return nil
    }

    private static func control(_ octet: UInt8) -> Key {
        switch octet {
        case 0x01: .home
        case 0x02: .left
        case 0x03: .cancel
        case 0x04: .endOfInput
        case 0x05: .end
        case 0x06: .right
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0B: .eraseToEnd
        case 0x0C: .clearScreen
        case 0x0D: .enter
        case 0x0E: .down
        case 0x10: .up
        case 0x15: .eraseToBeginning
        case 0x17: .eraseWord
        default: .other
        }
    }

    /// ECMA-48: parameters 0x30–0x3F and intermediates 0x20–0x2F, then one final octet 0x40–0x7E.
    private mutating func takeInSequence(_ octet: UInt8, after parameters: [UInt8]) -> Key? {
        guard (0x40...0x7E).contains(octet) else {
            let isPart = (0x20...0x3F).contains(octet) && parameters.count < Self.longestSequence
            place = isPart ? .sequence(parameters + [octet]) : .plain
            return nil
        }
        place = .plain
        switch (octet, String(decoding: parameters, as: UTF8.self)) {
        case (UInt8(ascii: "A"), _): return .up
        case (UInt8(ascii: "B"), _): return .down
        case (UInt8(ascii: "C"), _): return .right
        case (UInt8(ascii: "D"), _): return .left
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): return .home
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): return .end
        case (UInt8(ascii: "~"), "3"): return .delete
        default: return .other
        }
    }
}
