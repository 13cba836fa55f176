import Dispatching
import Foundation
import Interpreting
import Synchronization
import Testing

@testable import Service

/// Nobody waits for what others have asked in great number.
@Suite struct FairShareTests {
    /// Answers in the order in which they left.
    private final class Order: Sendable {
        private let names = Mutex<[String]>([])
        func add(_ name: String) { names.withLock { $0.append(name) } }
        var all: [String] { names.withLock { $0 } }
        func place(of name: String) -> Int? { all.firstIndex(of: name) }
    }

    private func principal(_ number: Int64) -> Caller { .principal(PrincipalID(number), credential: CredentialID(number)) }

    /// Holds the sequencer's thread until everything was asked, so that the order of answers is the order of turns.
    private func whileHeld(_ bench: Bench, _ ask: () -> Void) {
        let (entered, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        bench.sequencer.lendEngine { _ in
            entered.signal()
            gate.wait()
        }
        entered.wait()
        ask()
        gate.signal()
    }

    @Test func aFloodOfOneUserDelaysOnlyThatUser() async throws {
        let bench = try Bench()
        let order = Order()
        whileHeld(bench) {
            // As 64 on each of 8 connections.
            for number in 0..<512 {
                bench.sequencer.ask(.query(.explain(RequestID(1)), from: principal(1)), from: nil, presence: nil) { _ in
                    order.add("flood \(number)")
                }
            }
            bench.sequencer.ask(.query(.whoAmI, from: principal(2)), from: nil, presence: nil) { _ in order.add("other") }
            bench.sequencer.ask(.query(.explain(RequestID(1)), from: principal(3)), from: nil, presence: nil) { _ in order.add("third") }
        }
        #expect(try await Fixtures.eventually { order.all.count == 514 })
        #expect(order.place(of: "other") == 0)
        // Costly ones have turns too, and are then answered by several threads.
        #expect(order.place(of: "third").map { $0 <= 8 } == true)
        #expect(bench.sequencer.depth == 0)
    }

    @Test func cheapOnesOfOneUserDoNotWaitForCostlyOnesOfAnother() async throws {
        let bench = try Bench()
        let order = Order()
        whileHeld(bench) {
            for number in 0..<100 {
                bench.sequencer.ask(.query(.stats, from: principal(1)), from: nil, presence: nil) { _ in order.add("costly \(number)") }
            }
            for number in 0..<100 {
                bench.sequencer.ask(.query(.whoAmI, from: principal(2)), from: nil, presence: nil) { _ in order.add("cheap \(number)") }
            }
        }
        #expect(try await Fixtures.eventually { order.all.count == 200 })
        #expect(order.all.prefix(100) == (0..<100).map { "cheap \($0)" }[...])
    }

    @Test func whoeverHasTooManyWaitingIsRefusedAndTheOthersAreNot() async throws {
        var limits = Configuration.Limits()
        limits.queue = 1_024
        let bench = try Bench(limits: limits)
        let order = Order()
        whileHeld(bench) {
            for sender in Int64(1)...40 {
                for number in 0..<64 {
                    bench.sequencer.ask(.query(.whoAmI, from: principal(sender)), from: nil, presence: nil) { reply in
                        order.add(reason(reply) == .storeBusy ? "refused" : "\(sender) \(number)")
                    }
                }
            }
            // One of them has used up its share with other connections.
            bench.sequencer.ask(.query(.whoAmI, from: principal(1)), from: nil, presence: nil) { reply in
                order.add(reason(reply) == .storeBusy ? "share" : "room")
            }
            // That does not keep the server from looking whether it may still be there.
            bench.sequencer.ask(.query(.whoAmI, from: principal(1)), from: nil, presence: nil, in: .process) { reply in
                order.add(reason(reply) == .storeBusy ? "not looked at" : "looked at")
            }
            bench.sequencer.ask(.query(.whoAmI, from: principal(99)), from: nil, presence: nil) { reply in
                order.add(reason(reply) == .storeBusy ? "kept out" : "let in")
            }
        }
        #expect(try await Fixtures.eventually { order.all.count == 40 * 64 + 3 })
        #expect(order.all.contains("share"))
        #expect(order.all.contains("let in"))
        #expect(order.all.contains("looked at"))
        let page = bench.metrics.text(at: Timestamp(seconds: 0))
        #expect(page.contains("tolkbrug_queue_refused_total{reason=\"share\"} 1\n"))
        #expect(!page.contains("tolkbrug_queue_refused_total{reason=\"full\"} 0\n"))
    }

    @Test func whatAConnectionThatIsGoneHasAskedIsNotLookedAt() async throws {
        let bench = try Bench()
        let order = Order()
        let presence = Presence()
        whileHeld(bench) {
            for _ in 0..<64 {
                bench.sequencer.ask(.query(.stats, from: .system), from: nil, presence: presence) { reply in
                    order.add(reply.isDone ? "answered" : "dropped")
                }
            }
            bench.sequencer.ask(
                .command(bench.organisation("School"), from: .system, key: nil), from: nil, presence: presence
            ) { order.add($0.isDone ? "done" : "refused") }
            presence.leave()
        }
        bench.journal.beWilling()
        #expect(try await Fixtures.eventually { order.all.count == 65 })
        // A command is decided all the same: who sends it again under its key gets the answer.
        #expect(order.all.count { $0 == "dropped" } == 64)
        #expect(order.all.contains("done"))
    }

    private func reason(_ reply: Reply) -> RefusalReason? {
        if case .refused(let refusal) = reply.result { refusal.reason } else { nil }
    }
}
