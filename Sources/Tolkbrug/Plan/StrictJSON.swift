import Foundation

/// Reads JSON by its grammar alone (RFC 8259), before Foundation does: that one takes a comma too many, takes one of two fields of the same
/// name, and does not say where it stopped.
struct StrictJSON {
    /// What is wrong, and where: `jobs[3]`, and the line and column of the octet, from 1.
    struct Problem: Error, Hashable {
        let path: String
        let text: String
    }

    private enum Step {
        case name(String)
        case index(Int)
    }

    private let octets: [UInt8]
    private var place = 0
    private var path: [Step] = []

    /// Deeper is no instance, and would fill the stack.
    private static let mostDepth = 64
    private static let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))

    private init(_ octets: [UInt8]) { self.octets = octets }

    static func check(_ data: Data) throws(Problem) {
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
            throw Problem(path: "", text: "is UTF-16; UTF-8 is needed")
        }
        var octets = [UInt8](data)
        if octets.starts(with: [0xEF, 0xBB, 0xBF]) { octets.removeFirst(3) }
        var reader = StrictJSON(octets)
        try reader.value()
        reader.skipSpace()
        if reader.place < octets.count { throw reader.unexpected("nothing more") }
    }

    private var peek: UInt8? { place < octets.count ? octets[place] : nil }

    private mutating func skipSpace() {
        while let octet = peek, octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09 { place += 1 }
    }

    private mutating func take(_ octet: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: octet) else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(Problem) {
        skipSpace()
        guard path.count < StrictJSON.mostDepth else {
            throw Problem(path: "", text: "is nested more than \(StrictJSON.mostDepth) deep, \(location)")
        }
        switch peek {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try list()
        case StrictJSON.quote: _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func object() throws(Problem) {
        place += 1
        skipSpace()
        if take("}") { return }
        var names: Set<String> = []
        repeat {
            skipSpace()
            guard peek == StrictJSON.quote else { throw unexpected("the name of a field in double quotes") }
            let begin = place
            let name = try string()
            path.append(.name(name))
            if !names.insert(name).inserted {
                place = begin
                throw Problem(path: StrictJSON.text(path), text: "is there twice, again at \(location); give it once")
            }
            skipSpace()
            guard take(":") else { throw unexpected("a colon behind the name of a field") }
            try value()
            path.removeLast()
            skipSpace()
        } while take(",")
        guard take("}") else { throw unexpected("a comma, or } at the end of an object") }
    }

    private mutating func list() throws(Problem) {
        place += 1
        skipSpace()
        if take("]") { return }
        var index = 0
        repeat {
            path.append(.index(index))
            try value()
            path.removeLast()
            index += 1
            skipSpace()
        } while take(",")
        guard take("]") else { throw unexpected("a comma, or ] at the end of a list") }
    }

    private mutating func word(_ word: StaticString) throws(Problem) {
        let text = "\(word)"
        guard octets[place...].starts(with: text.utf8) else { throw unexpected("a value, such as \(text)") }
        place += text.utf8.count
    }

    private mutating func number() throws(Problem) {
        let begin = place
        _ = take("-")
        let whole = try digits(begin)
        if whole.count > 1, whole.first == UInt8(ascii: "0") {
            place = begin
            throw unexpected("a number without a nought before it")
        }
        if take(".") { _ = try digits(begin) }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            _ = try digits(begin)
        }
    }

    private mutating func digits(_ begin: Int) throws(Problem) -> ArraySlice<UInt8> {
        let first = place
        while let octet = peek, (0x30...0x39).contains(octet) { place += 1 }
        guard place > first else { throw unexpected(begin == first ? "a value" : "a digit of a number") }
        return octets[first..<place]
    }

    /// The text in double quotes, which Foundation resolves when there are escapes in it.
    private mutating func string() throws(Problem) -> String {
        let begin = place
        place += 1
        var isEscaped = false
        while let octet = peek, octet != StrictJSON.quote {
            guard octet >= 0x20 else { throw unexpected("no control octet in a text; write \\n or \\t, or close the quotes") }
            if octet == StrictJSON.backslash {
                isEscaped = true
                place += 1
            }
            place += 1
        }
        guard take("\"") else {
            place = begin
            throw unexpected("a text that is closed with double quotes")
        }
        let inside = octets[begin..<place]
        guard isEscaped else {
            if let text = String(validating: inside.dropFirst().dropLast(), as: UTF8.self) { return text }
            place = begin
            throw unexpected("UTF-8 in a text")
        }
        if let text = try? JSONDecoder().decode(String.self, from: Data(inside)) { return text }
        place = begin
        throw unexpected("a text in UTF-8 with the escapes of JSON")
    }

    // MARK: What is wrong

    private func unexpected(_ expected: String) -> Problem {
        let found: String
        if let octet = peek, octet < 0x80 {
            found = octet > 0x20 ? "found \(Character(Unicode.Scalar(octet)))" : "found the octet \(octet)"
        } else {
            found = place < octets.count ? "found another letter" : "the file ends there"
        }
        return Problem(path: StrictJSON.text(path), text: "is not JSON at \(location): expected \(expected); \(found)")
    }

    /// `line 3, column 5`, from 1, in Unicode scalars.
    private var location: String {
        let before = octets[..<min(place, octets.count)]
        let line = before.count { $0 == 0x0A } + 1
        let begin = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return "line \(line), column \(before[begin...].count { $0 & 0xC0 != 0x80 } + 1)"
    }

    private static func text(_ path: [Step]) -> String {
        path.reduce("") { text, step in
            switch step {
            case .index(let index): "\(text)[\(index)]"
            case .name(let name): text.isEmpty ? name : "\(text).\(name)"
            }
        }
    }
}
