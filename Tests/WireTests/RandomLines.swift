import RandomTestSupport
import Wire

/// Makes lines that use the whole grammar, mostly short and now and then at a limit.
struct RandomLines {
    var random: Seeded

    init(seed: UInt64) { random = Seeded(seed) }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    private static let wordTail = letters + Array("0123456789-")
    private static let atoms = letters + Array("0123456789._-+:/@,*%?><!~")
    private static let awkward = [
        "\"", "\\", "\n", "\t", "\r", "\r\n", "\0", "\u{7F}", "\u{85}", "é", "e\u{301}",
        "ትግርኛ", "العربية", "👩‍👧", " ", "  ",
        "{5}", "{5}\r\n", "(", ")",
        "=", "[NAME]", "a", "Sint-Jozefschool",
    ]

    mutating func clientLine() -> ClientLine {
        ClientLine(tag: tag(), command: word(), params: params(named: uniqueKeys()))
    }

    mutating func serverLine() -> ServerLine {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .row(tag(), kind: word(), params: params(named: keys()))
        case 1: .final(tag(), ServerLine.Outcome.allCases.randomElement(using: &random) ?? .ok, status(), text: freeText())
        case 2: .event(seq: .random(in: 0...(.max), using: &random), kind: word(), params: params(named: keys()))
        case 3: .hello(params(named: keys()))
        case 4: .head(.random(in: 0...(.max), using: &random))
        default: .bye(status(), text: freeText())
        }
    }

    private mutating func pick(_ count: ClosedRange<Int>, of characters: [Character]) -> String {
        String((0..<Int.random(in: count, using: &random)).map { _ in characters.randomElement(using: &random) ?? "a" })
    }

    private mutating func tag() -> Tag {
        let head = pick(1...1, of: Array("abcdefghijlmnopqrstuvwxyz0123456789"))
        return Tag(head + pick(0...15, of: Self.letters + Array("0123456789.-"))) ?? .unreadable
    }

    private mutating func word() -> String { pick(1...1, of: Self.letters) + pick(0...31, of: Self.wordTail) }

    private mutating func keys() -> [String?] {
        (0..<Int.random(in: 0...8, using: &random)).map { _ in Bool.random(using: &random) ? word() : nil }
    }

    private mutating func uniqueKeys() -> [String?] {
        var seen: Set<String> = []
        return keys().filter { $0 == nil || seen.insert($0?.lowercased() ?? "").inserted }
    }

    private mutating func params(named keys: [String?]) -> [Parameter] {
        keys.map { Parameter(key: $0, value: value(depth: 0)) }
    }

    private mutating func value(depth: Int) -> Value {
        switch Int.random(in: 0..<(depth < Limits.standard.listDepth ? 10 : 8), using: &random) {
        case 0..<4: return .atom(pick(1...20, of: Self.atoms))
        case 4..<6: return .quoted(text())
        case 6: return .literal((0..<Int.random(in: 0...40, using: &random)).map { _ in .random(in: 0...255, using: &random) })
        case 7 where Int.random(in: 0..<20, using: &random) == 0:
            return .quoted(String(repeating: text(), count: 40))
        case 7: return .literal(Array(text().utf8))
        default: return .list((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth + 1) })
        }
    }

    mutating func text() -> String {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in
            Bool.random(using: &random) ? Self.awkward.randomElement(using: &random) ?? "" : pick(0...12, of: Self.atoms)
        }.joined()
    }

    /// A text that a reply can carry unchanged.
    private mutating func freeText() -> String {
        let scalars = text().unicodeScalars.filter { $0.properties.generalCategory != .control }.drop { $0 == " " }
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func status() -> Status {
        Status(
            Status.Class.allCases.randomElement(using: &random) ?? .done, .random(in: 0...99, using: &random),
            .random(in: 0...999, using: &random), Bool.random(using: &random) ? word() : nil)
    }
}
