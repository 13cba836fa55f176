/// A tag of several parts, taken apart: language, script and country. Variants and extensions say nothing about who can interpret.
struct SubtaggedCode: Hashable {
    let language: String
    private(set) var script: String?
    private(set) var region: String?

    /// - Parameter code: in lower case, with hyphens. Nil when it has one part only, or is no tag.
    init?(_ code: String) {
        var parts = code.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, SubtaggedCode.isWord(parts[0], 2...3) else { return nil }
        // What follows a single letter or digit is an extension or private.
        if let first = parts.firstIndex(where: { $0.utf8.count == 1 }) { parts.removeSubrange(first...) }
        var rest = parts.dropFirst()
        // An extended language names the language itself: zh-yue, ar-apc.
        var language = parts[0]
        if let extended = rest.first, SubtaggedCode.isWord(extended, 3...3) {
            language = extended
            rest = rest.dropFirst()
        }
        self.language = language
        if let part = rest.first, SubtaggedCode.isWord(part, 4...4) {
            script = part
            rest = rest.dropFirst()
        }
        if let part = rest.first, SubtaggedCode.isWord(part, 2...2) || part.utf8.count == 3 && part.utf8.allSatisfy(SubtaggedCode.isDigit) {
            region = part
            rest = rest.dropFirst()
        }
        // A variant has a digit in it, or else it would be a name with a hyphen.
        guard rest.allSatisfy({ (4...8).contains($0.utf8.count) && $0.utf8.contains(where: SubtaggedCode.isDigit) }) else { return nil }
    }

    private static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
    private static func isWord(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    }
}
