import NIOCore

/// Questions that wait, in one line for each who asks. The lines have their turns one after the other, so that a long one delays itself
/// only. Lines that begin with a costly question have turns of their own: others' cheap ones do not wait for them.
struct FairQueue {
    private var lines: [Line: CircularBuffer<Question>] = [:]
    /// Lines that begin with a cheap question, the one whose turn it is first.
    private var cheap = CircularBuffer<Line>()
    /// The same of those that begin with a costly one.
    private var costly = CircularBuffer<Line>()

    private(set) var count = 0
    var hasCheap: Bool { !cheap.isEmpty }
    var hasCostly: Bool { !costly.isEmpty }

    mutating func put(_ question: Question, in line: Line) {
        if lines[line] == nil { takeTurn(line, with: question) }
        lines[line, default: CircularBuffer(initialCapacity: 4)].append(question)
        count += 1
    }

    /// The next cheap question, if a line begins with one.
    mutating func takeCheap() -> Question? { cheap.popFirst().flatMap { takeFirst(of: $0) } }

    /// The next costly question, if a line begins with one.
    mutating func takeCostly() -> Question? { costly.popFirst().flatMap { takeFirst(of: $0) } }

    private mutating func takeFirst(of line: Line) -> Question? {
        let question = lines[line]?.popFirst()
        if let next = lines[line]?.first { takeTurn(line, with: next) } else { lines[line] = nil }
        count -= 1
        return question
    }

    private mutating func takeTurn(_ line: Line, with first: Question) {
        if first.input.isCostly { costly.append(line) } else { cheap.append(line) }
    }
}
