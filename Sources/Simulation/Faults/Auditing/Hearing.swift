import Interpreting
import NIOCore
import Wire

/// One connection, as its client has to understand what it hears.
struct Hearing {
    struct Listening {
        let topics: Set<String>
        /// Everything for the client up to here was told.
        var cursor: Int64
    }

    private var framer = Framer(reading: .server)
    /// In the order in which they were sent.
    private var asked: [Asked] = []
    /// Rows of the answer that is being given.
    private(set) var answer: [(kind: String, words: Words)] = []
    private var isInsideAnswer = false
    /// Since `AUTH` was answered.
    var person: Stage.Person?
    /// Since `SUBSCRIBE` was answered.
    var listening: Listening?
    /// `BYE` was said.
    private(set) var isOver = false
    /// The client does not read: events that came up for it since.
    var unread: Int?

    mutating func ask(_ asked: Asked) { self.asked.append(asked) }

    mutating func lines(_ octets: ByteBuffer) -> [Result<ServerLine, WireProblem>] {
        var octets = octets
        framer.append(&octets)
        var lines: [Result<ServerLine, WireProblem>] = []
        while let frame = framer.next() {
            switch frame {
            case .line(let line):
                do throws(WireProblem) { lines.append(.success(try ServerLine.parse(line))) } catch { lines.append(.failure(error)) }
            case .tooLong(let problem), .literalTooLong(let problem): lines.append(.failure(problem))
            }
        }
        return lines
    }

    mutating func over() { isOver = true }

    // MARK: The order of answers

    /// - Returns: what is wrong with a row at this place.
    mutating func row(_ tag: Tag, _ kind: String, _ words: Words) -> String? {
        isInsideAnswer = true
        answer.append((kind, words))
        guard let next = asked.first else { return "a row for \(tag.text), which nobody asked" }
        return next.tag == tag.text ? nil : "a row for \(tag.text), while \(next.tag ?? "garbage") is to be answered"
    }

    /// What the line answers, or what is wrong with it at this place.
    mutating func final(_ tag: Tag, _ outcome: ServerLine.Outcome) -> Result<Asked, Disorder> {
        isInsideAnswer = false
        guard let next = asked.first else { return .failure(Disorder(text: "an answer to \(tag.text), which nobody asked")) }
        asked.removeFirst()
        if case .garbage = next.kind {
            return outcome == .ok ? .failure(Disorder(text: "OK to a line outside the grammar")) : .success(next)
        }
        guard next.tag == tag.text else {
            return .failure(Disorder(text: "an answer to \(tag.text), while \(next.tag ?? "?") is to be answered"))
        }
        return .success(next)
    }

    mutating func takeAnswer() -> [(kind: String, words: Words)] {
        defer { answer = [] }
        return answer
    }

    /// What is wrong with a line that answers nothing, at this place.
    func push() -> String? { isInsideAnswer ? "a push inside the answer to \(asked.first?.tag ?? "?")" : nil }

    struct Disorder: Error { let text: String }
}
