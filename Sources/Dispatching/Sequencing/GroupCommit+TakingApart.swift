import Interpreting

/// A batch that the store refuses for one row costs nobody else anything.
extension GroupCommit {
    /// Halves a refused batch, so that the innocent are committed with the next tries; an input that stands alone is the one.
    ///
    /// The batch was taken back. A batch of n inputs with one refused row takes about 2 log2 n further batches.
    mutating func takeApart(_ batch: Forming, _ rejection: Rejection) {
        let steps = batch.steps
        guard steps.count > 1 else {
            if let step = steps.first { reject(step, rejection, undo: batch.undos.first) }
            return
        }
        let middle = steps.count / 2
        apart.insert(contentsOf: [Array(steps[..<middle]), Array(steps[middle...])], at: 0)
    }

    private mutating func reject(_ step: Step, _ rejection: Rejection, undo: DecisionUndo?) {
        switch step {
        case .input(let question):
            poison.add(question.input)
            let constraint = rejection.constraint.map { " (\($0))" } ?? ""
            let text = "the store refuses what this would write: \(rejection.text)\(constraint); nothing was changed, ask with other values"
            let refusal = Refusal(.storeRejected, text)
            // With a key it is told when it is kept: the row that was refused stands in no batch, but the refusal can.
            if question.key == nil { refuse(question, refusal) } else { apart.insert([.refusal(question, refusal)], at: 0) }
            actions.append(.rejected(rejection, what: question.input.name))
        case .refusal(let question, let refusal):
            // Not even that can be kept: it is told all the same, and a repetition is decided anew.
            refuse(question, refusal)
            actions.append(.rejected(rejection, what: "the answer to a \(question.input.name)"))
        case .wake:
            // Something that was due; whatever else was due with it is not to blame.
            apart.insert([.wakeStep], at: 0)
        case .wakeStep:
            let what = undo.flatMap { decider?.setAside($0) } ?? "nothing"
            wake = decider?.nextWake
            actions.append(.rejected(rejection, what: "a step of the engine's own (\(what)), which is set aside"))
        }
    }
}

extension Input {
    /// What it is, for logs; holds nothing that was typed.
    var name: String {
        switch self {
        case .command(let command, _, _): "command \(String(describing: command).prefix { $0 != "(" })"
        case .query: "query"
        case .wake, .wakeStep: "wake"
        case .planComputed: "plan"
        case .sessionBegan, .sessionEnded: "session"
        }
    }
}
