import Postgres

/// The bytes written so far, and the containers that are open.
///
/// Nobody says when a container ends. So it is closed when something is written outside it, which comes to the same as
/// long as values are written one after another, as `Codable` does.
///
/// Whether two accesses overlap is not looked at while it runs, since that costs more than what is written: each access is one statement
/// in here, and none calls anything that could come back.
final class JSONOutput {
    @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
    /// From the outermost: the byte that closes it, and whether it has an element.
    @exclusivity(unchecked) private var containers: [(closing: UInt8, hasElement: Bool)] = []

    func open(_ opening: Unicode.Scalar, closedBy closing: Unicode.Scalar) {
        bytes.append(UInt8(ascii: opening))
        containers.append((UInt8(ascii: closing), false))
    }

    func closeContainers(deeperThan depth: Int) {
        while containers.count > depth, let last = containers.popLast() { bytes.append(last.closing) }
    }

    /// Before an element of the container that is the `depth`th from the outermost.
    func beginElement(depth: Int) {
        closeContainers(deeperThan: depth)
        if containers[depth - 1].hasElement { bytes.append(UInt8(ascii: ",")) }
        containers[depth - 1].hasElement = true
    }

    func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    func appendQuoted(_ text: String) {
        var text = text
        text.withUTF8 { Self.appendQuoted($0, to: &bytes) }
    }

    private static func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for index in text.indices where mustEscape(text[index]) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            bytes.append(contentsOf: escape(text[index]).utf8)
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        bytes.append(UInt8(ascii: "\""))
    }

    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x0A: "\\n"
        default: "\\u00" + Hexadecimal.text([byte])
        }
    }
}
