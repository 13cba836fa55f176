import ArgumentParser
import Dispatch
import Foundation
import Planning

/// Plans an instance from a file.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Makes a near-optimal plan for an instance, with a proven bound.",
        discussion: """
            Reads an IDS-1 instance (jobs, interpreters, windows, limits), assigns jobs to interpreters and prints the plan's value and \
            an upper bound that no plan can exceed. With --seconds it works that long, reading included; with --steps the plan is the \
            same in every process. Ctrl-C ends it early with the best plan so far.

            Exit status: 0 a plan, 2 an instance that cannot be used.
            """)

    @Argument(help: "The instance, in JSON.")
    var file: String

    @Option(help: "How long to work, in seconds.")
    var seconds: Double = 10

    @Option(help: "How many steps of search to work instead: the same plan in every process.")
    var steps: Int?

    @Option(help: "The seed of the search.")
    var seed: UInt64 = 1

    @Option(help: "Write the plan to this file.")
    var json: String?

    @Flag(help: "Print nothing while it runs.")
    var quiet = false

    func validate() throws {
        if let json, !OutputFile.hasFolder(json) {
            throw ValidationError("\(json): there is no such folder; name a file in one that exists")
        }
        guard seconds > 0, seconds <= 86_400 else { throw ValidationError("--seconds is \(seconds); more than 0, at most 86400 is needed") }
        if let steps, !(1...1_000_000_000_000).contains(steps) {
            throw ValidationError("--steps is \(steps); 1 to 1000000000000 are allowed")
        }
    }

    func run() throws {
        let begun = PlanClock()
        // From the beginning: a large instance takes seconds to read.
        let interruption = Interruption()
        let instance: Instance
        do { instance = try InstanceFile.read(file) } catch {
            try? FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
            throw ExitCode(2)
        }
        let reading = InstanceModel(instance)
        let model = reading.parts.model
        // What is left after the last step: proving the bound once more, and writing.
        let limit = seconds - max(0.04, seconds * 0.03)
        let count = steps
        let budget =
            count.map { count in PlanBudget { interruption.hasCome ? 1 : Double($0) / Double(count) } }
            ?? PlanBudget { _ in interruption.hasCome ? 1 : begun.seconds / max(0.01, limit) }
        let workers = PlanWorkers(count: 2) { count, body in DispatchQueue.concurrentPerform(iterations: count) { body($0) } }
        let planner = Planner(model, seed: seed, workers: workers)
        let progress = PlanProgressLine(begun: begun, isQuiet: quiet)
        let result = planner.run(budget) { progress.show($0) }
        let answer = PlanAnswer(result, of: instance, model: reading, seconds: begun.seconds)
        if let json { try OutputFile.write(String(decoding: try answer.data(), as: UTF8.self), to: json) }
        say(summary(result, instance, reading, seconds: answer.seconds))
    }

    private func summary(_ result: PlanResult, _ instance: Instance, _ reading: InstanceModel, seconds: Double) -> String {
        let weight = reading.weight(of: result)
        let filled = result.shifts.filter { $0 != nil }.count
        let text =
            "%@: value %d, bound %d, gap %.4f %%, filled %d of %d, weight %d, travel %d min, preferences %d, %.2f s, %d steps"
        return String(
            format: text, instance.name, result.value, result.bound, result.gap * 100, filled, instance.jobs.count,
            weight, result.travel, weight * instance.fillValue - result.travel - result.value, seconds, result.work)
    }
}

/// Seconds since it was made.
struct PlanClock: Sendable {
    private let start = DispatchTime.now().uptimeNanoseconds

    var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 }
}
