/// A character that nobody sees and that changes what others read: signs of direction, of no width, of layout,
/// and code points that are no characters.
///
/// With them `Anna` is stored beside an `Anna` that looks the same and is another name, and a note reads backwards. Joiners and
/// selectors of a variant are let be where writing needs them, behind a letter or sign that is not of a European script: Persian has
/// joiners within words, Chinese names have variants.
public struct InvisibleCharacter: Hashable, Sendable, CustomStringConvertible {
    public let scalar: Unicode.Scalar
    /// Counts from 1, in characters (``Swift/String/characterCount``).
    public let place: Int

    /// `U+202E RIGHT-TO-LEFT OVERRIDE as its character 5`.
    public var description: String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "U+\(padding)\(digits)\(scalar.properties.name.map { " \($0)" } ?? "") as its character \(place)"
    }

    /// Joiners of letters and of emoji, and what chooses a variant of the character before.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C...0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
        default: false
        }
    }

    /// Below are the European scripts: Latin, Greek, Cyrillic, Armenian.
    private static let firstOfOthers: UInt32 = 0x0590

    /// Whether a scalar is one of those that are never let be.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE007F:
            true
        // Code points that stand for no character, and never will.
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// The first of a text.
    public static func first(in text: String) -> InvisibleCharacter? {
        // Nearly all texts are of letters of one octet.
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var before: Unicode.Scalar?
        for (index, scalar) in text.unicodeScalars.enumerated() {
            let follows = before.map { $0.value >= firstOfOthers && !isJoiner($0) } ?? false
            if isHidden(scalar) || isJoiner(scalar) && !follows {
                return InvisibleCharacter(scalar: scalar, place: index + 1)
            }
            before = scalar
        }
        return nil
    }
}
