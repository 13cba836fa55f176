import Interpreting
import Testing

@testable import Simulation

@Suite struct FaultRunTests {
    private func mix(_ name: String) throws -> FaultMix { try #require(FaultMix.named(name)) }

    @Test func `sixty seeds with every fault hold`() throws {
        var faults = FaultFigures()
        var answers = 0
        for seed in UInt64(102)...161 {
            let report = try FaultStage.run(seed, try mix("all")).run()
            #expect(report.finding == nil, "\(report.finding?.description ?? "")")
            faults = faults + report.faults
            answers += report.answers
        }
        #expect(answers > 400)
        // The mix really has what it is named after.
        #expect(faults.clockHandovers > 0)
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

    /// In this run a batch that was given up is kept late, with as many events as what was decided again meanwhile and then refused.
    @Test func `what was decided and never kept is not compared with the journal`() throws {
        let report = try FaultStage.run(5058, try mix("journal")).run()
        #expect(report.finding == nil, "\(report.finding?.description ?? "")")
        #expect(report.faults.recoveries > 0)
    }

    @Test func `what is due when a server goes on does not overtake what waited for it`() throws {
        let world = FaultWorld(try FaultStage.stage.get(), seed: 1, mix: .calm, bug: nil)
        var lines: [String] = []
        world.trace = { lines.append($0) }
        let until = world.now.milliseconds + 9
        world.servers[0].pausedUntil = until
        // Of a life that never was: it is seen to happen, and changes nothing.
        world.schedule(at: until, .drain(server: 0, life: 0))
        world.schedule(at: until - 2, .recovery(server: 0, life: 0))
        world.schedule(at: until - 1, .leaseLost(server: 0, life: 0))
        while lines.count < 3, world.step() {}
        let moment = Timestamp(milliseconds: until).description
        #expect(lines.map { $0.split(separator: " ").dropFirst().joined(separator: " ") } == [
            "\(moment) S0 reads the journal", "\(moment) S0 looks at its lease", "\(moment) S0 stops deciding",
        ])
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
