/// A queue from many threads to the sequencer's. Messages are taken at once and all together; questions a few at a time, in turns.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
final class Inbox: @unchecked Sendable {
    /// Cheap questions taken together at most, before costly ones.
    static let slice = 128
    /// Costly questions taken together at most: they share one copy of the engine, and whoever asks next waits for them.
    static let costlySlice = 32

    private let condition = SteadyCondition()
    private var messages: [Sequencer.Message] = []
    private var questions = FairQueue()
    /// What the sleeping thread waits for.
    private var isAwaited = (messages: false, questions: false)

    func put(_ message: Sequencer.Message) {
        condition.withLock {
            messages.append(message)
            if isAwaited.messages { wake() }
        }
    }

    func put(_ question: Question, in line: Line) {
        condition.withLock {
            questions.put(question, in: line)
            if isAwaited.questions { wake() }
        }
    }

    private func wake() {
        isAwaited = (false, false)
        condition.signal()
    }

    /// Every message that waits, in order, then questions, those left out that nobody would read the answer of.
    ///
    /// - Parameters:
    ///   - patience: blocks no longer than this while there is nothing; then the result is empty.
    ///   - takesQuestions: without it only messages count.
    ///   - takesCostly: without it costly questions wait.
    func take(patience: Duration, takesQuestions: Bool, takesCostly: Bool) -> [Sequencer.Message] {
        condition.withLock {
            condition.wait(atMost: patience) {
                let hasCome =
                    !messages.isEmpty || takesQuestions && (questions.hasCheap || takesCostly && questions.hasCostly)
                isAwaited = (!hasCome, !hasCome && takesQuestions)
                return hasCome
            }
            isAwaited = (false, false)
            var taken = messages
            messages = []
            guard takesQuestions else { return taken }
            take(Inbox.slice, into: &taken) { questions.takeCheap() }
            if takesCostly { take(Inbox.costlySlice, into: &taken) { questions.takeCostly() } }
            return taken
        }
    }

    private func take(_ limit: Int, into taken: inout [Sequencer.Message], _ next: () -> Question?) {
        var room = limit
        while room > 0, let question = next() {
            taken.append(.question(question))
            if !question.isPointless { room -= 1 }
        }
    }
}
