import Client
import Interpreting
import Simulation
import Wire

/// Plays the front desk of one organisation: asks at the given moments, and cancels some of it again.
struct RequesterPlayer: Sendable {
    let client: Client
    let questions: [DayScenario.Question]
    let time: DemoTime

    /// Asks everything; gives how many requests were taken on. A refusal is a fault of the scenario and thrown.
    func play() async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for question in questions { group.addTask { try await ask(question) } }
            try await group.waitForAll()
        }
        return questions.count
    }

    private func ask(_ question: DayScenario.Question) async throws {
        try await time.sleep(until: question.submitted)
        var params = [
            Parameter("language", Value(question.language)), Parameter("complexity", Value(question.complexity)),
            Parameter("minutes", Value(question.minutes)), Parameter("start", Value(question.start)),
            Parameter("place", Value(question.place)), Parameter("priority", Value(question.priority)),
        ]
        if !question.fallback.isEmpty { params.append(Parameter("fallback", Value(question.fallback))) }
        if let gender = question.gender { params.append(Parameter("gender", Value(gender))) }
        let answer = try await client.mutate("SUBMIT", params)
        guard answer.isDone, let request = answer.first("REQUEST")?.subject else {
            throw DemoProblem("a request of the scenario was refused: \(answer.finalText)")
        }
        guard let wait = question.cancelAfter else { return }
        try await time.sleep(until: question.submitted + wait)
        // May come too late when the talk has begun; then it simply takes place.
        _ = try await client.mutate("CANCEL", [Parameter(value: Value(request)), Parameter("reason", "no longer needed")])
    }
}
