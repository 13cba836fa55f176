/// Arrays of one dimension as PostgreSQL reads them: `{17,"with \"quotes\"",NULL}`.
enum ArrayText {
    static func of(_ elements: some Sequence<String?>) -> String {
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
}
