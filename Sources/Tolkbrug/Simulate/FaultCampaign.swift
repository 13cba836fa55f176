import ArgumentParser
import Dispatch
import Foundation
import Rules
import Simulation
import Synchronization

/// Plays a small service under faults with many seeds, and prints what does not hold with the command that repeats it.
struct FaultCampaign {
    let mix: FaultMix
    let options: FaultOptions
    let jobs: Int
    let quiet: Bool
    let stage: Stage

    /// Exit status when something does not hold.
    static let findingStatus = ExitCode(1)

    /// One run, with everything that happened when that is wanted.
    func repeated(seed: UInt64) throws {
        let run = FaultRun(seed: seed, mix: mix, stage: stage, steps: options.count)
        let report = run.run(until: options.until, trace: options.trace ? { say($0) } : nil)
        say("\(report.steps) steps, \(report.events) events, \(report.answers) answers, \(report.requests) requests")
        guard let finding = report.finding else { return }
        say("\(finding)")
        throw FaultCampaign.findingStatus
    }

    /// All seeds, on several threads; Ctrl-C reports what is done.
    func run(_ seeds: ClosedRange<UInt64>) throws {
        let reports = Mutex<[UInt64: FaultRun.Report]>([:])
        let next = Atomic<UInt64>(seeds.lowerBound)
        let (interruption, clock) = (Interruption(), PlanClock())
        DispatchQueue.concurrentPerform(iterations: jobs) { [mix, options, stage, quiet] _ in
            while !interruption.hasCome {
                let seed = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard seed <= seeds.upperBound else { return }
                let report = FaultRun(seed: seed, mix: mix, stage: stage, steps: options.count).run()
                let done = reports.withLock { reports in
                    reports[seed] = report
                    return reports.count
                }
                if done % 50 == 0, !quiet {
                    let left = clock.seconds / Double(done) * Double(seeds.count - done)
                    let line = String(format: "%d of %d seeds, about %.0f s left\n", done, seeds.count, left)
                    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
                }
            }
        }
        try tell(reports.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value), of: seeds.count, seconds: clock.seconds)
    }

    private func tell(_ reports: [FaultRun.Report], of count: Int, seconds: Double) throws {
        let findings = reports.compactMap(\.finding)
        for finding in findings.prefix(20) { say("\(finding)") }
        let figures = reports.reduce(FaultFigures()) { $0 + $1.faults }
        let steps = reports.reduce(0) { $0 + $1.steps }
        let took = String(format: "%.1f", seconds)
        say("\(mix.name): \(reports.count) of \(count) seeds played, \(steps) steps in \(took) s; findings: \(findings.count)")
        say(
            """
            crashes \(figures.crashes), takeovers \(figures.takeovers), fenced batches \(figures.fencedBatches), troubled batches \
            \(figures.troubledBatches), overdue batches \(figures.overdueBatches), rejected inputs \(figures.rejectedInputs), partitions \
            \(figures.partitions), standby away \(figures.standbyAbsences), cancelled waits \(figures.cancelledWaits), promotions \
            \(figures.promotions), lagging promotions \(figures.laggingPromotions) with \(figures.lostEvents) events lost, recoveries \
            \(figures.recoveries), cut connections \(figures.cutConnections), repeated commands \(figures.repeatedCommands), clock jumps \
            \(figures.clockJumps) with \(figures.clockHandovers) hand-overs, bad lines \(figures.badLines), slow readers \
            \(figures.slowReaders), people gone for a while \(figures.absences)
            """)
        if !findings.isEmpty { throw FaultCampaign.findingStatus }
    }
}
