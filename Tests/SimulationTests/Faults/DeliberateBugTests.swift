import Testing

@testable import Simulation

@Suite struct DeliberateBugTests {
    @Test func `there are enough of them`() {
        #expect(DeliberateBug.allCases.count >= 20)
    }

    @Test(arguments: DeliberateBug.allCases) func `each deliberate bug is found`(bug: DeliberateBug) throws {
        for seed in UInt64(1)...200 {
            guard let finding = try FaultStage.run(seed, bug.mix, steps: 1_500, bug: bug).run().finding else { continue }
            #expect(finding.seed == seed)
            return
        }
        Issue.record("\(bug.rawValue) was not found within 200 seeds")
    }

    @Test(arguments: [
        (DeliberateBug.nobodyRungBeside, "who is not there, at event"), (.freedHoursIgnored, "could do it since"),
        (.goneCountedAsThere, "is not there, while"),
    ]) func `what it breaks is what is found`(bug: DeliberateBug, words: String) throws {
        for seed in UInt64(1)...200 {
            guard let finding = try FaultStage.run(seed, bug.mix, steps: 1_500, bug: bug).run().finding else { continue }
            if finding.what.contains(words) { return }
        }
        Issue.record("\(bug.rawValue) was not found by what it breaks within 200 seeds")
    }
}
