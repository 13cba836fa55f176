import Foundation

/// The token by which `tolkbrug connect` says who is there, and where it comes from.
struct ConnectToken: Equatable {
    /// What is wrong with it, for whoever typed the command.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    let text: String
    /// The option or the file that it comes from.
    let origin: String

    /// Takes what was typed.
    init(typed text: String) throws(Problem) {
        if let problem = Self.problem(of: text) { throw Problem(description: "--token \(problem)") }
        self.text = text
        origin = "--token"
    }

    /// Reads a file that holds a token and nothing else.
    init(file: String) throws(Problem) {
        guard let data = FileManager.default.contents(atPath: file) else {
            let advice = "give a file that is there, holds the token and nothing else, and is yours to read"
            throw Problem(description: "the token file \(file) cannot be read; \(advice)")
        }
        text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        if let problem = Self.problem(of: text) { throw Problem(description: "the token file \(file) \(problem)") }
        origin = file
    }

    /// Of a token: `tb_` and 32 random octets in base64url (RFC 4648, §5).
    private static let (mark, length) = ("tb_", 46)

    /// What a text has instead, without repeating it: it may be a secret of another kind.
    private static func problem(of text: String) -> String? {
        let shape = "a token is tb_ and 43 letters, digits, - or _, in one line"
        if text.isEmpty { return "is empty; \(shape)" }
        let isToken = text.hasPrefix(mark) && text.utf8.count == length
            && text.utf8.allSatisfy { octet in
                switch octet {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        guard !isToken else { return nil }
        let lines = text.split(whereSeparator: \.isNewline).count
        if lines > 1 { return "has \(lines) lines; \(shape)" }
        return text.hasPrefix(mark) ? "has \(text.count) characters instead of \(length), or others; \(shape)" : "holds no token; \(shape)"
    }
}
