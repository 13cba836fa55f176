/// `text[]` as PostgreSQL writes it: `{plain,"with, comma","a \"quote\"",NULL}`. One dimension.
enum ArrayLiteral {
    /// Every element is quoted, so that `NULL`, commas, braces and the empty text stay what they are.
    static func text(_ elements: [String]) -> String {
        var literal: [UInt8] = [UInt8(ascii: "{")]
        for (position, element) in elements.enumerated() {
            if position > 0 { literal.append(UInt8(ascii: ",")) }
            literal.append(UInt8(ascii: "\""))
            for byte in element.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
                literal.append(byte)
            }
            literal.append(UInt8(ascii: "\""))
        }
        literal.append(UInt8(ascii: "}"))
        return String(decoding: literal, as: UTF8.self)
    }

    /// Nil when `literal` is not an array of one dimension, or holds a NULL.
    static func elements(_ literal: String) -> [String]? {
        var reader = Reader(bytes: Array(literal.utf8))
        return reader.array()
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func array() -> [String]? {
            guard take("{") else { return nil }
            if take("}") { return position == bytes.count ? [] : nil }
            var elements: [String] = []
            repeat {
                guard let element = take("\"") ? quoted() : plain() else { return nil }
                elements.append(element)
            } while take(",")
            guard take("}"), position == bytes.count else { return nil }
            return elements
        }

        /// The rest of an element whose opening quote was taken.
        private mutating func quoted() -> String? {
            var content: [UInt8] = []
            while position < bytes.count {
                if take("\"") { return String(decoding: content, as: UTF8.self) }
                _ = take("\\")
                guard position < bytes.count else { return nil }
                content.append(bytes[position])
                position += 1
            }
            return nil
        }

        private mutating func plain() -> String? {
            let start = position
            while position < bytes.count, !"{},\"\\".utf8.contains(bytes[position]) { position += 1 }
            let content = String(decoding: bytes[start..<position], as: UTF8.self)
            return content.isEmpty || content.uppercased() == "NULL" ? nil : content
        }

        private mutating func take(_ character: Character) -> Bool {
            guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
            position += 1
            return true
        }
    }
}
