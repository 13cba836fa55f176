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

            With --faults a small service is played instead while connections break, the journal fails, servers die and clocks jump; an \
            auditor checks after each step what was promised, and whatever does not hold is printed with the command that repeats it.

            Exit status: 0 a result, 1 something does not hold, 2 a scenario that cannot be used or of which nothing was asked, 64 an \
            option that is wrong or not read.
            """)

    @Argument(help: "A scenario: simulations/NAME.yaml, or the folder of a day that is written down.")
    var scenario: String?

    @OptionGroup(title: "Does it hold") var faults: FaultOptions

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
    var scale: Double?

    @Option(help: "Plays the first days only.")
    var days: Int?

    @Option(help: "Plays a log instead of the scenario's demand: CSV, also .gz, with columns start, language, minutes and others.")
    var replay: String?

    @Option(help: "How many runs at the same time; as many as there are cores when nothing is said.")
    var jobs: Int?

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
        for file in [json, report].compactMap(\.self) where !OutputFile.hasFolder(file) {
            throw ValidationError("\(file): there is no such folder; name a file in one that exists")
        }
        if let scale, !(scale > 0 && scale <= 100) {
            throw ValidationError("--scale is \(scale); more than 0, at most 100 is needed")
        }
        if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs is \(jobs); 1 to 64 are allowed") }
        for policy in policies where !PolicyCatalogue.names.contains(policy) {
            throw ValidationError("--policy \(policy): there is no such policy; there are \(PolicyCatalogue.names.joined(separator: ", "))")
        }
        try checkOptions()
    }

    /// What is not read is refused; a queue is known as one when its file was read.
    private func checkOptions() throws {
        if let mix = faults.faults {
            let run: Set = seed == nil ? ["--seeds"] : ["--seed", "--until", "--trace"]
            let known = run.union(["--rules", "--steps", "--jobs", "--quiet"])
            if let scenario { throw ValidationError("\(scenario): --faults \(mix) plays a service of its own; leave the scenario out") }
            try given.refuse("--faults \(mix)\(seed == nil ? " without --seed" : " with --seed") does not read", but: known)
        } else {
            let own: Set = ["--seeds", "--until", "--trace", "--steps"]
            try given.refuse("a scenario does not read, only --faults reads", but: Set(given.options.map(\.name)).subtracting(own))
        }
    }

    /// Every option beside `--faults`.
    private var given: UnreadOptions {
        UnreadOptions(options: [
            ("--rules", rules.rules != nil), ("--seed", seed != nil), ("--seeds", faults.seeds != nil), ("--steps", faults.steps != nil),
            ("--until", faults.until != nil), ("--trace", faults.trace), ("--replications", replications != nil),
            ("--policy", !policies.isEmpty), ("--scale", scale != nil), ("--days", days != nil), ("--replay", replay != nil),
            ("--jobs", jobs != nil), ("--json", json != nil), ("--report", report != nil), ("--quiet", quiet),
        ])
    }

    func run() throws {
        let book = try rules.load()
        if let name = faults.faults, let mix = FaultMix.named(name) { return try hold(mix, book) }
        guard let scenario else { throw ValidationError("name a scenario, such as simulations/flanders-year.yaml, or --faults MIX") }
        switch try load(scenario, book) {
        case .world(let scenario): try play(scenario, book)
        case .queue(let block):
            try given.refuse("the queue \(block.name) does not read", but: ["--rules", "--seed", "--replications", "--json", "--quiet"])
            try QueueValidation(block: block, seed: seed, replications: replications, json: json, quiet: quiet).run()
        }
    }

    private var cores: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

    private func hold(_ mix: FaultMix, _ book: RuleBook) throws {
        let campaign = FaultCampaign(mix: mix, options: faults, jobs: cores, quiet: quiet, stage: try Stage(rules: book, for: mix))
        if let seed { return try campaign.repeated(seed: seed) }
        if let range = faults.range { try campaign.run(range) }
    }

    private func load(_ scenario: String, _ book: RuleBook) throws -> ScenarioFile.Content {
        do throws(RuleFileProblems) {
            return try ScenarioFile(path: scenario, book: book).load()
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("\(error.description)\n".utf8))
            throw ExitCode(2)
        }
    }

    /// With what the options say, and what the reader should know about that.
    private func adjusted(_ scenario: Scenario, _ book: RuleBook) throws -> (Scenario, remarks: [String]) {
        var scenario = scenario
        var remarks: [String] = []
        if let replay {
            let log: ReplayLog
            do throws(RuleFileProblems) { log = try ReplayLog(path: replay, book: book) } catch {
                try? FileHandle.standardError.write(contentsOf: Data("\(error.description)\n".utf8))
                throw ExitCode(2)
            }
            scenario = scenario.replaying(log, rules: book.modality, days: days)
            if (0..<scenario.days).allSatisfy({ scenario.inquiries.inquiries(onDay: $0, seed: scenario.seed).isEmpty }) {
                let text = "\(replay): nothing of it is asked on the days that are played, \(scenario.days) from \(scenario.start): "
                    + "what is planned counts as asked a week before its start; add a column asked, or give a longer log"
                try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
                throw ExitCode(2)
            }
            remarks = ["the demand is that of \(replay)"] + log.remarks + Staffing(log).lines()
        }
        if let scale { scenario = scenario.scaled(by: scale) }
        if let seed { scenario.seed = seed }
        if let replications { scenario.replications = replications }
        if let days { scenario.days = min(days, scenario.days) }
        if !policies.isEmpty { scenario.policies = policies }
        return (scenario, remarks)
    }

    private func play(_ written: Scenario, _ book: RuleBook) throws {
        let (scenario, remarks) = try adjusted(written, book)
        let runner = StudyRunner(scenario, rules: book)
        let interruption = Interruption()
        let runs = try played(by: runner, interruption)
        if let reason = runner.whyNothing(runs) {
            try? FileHandle.standardError.write(contentsOf: Data("\(reason)\n".utf8))
            throw ExitCode(2)
        }
        var study = runner.study(runs)
        study.remarks += remarks
        if let recruit = scenario.recruit, !interruption.hasCome {
            study.recruitment = [try curve(recruit, scenario, book, interruption)]
        }
        let names = Dictionary(book.languages.all.map { ($0.tag.description, $0.names.english) }, uniquingKeysWith: { first, _ in first })
        say(StudyText.summary(of: study, names: names))
        if let json { try OutputFile.write(try StudyJSON.text(of: study), to: json) }
        if let report { try OutputFile.write(Report(of: study, names: names).html, to: report) }
    }

    private func played(by runner: StudyRunner, _ interruption: Interruption) throws -> [StudyRunner.Played] {
        let progress = SimulationProgress(
            runs: runner.runs.count, days: runner.scenario.days, interruption: interruption, isQuiet: quiet)
        do {
            return try ParallelRuns(runner: runner, jobs: cores, progress: progress).run()
        } catch let problem as WorldProblem {
            try? FileHandle.standardError.write(contentsOf: Data("\(runner.scenario.name): \(problem)\n".utf8))
            throw ExitCode(2)
        }
    }

    /// Plays the scenario with more and more recruits, until enough are found.
    private func curve(
        _ recruit: Scenario.Recruit, _ scenario: Scenario, _ book: RuleBook, _ interruption: Interruption
    ) throws -> Study.RecruitmentCurve {
        var search = RecruitmentSearch(recruit)
        while let count = search.next {
            var larger = search.scenario(scenario, recruiting: count)
            larger.policies = Array(scenario.policies.prefix(1))
            let text = "with \(count) more interpreters for \(recruit.language):\n"
            if !quiet { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
            let runs = try played(by: StudyRunner(larger, rules: book), interruption)
            // What Ctrl-C cut short is no figure for this number.
            if interruption.hasCome { break }
            search.note(count, runs.map(\.figures))
        }
        return search.curve
    }
}
