import NIOCore
import Wire

/// A client's end of a connection: numbers the commands it sends, and gives each reply to the purpose it was sent for.
struct Correspondent<Purpose> {
    /// What the server has said.
    enum Heard {
        case reply(Reply, to: Purpose)
        case event(seq: Int64, kind: String, Words)
        case greeting(Words)
        case head(Int64)
        case farewell(Status)
        /// Outside the grammar, or a reply that nobody asked for.
        case nonsense(String)
    }

    struct Reply {
        var rows: [(kind: String, words: Words)]
        var outcome: ServerLine.Outcome
        var status: Status
        var text: String
    }

    private var framer = Framer(reading: .server)
    private var waiting: [String: Purpose] = [:]
    /// Of the reply that is being read; nothing comes between them.
    private var rows: [(kind: String, words: Words)] = []
    private var lastTag = 0

    /// Everything that waits for its reply.
    var unanswered: [Purpose] { waiting.sorted { $0.key < $1.key }.map(\.value) }

    /// A line for the server.
    ///
    /// - Parameter command: the line without its tag and line end, in the grammar of the protocol.
    mutating func line(_ command: String, for purpose: Purpose) -> ByteBuffer {
        lastTag += 1
        let tag = "c\(lastTag)"
        waiting[tag] = purpose
        return ByteBuffer(string: "\(tag) \(command)\r\n")
    }

    /// A command with values that the wire's own encoder writes, for ``line(_:for:)``: nothing in them becomes a value more.
    static func command(_ name: String, _ params: [Parameter]) -> String {
        let tag = Tag(number: 0)
        return String(ClientLine(tag: tag, command: name, params: params).description.dropFirst(tag.text.count + 1))
    }

    /// Takes what has arrived, and gives what that says, in order.
    mutating func hear(_ octets: ByteBuffer) -> [Heard] {
        var octets = octets
        framer.append(&octets)
        var heard: [Heard] = []
        while let frame = framer.next() {
            switch frame {
            case .line(let line):
                do throws(WireProblem) {
                    if let word = take(try ServerLine.parse(line)) { heard.append(word) }
                } catch {
                    heard.append(.nonsense(error.text))
                }
            case .tooLong(let problem), .literalTooLong(let problem): heard.append(.nonsense(problem.text))
            }
        }
        return heard
    }

    private mutating func take(_ line: ServerLine) -> Heard? {
        switch line {
        case .row(let tag, let kind, let params):
            guard waiting.keys.contains(tag.text) else { return .nonsense("a row for \(tag.text), which nobody asked") }
            rows.append((kind, Words(params)))
            return nil
        case .final(let tag, let outcome, let status, let text):
            guard let purpose = waiting.removeValue(forKey: tag.text) else {
                return .nonsense("a reply to \(tag.text), which nobody asked: \(text)")
            }
            defer { rows = [] }
            return .reply(Reply(rows: rows, outcome: outcome, status: status, text: text), to: purpose)
        case .event(let seq, let kind, let params): return .event(seq: seq, kind: kind, Words(params))
        case .hello(let params): return .greeting(Words(params))
        case .head(let seq): return .head(seq)
        case .bye(let status, _): return .farewell(status)
        }
    }
}

/// The words of a row or an event.
struct Words: Sendable {
    let params: [Parameter]

    init(_ params: [Parameter]) { self.params = params }

    /// What it is about: the first word without a name.
    var subject: String? { params.first { $0.key == nil }?.value.text }
    subscript(name: String) -> String? { params.value(name)?.text }
}
