import ArgumentParser
import Simulation

/// What is to go wrong, and which runs to play.
struct FaultOptions: ParsableArguments {
    @Option(help: "Plays a small service under faults instead of a scenario: \(FaultMix.names.joined(separator: ", ")).")
    var faults: String?

    @Option(help: "The runs to play, 1..200, or one of them; 1..20 when nothing is said.")
    var seeds: String?

    @Option(help: "Stops after this step of the one run that --seed names.")
    var until: Int?

    @Flag(help: "Prints everything that happens in the run that --seed names.")
    var trace = false

    @Option(help: "Steps with faults in each run, before everything has to come to an end; \(FaultRun.steps) when nothing is said.")
    var steps: Int?

    /// Steps with faults in each run.
    var count: Int { steps ?? FaultRun.steps }

    /// The first and last seed; nil when the text is none of the two forms.
    var range: ClosedRange<UInt64>? {
        let bounds = (seeds ?? "1..20").split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
        guard (1...2).contains(bounds.count), let first = bounds.first.flatMap({ $0 }), let last = bounds.last.flatMap({ $0 }),
            first <= last
        else { return nil }
        return first...last
    }

    func validate() throws {
        if let faults, FaultMix.named(faults) == nil {
            throw ValidationError("--faults \(faults): there is no such mix; there are \(FaultMix.names.joined(separator: ", "))")
        }
        guard let range, range.upperBound - range.lowerBound < 1_000_000 else {
            throw ValidationError("--seeds \(seeds ?? ""): write 1..200, at most 1000000 of them, or one number")
        }
        guard (1...10_000_000).contains(count) else { throw ValidationError("--steps \(count): from 1 to 10000000") }
    }
}
