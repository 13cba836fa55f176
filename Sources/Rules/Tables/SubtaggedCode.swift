/// A tag of several parts, taken apart: language, script and country. Variants and extensions say nothing about who can interpret.
struct SubtaggedCode: Hashable {
    let language: String
    private(set) var script: String?
    /// In two letters, when the country has them.
    private(set) var region: String?

    /// - Parameter code: in lower case, with hyphens. Nil when it has one part only, or is no tag.
    init?(_ code: String, _ subtags: Subtags) {
        var parts = code.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, SubtaggedCode.isWord(parts[0], 2...3) else { return nil }
        // What follows a single letter or digit is an extension or private.
        if let first = parts.firstIndex(where: { $0.utf8.count == 1 }) { parts.removeSubrange(first...) }
        var rest = parts.dropFirst()
        // An extended language names the language itself, behind its own prefix: zh-yue, ar-apc. Behind any other it is a country: ar-syr.
        var language = parts[0]
        let macrolanguage = SubtaggedCode.shortened[language] ?? language
        if let extended = rest.first, subtags.isExtended(extended, of: macrolanguage) {
            language = extended
            rest = rest.dropFirst()
        }
        self.language = language
        if let part = rest.first, SubtaggedCode.isWord(part, 4...4), !subtags.isVariant(part) {
            script = part
            rest = rest.dropFirst()
        }
        if let part = rest.first, let known = subtags.region(part) {
            region = known
            rest = rest.dropFirst()
        } else if let part = rest.first, SubtaggedCode.isRegion(part) {
            region = part
            rest = rest.dropFirst()
        }
        // A variant that has no digit in it must be a known one, or it would be a name with a hyphen.
        let variants = rest.allSatisfy {
            subtags.isVariant($0) || (4...8).contains($0.utf8.count) && $0.utf8.contains(where: SubtaggedCode.isDigit)
        }
        guard variants else { return nil }
    }

    /// The prefixes of extended languages are written in two letters: `ara-apc` is `ar-apc`.
    private static let shortened = [
        "ara": "ar", "lav": "lv", "msa": "ms", "may": "ms", "swa": "sw", "uzb": "uz", "zho": "zh", "chi": "zh",
    ]

    private static func isRegion(_ part: String) -> Bool {
        isWord(part, 2...2) || part.utf8.count == 3 && part.utf8.allSatisfy(isDigit)
    }
    private static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
    private static func isWord(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
}
