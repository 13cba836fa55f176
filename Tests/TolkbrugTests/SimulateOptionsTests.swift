import ArgumentParser
import Foundation
import Testing

@testable import Tolkbrug

/// An option that what is played does not read is refused, not passed over.
@Suite struct SimulateOptionsTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private func problem(_ line: String) -> String? {
        do {
            _ = try Tolkbrug.parseAsRoot(["simulate"] + line.split(separator: " ").map(String.init))
            return nil
        } catch {
            return Tolkbrug.message(for: error)
        }
    }

    @Test(arguments: [
        ("--faults all --replay log.csv", "--replay: --faults all without --seed does not read it; leave it out, there are --rules,"),
        ("--faults all --scale 1 --days 2 --policy greedy", "--policy, --scale and --days: --faults all without --seed does not read them"),
        ("--faults all --replications 2", "--replications: --faults all"), ("--faults all --json x.json", "--json: --faults all"),
        ("--faults all --report x.html", "--report: --faults all"), ("--faults all --trace", "--trace: --faults all without --seed"),
        ("--faults all --until 9", "--until: --faults all without --seed does not read it"),
        ("--faults all --seed 3 --seeds 1..4", "--seeds: --faults all with --seed does not read it"),
        ("x.yaml --faults all", "x.yaml: --faults all plays a service of its own; leave the scenario out"),
        ("x.yaml --seeds 1..4", "--seeds: a scenario does not read, only --faults reads it; leave it out"),
        ("x.yaml --steps 9 --trace", "--steps and --trace: a scenario does not read, only --faults reads them"),
    ])
    func `what is not read is refused`(line: String, expected: String) {
        #expect(problem(line)?.hasPrefix(expected) == true, "\(problem(line) ?? "nothing")")
    }

    @Test(arguments: [
        "--faults all", "--faults all --seeds 1..3 --steps 100 --jobs 2 --quiet", "--faults all --seed 3 --until 9 --trace",
        "x.yaml --seed 1 --replications 2 --policy greedy --scale 1 --days 3 --replay log.csv --jobs 1 --json x.json --report x.html",
    ])
    func `what is read is taken`(line: String) {
        #expect(problem(line) == nil)
    }

    @Test(arguments: [
        ("--replay log.csv", "--replay: the queue erlang-c does not read it; leave it out, there are --rules, --seed, --replications,"),
        ("--scale 0.5 --policy greedy", "--policy and --scale: the queue erlang-c does not read them"), ("--days 3", "--days: the queue"),
        ("--jobs 2", "--jobs: the queue"), ("--report x.html", "--report: the queue"),
    ])
    func `a queue takes what it reads`(options: String, expected: String) throws {
        let files = ["\(Self.root)/simulations/erlang-c.yaml", "--rules", "\(Self.root)/rules"]
        let command = try SimulateCommand.parse(files + options.split(separator: " ").map(String.init))
        let error = #expect(throws: ValidationError.self) { try command.run() }
        #expect(error?.message.hasPrefix(expected) == true, "\(error?.message ?? "nothing")")
    }
}
