import ArgumentParser
import Foundation
import Simulation

/// `tolkbrug bench queue`: how many events a second the simulator's agenda plays, on a queue whose answer is known.
struct BenchQueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Measures the simulator's events a second on an M/M/c queue; prints one line of JSON.")

    @Option(help: "Customers that count, after a warm-up.")
    var customers = 300_000

    @Option(help: "Arrivals per mean service time, in erlang.")
    var load = 18.0

    @Option(help: "Servers; more than the load, or the queue never settles.")
    var servers = 20

    @Option(help: "The seed.")
    var seed: UInt64 = 1

    func run() throws {
        let benchmark: QueueBenchmark
        do throws(QueueStudyProblem) {
            benchmark = try QueueBenchmark(customers: customers, load: load, servers: servers, seed: seed)
        } catch {
            throw ValidationError("\(error)")
        }
        let begun = PlanClock()
        let figures = benchmark.run()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        say(String(decoding: try encoder.encode(benchmark.line(figures, seconds: begun.seconds)), as: UTF8.self))
    }
}
