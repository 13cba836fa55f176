import Foundation
import Planning

/// The answer to an instance, as it is written to a file.
struct PlanAnswer: Encodable {
    struct Assignment: Encodable {
        let job: Int
        let interpreter: Int
    }

    struct Unfilled: Encodable {
        let job: Int
        let reason: String
    }

    let instance: String
    let value: Int
    let bound: Int
    let gap: Double
    let seconds: Double
    let assignments: [Assignment]
    let unfilled: [Unfilled]

    init(_ result: PlanResult, of instance: Instance, model: InstanceModel, seconds: Double) {
        self.instance = instance.name
        value = result.value
        bound = result.bound
        gap = result.gap
        self.seconds = seconds
        var assignments: [Assignment] = []
        var unfilled: [Unfilled] = []
        for (index, job) in instance.jobs.enumerated() {
            if let shift = result.shifts[index] {
                assignments.append(Assignment(job: job.id, interpreter: instance.interpreters[model.personOfShift[shift]].id))
            } else {
                unfilled.append(Unfilled(job: job.id, reason: PlanAnswer.reason(index, result, instance, model)))
            }
        }
        self.assignments = assignments
        self.unfilled = unfilled
    }

    private static func reason(_ index: Int, _ result: PlanResult, _ instance: Instance, _ model: InstanceModel) -> String {
        guard let rivals = result.rivals[index] else { return model.whyNobody(index) }
        let person = instance.interpreters[model.personOfShift[rivals.shift]].id
        let others = rivals.jobs.map { "\(instance.jobs[$0].id)" }.joined(separator: ", ")
        if rivals.jobs.isEmpty { return "not worth it: the best interpreter, \(person), costs more than it is worth" }
        let why = rivals.isLimit ? ", which use up the minutes of" : " of"
        return "outbid by \(rivals.jobs.count == 1 ? "job" : "jobs") \(others)\(why) interpreter \(person); "
            + "shadow price of the time: \(result.prices[index]) points"
    }

    func data() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return try encoder.encode(self)
    }
}
