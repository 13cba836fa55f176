import Dispatching
import Foundation
import Interpreting
import Testing

@testable import Service

/// Costly queries are answered beside the thread that decides, and show what they must.
@Suite struct CostlyQueryTests {
    private let organisations = Query.list(.organisations, filters: [], after: nil, limit: 500)

    private func count(_ bench: Bench, _ name: String) -> Int? {
        bench.output.reply(name)?.rows.count { $0.kind == "ORGANISATION" }
    }

    /// Keeps every thread that answers costly queries busy while `body` runs.
    private func whileNoneIsAnswered(_ bench: Bench, _ body: () async throws -> Void) async throws {
        let (entered, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let threads = CostlyQueries.threads
        defer { for _ in 0..<threads { gate.signal() } }
        for _ in 0..<threads {
            bench.sequencer.ask(.query(.stats, from: .system)) { _ in
                entered.signal()
                gate.wait()
            }
        }
        for _ in 0..<threads { entered.wait() }
        try await body()
    }

    /// Stops the sequencer's thread; it goes on after a signal.
    private func hold(_ bench: Bench, entered: DispatchSemaphore) -> DispatchSemaphore {
        let gate = DispatchSemaphore(value: 0)
        bench.sequencer.lendEngine { _ in
            entered.signal()
            gate.wait()
        }
        return gate
    }

    @Test func commandsAreDecidedWhileACostlyQueryIsAnswered() async throws {
        let bench = try Bench()
        bench.journal.beWilling()
        try await whileNoneIsAnswered(bench) {
            bench.ask("list", .query(organisations, from: .system))
            bench.ask("who", .query(.whoAmI, from: .system))
            for number in 1...10 { bench.add("School \(number)") }
            try await bench.wait { (1...10).allSatisfy { bench.output.reply("School \($0)")?.isDone == true } }
            #expect(bench.output.reply("who") != nil)
            #expect(bench.output.reply("list") == nil)
        }
        try await bench.wait { bench.output.reply("list") != nil }
        // It shows what was when it had its turn.
        #expect(count(bench, "list") == 0)
    }

    @Test func aQueryShowsWhatItsAskerHasDoneBefore() async throws {
        let bench = try Bench()
        bench.journal.beWilling()
        for round in 1...50 {
            // Nobody waits for the answer: both are in the line together.
            bench.add("School \(round)")
            bench.ask("list \(round)", .query(organisations, from: .system))
        }
        try await bench.wait { bench.output.reply("list 50") != nil }
        for round in 1...50 { #expect(count(bench, "list \(round)") == round) }
    }

    @Test func noOtherCopyIsMadeWhileAQueryWaitsForACommit() async throws {
        let bench = try Bench()
        let entered = DispatchSemaphore(value: 0)
        let other = Origin(nil)
        bench.add("School 1")
        try await bench.wait { bench.journal.isWaiting }
        bench.ask("first", .query(organisations, from: .system))
        // What is asked now comes behind both.
        let gate = hold(bench, entered: entered)
        entered.wait()
        bench.sequencer.ask(.query(organisations, from: .system), from: other, presence: nil) { reply in
            bench.output.replies.withLock { $0["second"] = reply }
        }
        let next = hold(bench, entered: entered)
        gate.signal()
        entered.wait()
        // Had the second had its turn, this would come after it.
        bench.add("School 2")
        next.signal()
        bench.journal.beWilling()
        try await bench.wait { bench.output.reply("second") != nil }
        #expect(count(bench, "first") == 1)
        #expect(count(bench, "second") == 2)
    }

    @Test func costlyOnesAreTakenTogetherSoThatTheyShareACopy() {
        let inbox = Inbox()
        for line in Int64(1)...40 {
            for query in [Query.stats, .whoAmI] {
                let asker = Asker(presence: nil) { _ in }
                inbox.put(Question(input: .query(query, from: .system), asker: asker), in: .principal(PrincipalID(line)))
            }
        }
        #expect(inbox.take(patience: .zero, takesQuestions: true, takesCostly: false).isEmpty)
        let first = inbox.take(patience: .zero, takesQuestions: true, takesCostly: true)
        #expect(first.count == Inbox.costlySlice)
        // Now those lines begin with cheap ones.
        #expect(inbox.take(patience: .zero, takesQuestions: true, takesCostly: true).count == Inbox.costlySlice + 8)
        #expect(inbox.take(patience: .zero, takesQuestions: false, takesCostly: true).isEmpty)
    }

    @Test func whoeverIsGoneWhenTheTurnComesIsNotAnswered() async throws {
        let bench = try Bench()
        let presence = Presence()
        try await whileNoneIsAnswered(bench) {
            bench.sequencer.ask(.query(.stats, from: .system), from: nil, presence: presence) { reply in
                bench.output.replies.withLock { $0["gone"] = reply }
            }
            // Behind it in the same line: when this is answered, the first waits for a thread.
            bench.ask("who", .query(.whoAmI, from: .system))
            try await bench.wait { bench.output.reply("who") != nil }
            presence.leave()
        }
        try await bench.wait { bench.output.reply("gone") != nil }
        #expect(bench.output.reply("gone")?.isDone == false)
    }

    @Test func drainingEndsWhenCostlyQueriesAreAnswered() async throws {
        let bench = try Bench()
        try await whileNoneIsAnswered(bench) {
            bench.ask("list", .query(organisations, from: .system))
            bench.ask("who", .query(.whoAmI, from: .system))
            try await bench.wait { bench.output.reply("who") != nil }
            bench.sequencer.drain { [output = bench.output] in
                // Done, when the answer was given before.
                output.replies.withLock { $0["drained"] = $0["list"] ?? .refused(Refusal(.storeBusy, "too early")) }
            }
            bench.ask("late", .query(.whoAmI, from: .system))
            try await bench.wait { bench.output.reply("late") != nil }
            bench.ask("later", .query(.whoAmI, from: .system))
            try await bench.wait { bench.output.reply("later") != nil }
        }
        try await bench.wait { bench.output.reply("drained") != nil }
        #expect(bench.output.reply("drained")?.isDone == true)
    }

    @Test func theNextCopyIsMadeWhenTheLastHasPaidOff() {
        var schedule = SnapshotSchedule()
        let begin = ContinuousClock.now
        #expect(!schedule.isTiming)
        schedule.copied()
        #expect(schedule.isTiming)
        #expect(schedule.pause(at: begin) == .zero)
        schedule.changed(took: .microseconds(10), at: begin)
        #expect(schedule.pause(at: begin + .milliseconds(5)) == .milliseconds(15))
        schedule.changed(took: .microseconds(9_990), at: begin + .milliseconds(5))
        #expect(schedule.pause(at: begin + .milliseconds(50)) == .milliseconds(150))
        #expect(schedule.pause(at: begin + .milliseconds(250)) == .zero)
        for _ in 3...8 { schedule.changed(took: .seconds(5), at: begin) }
        #expect(!schedule.isTiming)
        #expect(schedule.pause(at: begin) == .seconds(1))
        schedule.copied()
        #expect(schedule.pause(at: begin) == .zero)
    }
}
