import Dispatching
import Interpreting
import Rules

/// Plays a scenario: every policy in every replication, with common random numbers, and puts the figures together.
public struct StudyRunner: Sendable {
    /// One replication of one policy, to be played by whoever has a core free.
    public struct Run: Sendable, Hashable {
        public let policy: String
        /// From 1.
        public let replication: Int
        /// The same for every policy of the replication.
        public let seed: UInt64
    }

    /// What became of one.
    public struct Played: Sendable {
        public let run: Run
        public let figures: RunFigures
        /// Submissions and hours of calendars that the engine refused, by the text of the refusal.
        public let refusals: [String: Refused]
        /// All days were played.
        public let isComplete: Bool
    }

    public let scenario: Scenario
    public let rules: RuleBook

    public init(_ scenario: Scenario, rules: RuleBook) {
        self.scenario = scenario
        self.rules = rules
    }

    /// Replication by replication, so that an early end leaves whole ones.
    public var runs: [Run] {
        (1...max(1, scenario.replications)).flatMap { replication in
            let seed = StudyRunner.seed(of: replication, from: scenario.seed)
            return scenario.policies.map { Run(policy: $0, replication: replication, seed: seed) }
        }
    }

    static func seed(of replication: Int, from seed: UInt64) -> UInt64 {
        var stream = RandomStream(seed: seed, "replication", replication)
        return stream.next()
    }

    /// Plays one; on the caller's thread, and in the same way on any.
    ///
    /// - Parameter goOn: called at the beginning of each day with its number; false ends the run there.
    public func play(_ run: Run, goOn: (_ day: Int) -> Bool) throws(WorldProblem) -> Played {
        guard let strategy = PolicyCatalogue.strategy(run.policy, seed: run.seed) else {
            throw WorldProblem("there is no policy \(run.policy); there are \(PolicyCatalogue.names.joined(separator: ", "))")
        }
        try checkDays()
        try checkDemand()
        var world = try World(
            scenario, rules: rules, strategy: strategy, name: run.policy, replication: run.replication, seed: run.seed)
        let (figures, refusals, isComplete) = world.run(goOn)
        return Played(run: run, figures: figures, refusals: refusals, isComplete: isComplete)
    }

    private func checkDays() throws(WorldProblem) {
        guard scenario.warmUpDays >= scenario.days else { return }
        throw WorldProblem(
            "\(Wording.count(scenario.days, "day")) would be played and nothing counted, for warm-up-days is \(scenario.warmUpDays); "
                + "play at least \(Wording.count(scenario.warmUpDays + 1, "day"))")
    }

    /// What is drawn for one day is held in memory; a country asks some thousand times a day.
    static let inquiriesADay = 1_000_000

    /// Factors of several events multiply, and soon to more than anybody meant.
    private func checkDemand() throws(WorldProblem) {
        for day in 0..<scenario.days {
            // Not a number when a factor grew beyond all bounds.
            guard let drawn = scenario.inquiries.drawn(onDay: day), !(drawn <= Double(StudyRunner.inquiriesADay)) else { continue }
            let number = drawn < 1e15 ? "\(Int(drawn))" : "\(drawn)"
            throw WorldProblem(
                "\(number) requests would be drawn for \(scenario.start.adding(days: day)); at most \(StudyRunner.inquiriesADay) a day "
                    + "are: lower the factors of the events, which multiply, or the volume, or --scale")
        }
    }

    /// Why nothing was asked in all that was played to its end; nil when something was, or it was ended early.
    public func whyNothing(_ played: [Played]) -> String? {
        guard !played.isEmpty, played.allSatisfy({ $0.isComplete && $0.figures.total.asked == 0 }) else { return nil }
        let refused = played.reduce(0) { $0 + $1.figures.refused }
        if refused > 0, let most = remarks(played).first {
            return "\(scenario.name): the service took none of \(Wording.count(refused, "request")): \(most)"
        }
        let span = "\(Wording.count(scenario.days, "day")) from \(scenario.start)"
        let advice = scenario.scale < 1
            ? "of what is asked --scale \(Wording.measure(scenario.scale)) leaves nothing; give a larger --scale, or more days"
            : "give more days, or a scenario in which something is asked"
        return "\(scenario.name): nothing is asked on the days that are played, \(span): \(advice)"
    }

    /// Puts together what was played, in any order.
    public func study(_ played: [Played]) -> Study {
        let complete = played.filter(\.isComplete)
        // An interrupted run is better than none, and said to be one.
        let used = complete.isEmpty ? played : complete
        let policies = scenario.policies.compactMap { name -> Study.PolicyFigures? in
            let runs = used.filter { $0.run.policy == name }.map(\.figures).sorted { $0.replication < $1.replication }
            return runs.isEmpty ? nil : Study.PolicyFigures(name: name, runs: runs)
        }
        var study = Study(
            scenario: scenario.name, question: scenario.question, expects: scenario.expects, seed: scenario.seed,
            start: scenario.start.description, days: scenario.days, scale: scenario.scale, policies: policies)
        if let first = policies.first {
            for other in policies.dropFirst() { study.comparisons += comparisons(of: other, with: first) }
            study.calibration = scenario.calibration.compactMap {
                CalibrationFigures.row(for: $0, runs: first.runs, workingDays: workingDays, expected: scenario.inquiries.expected)
            }
        }
        study.remarks = remarks(played)
        return study
    }

    /// Those that count, 0 being the scenario's first day.
    private var workingDays: [Int] {
        (scenario.warmUpDays..<max(scenario.warmUpDays, scenario.days)).filter {
            rules.calendar.isWorkingDay(scenario.start.adding(days: $0))
        }
    }

    private func comparisons(of policy: Study.PolicyFigures, with first: Study.PolicyFigures) -> [Study.Comparison] {
        let pairs = policy.runs.compactMap { run in first.runs.first { $0.replication == run.replication }.map { (run, $0) } }
        return ComparedFigure.all.compactMap { figure in
            let both = pairs.compactMap { pair -> (Double, Double)? in
                guard let value = figure.value(pair.0), let other = figure.value(pair.1) else { return nil }
                return (value, other)
            }
            guard let difference = Estimate(differences: both.map(\.0), both.map(\.1)) else { return nil }
            return Study.Comparison(policy: policy.name, against: first.name, figure: figure.name, difference: difference)
        }
    }

    private func remarks(_ played: [Played]) -> [String] {
        var remarks: [String] = []
        let whole = played.filter(\.isComplete).count
        if whole < runs.count { remarks.append("ended early: \(whole) of \(runs.count) runs were played to the end") }
        if whole == 0 { remarks.append("no run was complete; the figures are those of the days that were played") }
        var refusals: [String: Refused] = [:]
        for run in played { refusals.merge(run.refusals) { $0 + $1 } }
        for (text, refused) in refusals.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(10) {
            let example = refused.example.map { refused.count == 1 ? " (\($0))" : " (such as \($0))" } ?? ""
            let subject = refused.count == 1 ? "1 command was" : "\(Wording.number(refused.count)) commands were"
            remarks.append("\(subject) refused\(example): \(text)")
        }
        if refusals.count > 10 { remarks.append("commands were refused in \(refusals.count - 10) more ways") }
        let violations = played.reduce(0) { $0 + $1.figures.violations }
        if violations > 0 { remarks.append("\(violations) invariants were violated: a defect; report the scenario and the seed") }
        return remarks
    }
}
