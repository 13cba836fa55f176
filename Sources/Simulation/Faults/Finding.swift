/// Something that does not hold, and how to see it again.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The name of the mix of faults.
    public let mix: String
    /// Of the run.
    public let seed: UInt64
    /// Counts what happened in the run, from 1.
    public let step: Int
    /// Of the run's safety phase.
    public let steps: Int
    /// What was promised and what happened instead.
    public let what: String

    /// Repeats the run up to the step, with everything that was said.
    public var command: String {
        let length = steps == FaultRun.steps ? "" : " --steps \(steps)"
        return "tolkbrug simulate --faults \(mix) --seed \(seed)\(length) --until \(step) --trace"
    }

    public var description: String { "seed \(seed), step \(step): \(what)\n  \(command)" }
}
