extension String {
    /// How long a text is: its Unicode scalars, which is what `char_length` of PostgreSQL counts. The one measure of every limit on texts,
    /// so that what is taken here is kept there. A letter and each mark on it count for themselves.
    public var characterCount: Int { unicodeScalars.count }

    /// Whether it has more than `limit` characters; of texts that have room even in octets none is counted.
    public func isLonger(than limit: Int) -> Bool { utf8.count > limit && characterCount > limit }

    /// `361 characters, marks on letters counted`: for whoever counted fewer.
    public var lengthText: String {
        let hasMarks = unicodeScalars.contains { $0.properties.isGraphemeExtend || $0.properties.isJoinControl }
        return "\(characterCount) characters\(hasMarks ? ", marks on letters counted" : "")"
    }

    /// Its first `limit` characters at most, an ellipsis the last of them when something is left out.
    public func excerpt(_ limit: Int) -> String {
        isLonger(than: limit) ? String(unicodeScalars.prefix(limit - 1)) + "…" : self
    }

    /// Whether nobody sees anything of it: spaces and invisible signs only, or nothing at all.
    public var isBlank: Bool {
        unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    }
}
