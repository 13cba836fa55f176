import ArgumentParser
import Foundation
import RuleFiles
import Rules

/// `tolkbrug bench decision`: how long the engine thinks about one conversation that is to begin at once.
struct BenchDecisionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision", abstract: "Measures single decisions for work at once, explanation included.",
        discussion: """
            Makes a state of that many interpreters (languages as in simulations/flanders-day, calendars, half a year of work, six in ten \
            on duty) and asks for one conversation after another, on one thread and without a database. Each decision finds everybody who \
            could do it in order of preference, and the first reason against each of the others; every 25th is compared with one made by \
            trying everybody. Exit status 0, or 1 when one differs.
            """)

    @Option(help: "How many interpreters are registered.")
    var interpreters = 2_000

    @Option(help: "How many decisions are measured, after 500 others.")
    var requests = 5_000

    @Option(help: "Write the figures to this file.")
    var json: String?

    @Option(help: "The directory of the rule files.")
    var rules: String?

    func validate() throws {
        guard (1...50_000).contains(interpreters) else { throw ValidationError("--interpreters \(interpreters): from 1 to 50000") }
        guard (1...1_000_000).contains(requests) else { throw ValidationError("--requests \(requests): from 1 to 1000000") }
    }

    func run() throws {
        let book = try RuleLoader(directory: RuleDirectory.find(requested: rules)).load()
        let report = try DecisionBench(rules: book, interpreters: interpreters, requests: requests).run()
        say(report.text)
        if let json { try report.json().write(to: URL(fileURLWithPath: json)) }
    }
}
