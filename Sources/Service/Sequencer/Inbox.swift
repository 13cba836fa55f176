/// A queue from many threads to the sequencer's. Letters are taken at once and all together; questions a few at a time, in turns.
///
/// Unchecked because the compiler cannot see that `condition` guards the rest.
final class Inbox: @unchecked Sendable {
    /// Cheap questions taken together at most, before costly ones.
    static let slice = 128
    /// Costly questions taken together at most: they share one copy of the engine, and whoever asks next waits for them.
    static let costlySlice = 32

    private let condition = SteadyCondition()
    private var letters: [Sequencer.Letter] = []
    private var questions = FairQueue()
    /// What the sleeping thread waits for.
    private var isAwaited = (letters: false, questions: false)

    func put(_ letter: Sequencer.Letter) {
        condition.withLock {
            letters.append(letter)
            if isAwaited.letters { wake() }
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

    /// Every letter that waits, in order, then questions, those left out that nobody would read the answer of.
    ///
    /// - Parameters:
    ///   - patience: blocks no longer than this while there is nothing; then the result is empty.
    ///   - takesQuestions: without it only letters count.
    ///   - takesCostly: without it costly questions wait.
    func take(patience: Duration, takesQuestions: Bool, takesCostly: Bool) -> [Sequencer.Letter] {
        condition.withLock {
            condition.wait(atMost: patience) {
                let hasCome =
                    !letters.isEmpty || takesQuestions && (questions.hasCheap || takesCostly && questions.hasCostly)
                isAwaited = (!hasCome, !hasCome && takesQuestions)
                return hasCome
            }
            isAwaited = (false, false)
            var taken = letters
            letters = []
            guard takesQuestions else { return taken }
            take(Inbox.slice, into: &taken) { questions.takeCheap() }
            if takesCostly { take(Inbox.costlySlice, into: &taken) { questions.takeCostly() } }
            return taken
        }
    }

    private func take(_ limit: Int, into taken: inout [Sequencer.Letter], _ next: () -> Question?) {
        var room = limit
        while room > 0, let question = next() {
            taken.append(.question(question))
            if !question.isPointless { room -= 1 }
        }
    }
}
