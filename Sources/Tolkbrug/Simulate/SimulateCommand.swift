import ArgumentParser
import Foundation
import RuleFiles
import Rules
import Simulation

/// Plays a scenario on a virtual clock.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Plays a scenario with the real engine on a virtual clock: what if, and does it hold.",
        discussion: """
            Requesters and interpreters are scripted clients that speak the line protocol to real sessions and the real engine; network, \
            journal and clock are simulated. The same scenario and seed give the same figures to the byte. Several policies meet the \
            same people with the same luck, so their differences are their own. Ctrl-C ends it and reports what is done.

            Exit status: 0 a result, 2 a scenario that cannot be used.
            """)

    @Argument(help: "A scenario: simulations/NAME.yaml, or the folder of a day that is written down.")
    var scenario: String

    @OptionGroup var rules: RulesCommand.Directory

    @Option(help: "The seed, instead of the scenario's.")
    var seed: UInt64?

    @Option(help: "How often each policy is played, with other luck each time.")
    var replications: Int?

    @Option(
        name: .customLong("policy"),
        help: "An offer policy to play: \(PolicyCatalogue.names.joined(separator: ", ")). May be repeated.")
    var policies: [String] = []

    @Option(help: "Plays this part of the demand and of the people: 0.1 for a tenth.")
    var scale: Double = 1

    @Option(help: "Plays the first days only.")
    var days: Int?

    @Option(help: "How many runs at the same time.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Write all figures to this file, in JSON.")
    var json: String?

    @Option(help: "Write a report to this file: one HTML page that needs nothing else.")
    var report: String?

    @Flag(help: "Print nothing while it runs.")
    var quiet = false

    func validate() throws {
        if let replications, !(1...1000).contains(replications) {
            throw ValidationError("--replications is \(replications); 1 to 1000 are allowed")
        }
        if let days, !(1...3660).contains(days) { throw ValidationError("--days is \(days); 1 to 3660 are allowed") }
        guard scale > 0, scale <= 100 else { throw ValidationError("--scale is \(scale); more than 0, at most 100 is needed") }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs is \(jobs); 1 to 64 are allowed") }
        for policy in policies where !PolicyCatalogue.names.contains(policy) {
            throw ValidationError("--policy \(policy): there is no such policy; there are \(PolicyCatalogue.names.joined(separator: ", "))")
        }
    }

    func run() throws {
        let book = try rules.load()
        switch try load(book) {
        case .world(let scenario): try play(adjusted(scenario), book)
        case .queue(let block): try QueueValidation(block: block, seed: seed, replications: replications, json: json, quiet: quiet).run()
        }
    }

    private func load(_ book: RuleBook) throws -> ScenarioFile.Content {
        do throws(RuleFileProblems) {
            return try ScenarioFile(path: scenario, book: book).load()
        } catch {
            FileHandle.standardError.write(Data("\(error.description)\n".utf8))
            throw ExitCode(2)
        }
    }

    private func adjusted(_ scenario: Scenario) -> Scenario {
        var scenario = scale == 1 ? scenario : scenario.scaled(by: scale)
        if let seed { scenario.seed = seed }
        if let replications { scenario.replications = replications }
        if let days { scenario.days = min(days, scenario.days) }
        if !policies.isEmpty { scenario.policies = policies }
        return scenario
    }

    private func play(_ scenario: Scenario, _ book: RuleBook) throws {
        let runner = StudyRunner(scenario, rules: book)
        let progress = SimulationProgress(runs: runner.runs.count, days: scenario.days, isQuiet: quiet)
        let played: [StudyRunner.Played]
        do { played = try ParallelRuns(runner: runner, jobs: jobs, progress: progress).run() } catch let problem as WorldProblem {
            FileHandle.standardError.write(Data("\(self.scenario): \(problem)\n".utf8))
            throw ExitCode(2)
        }
        let study = runner.study(played)
        let names = Dictionary(book.languages.all.map { ($0.tag.description, $0.names.english) }, uniquingKeysWith: { first, _ in first })
        if let json { try write(try StudyJSON.text(of: study), to: json) }
        if let report { try write(Report(of: study, names: names).html, to: report) }
        say(StudyText.summary(of: study, names: names))
    }

    private func write(_ text: String, to file: String) throws {
        do { try text.write(toFile: file, atomically: true, encoding: .utf8) } catch {
            FileHandle.standardError.write(Data("\(file): the file cannot be written; name one in a folder that exists\n".utf8))
            throw ExitCode(1)
        }
    }
}
