/// Arrays of one dimension as PostgreSQL reads and writes them: `{17,plain,"with, comma","a \"quote\"",NULL}`.
public enum ArrayLiteral {
    public static func text(_ elements: some Sequence<String?>) -> String {
        var array = [UInt8(ascii: "{")]
        for element in elements {
            if array.count > 1 { array.append(UInt8(ascii: ",")) }
            if var element {
                element.withUTF8 { append($0, to: &array) }
            } else {
                array.append(contentsOf: "NULL".utf8)
            }
        }
        array.append(UInt8(ascii: "}"))
        return String(decoding: array, as: UTF8.self)
    }

    /// Everything but numbers is quoted, so that `NULL`, commas, braces and the empty text stay what they are.
    private static func append(_ element: UnsafeBufferPointer<UInt8>, to array: inout [UInt8]) {
        if isNumber(element) {
            array.append(contentsOf: element)
            return
        }
        array.append(UInt8(ascii: "\""))
        var start = 0
        for index in element.indices where element[index] == UInt8(ascii: "\"") || element[index] == UInt8(ascii: "\\") {
            array.append(contentsOf: UnsafeBufferPointer(rebasing: element[start..<index]))
            array.append(UInt8(ascii: "\\"))
            start = index
        }
        array.append(contentsOf: UnsafeBufferPointer(rebasing: element[start...]))
        array.append(UInt8(ascii: "\""))
    }

    private static func isNumber(_ element: UnsafeBufferPointer<UInt8>) -> Bool {
        !element.isEmpty && element.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
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
