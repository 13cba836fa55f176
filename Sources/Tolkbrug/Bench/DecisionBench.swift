import Dispatch
import Dispatching
import Foundation
import Interpreting
import Matching
import Rules

/// Asks an engine for one conversation after another, at once, and measures how long each decision takes, one at a time on one thread.
struct DecisionBench {
    private static let warmUp = 500
    let rules: RuleBook
    let interpreters: Int
    let requests: Int
    /// Every so many decisions one is compared with the referee's.
    var checkEvery = 25

    func run() throws -> DecisionReport {
        var world = DecisionWorld(interpreterCount: interpreters, rules: rules, seed: 1)
        let referee = DecisionReferee(world, rules: rules)
        var engine = Engine(state: State(rows: world.rows, head: 0, ledger: []), rules: rules)
        for user in world.connected { _ = engine.handle(.sessionBegan(user), at: world.now) }
        var report = DecisionReport(interpreters: interpreters, rows: world.rows.count)
        for number in 0..<Self.warmUp + requests {
            let (submit, desk) = world.question()
            let begun = Self.nanoseconds
            let outcome = engine.handle(.command(.submit(submit), from: desk, key: nil), at: world.now)
            let submitted = Self.nanoseconds - begun
            let request = try Self.request(outcome)
            let decided = Self.decide(request.id, &engine, rules, at: world.now)
            let explained = Self.time { _ = engine.handle(.query(.explain(request.id), from: .system), at: world.now) }
            let scanned = Self.time { Self.scan(world.interpreters, for: request.need.language, into: &report.speakers) }
            if number >= Self.warmUp {
                report.add(
                    decided.nanoseconds, processor: decided.processor, submit: submitted, explain: explained, scan: scanned,
                    decided.decision)
            }
            if number % checkEvery == 0 {
                guard decided.decision == referee.decision(on: request) else {
                    throw DemoProblem("\(request.id) for \(request.need.language) is decided otherwise than by trying everybody")
                }
                report.checked += 1
            }
            // Everybody is as free for the next one.
            _ = engine.handle(.command(.cancel(request.id, expected: nil, reason: nil), from: desk, key: nil), at: world.now)
        }
        return report
    }

    private static var nanoseconds: Int { Int(DispatchTime.now().uptimeNanoseconds) }

    /// Nanoseconds that this thread has worked: not those in which the machine did something else.
    private static var processor: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }

    private static func time(_ body: () -> Void) -> Int {
        let begun = nanoseconds
        body()
        return nanoseconds - begun
    }

    /// The decision with the winner's score taken apart, as it would be told.
    private static func decide(
        _ id: RequestID, _ engine: inout Engine, _ rules: RuleBook, at now: Timestamp
    ) -> (nanoseconds: Int, processor: Int, decision: Decision) {
        let (begun, worked) = (nanoseconds, processor)
        let decision = engine.decision(on: id, at: now) ?? Decision(eligible: [], winner: nil, against: [])
        let components = decision.winner?.score.components(in: rules.matching)
        return withExtendedLifetime(components) { (nanoseconds - begun, processor - worked, decision) }
    }

    /// What any decision costs at least that has no index: looking at everybody's languages.
    private static func scan(_ interpreters: [Interpreter], for language: LanguageTag, into count: inout Int) {
        for place in interpreters.indices where interpreters[place].competences.contains(where: { $0.language == language }) { count += 1 }
    }

    private static func request(_ outcome: Outcome) throws -> Request {
        if case .refused(let refusal) = outcome.reply?.result { throw refusal }
        for change in outcome.events.flatMap(\.changes) {
            if case .request(let request) = change { return request }
        }
        throw DemoProblem("SUBMIT left no request")
    }
}
