import Testing

@testable import Simulation

@Suite struct FaultRunTests {
    private func mix(_ name: String) throws -> FaultMix { try #require(FaultMix.named(name)) }

    @Test func `forty seeds with every fault hold`() throws {
        var faults = FaultFigures()
        var answers = 0
        for seed in UInt64(1)...40 {
            let report = try FaultStage.run(seed, try mix("all")).run()
            #expect(report.finding == nil, "\(report.finding?.description ?? "")")
            faults = faults + report.faults
            answers += report.answers
        }
        #expect(answers > 400)
        // The mix really has what it is named after.
        #expect(faults.crashes > 0 && faults.drains > 0 && faults.pauses > 0 && faults.clockJumps > 0)
        #expect(faults.takeovers > 0 && faults.fencedBatches > 0 && faults.recoveries > 0 && faults.troubledBatches > 0)
        #expect(faults.cutConnections > 0 && faults.repeatedCommands > 0 && faults.badLines > 0 && faults.slowReaders > 0)
    }

    @Test(arguments: FaultMix.names) func `each mix holds`(name: String) throws {
        for seed in UInt64(100)...103 {
            let report = try FaultStage.run(seed, try mix(name)).run()
            #expect(report.finding == nil, "\(report.finding?.description ?? "")")
            #expect(report.steps > 700 && report.requests > 0)
        }
    }

    @Test func `a server that does nothing when the faults end hears everything in order afterwards`() throws {
        let report = try FaultStage.run(198, try mix("leaders"), steps: FaultRun.steps).run()
        #expect(report.finding == nil, "\(report.finding?.description ?? "")")
        #expect(report.faults.pauses > 0)
    }

    @Test func `the same seed tells the same story to the byte`() throws {
        func story(_ seed: UInt64) throws -> String {
            var story = ""
            _ = try FaultStage.run(seed, try mix("all")).run { story += $0 + "\n" }
            return story
        }
        let first = try story(7)
        #expect(first == (try story(7)))
        #expect(first != (try story(8)))
    }

    @Test func `a finding is repeated by its step`() throws {
        let bug = DeliberateBug.pushTwice
        let found = try #require(try FaultStage.run(1, bug.mix, bug: bug).run().finding)
        var last = ""
        let again = try FaultStage.run(1, bug.mix, bug: bug).run(until: found.step) { last = $0 }
        #expect(again.finding == found)
        #expect(last.contains(found.what))
        #expect(try FaultStage.run(1, bug.mix, bug: bug).run(until: found.step - 1).finding == nil)
        #expect(found.command == "tolkbrug simulate --faults \(bug.mix.name) --seed 1 --steps 700 --until \(found.step) --trace")
    }

    @Test func `when the faults end everything comes to an end`() throws {
        let report = try FaultStage.run(3, try mix("leaders")).run()
        #expect(report.finding == nil)
        #expect(report.assignments > 0)
        // Without timers nothing ends by itself.
        let endless = try FaultStage.run(1, try mix("crash"), bug: .timersNotRecovered).run()
        #expect(endless.finding?.what.hasPrefix("liveness") == true)
    }
}
