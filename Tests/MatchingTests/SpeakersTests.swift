import Interpreting
import RandomTestSupport
import Rules
import Testing

@testable import Matching

/// Who is sent away at first sight is sent away for what the whole examination finds first.
struct SpeakersTests {
    private static let dari = Competence(language: LanguageTag("prs"), level: .certified)

    private static func calls(_ seed: UInt64) throws -> RandomCalls {
        var calls = try RandomCalls(points: RandomCalls.prices, seed: seed, candidateCount: 60, jobCount: 30)
        var random = Seeded(seed + 1_000)
        for place in calls.candidates.indices {
            let all: [[Modality]] = [Modality.allCases, [.telephone], [.video, .onsite], []]
            calls.candidates[place].interpreter.modalities = all[Int.random(in: 0..<4, using: &random)]
            if Int.random(in: 0..<6, using: &random) == 0 { calls.candidates[place].interpreter.pools = [Book.amal, Book.agii] }
            if Int.random(in: 0..<12, using: &random) == 0 { calls.candidates[place].interpreter.pools = [] }
            if Int.random(in: 0..<8, using: &random) == 0 { calls.candidates[place].interpreter.competences.removeFirst() }
            if Int.random(in: 0..<8, using: &random) == 0 { calls.candidates[place].interpreter.competences.append(Self.dari) }
        }
        for place in calls.jobs.indices {
            if Int.random(in: 0..<5, using: &random) == 0 {
                calls.jobs[place].talk = Interval(start: calls.jobs[place].talk.start, length: .hours(9))
            }
            calls.jobs[place].excluded = [InterpreterID(3), InterpreterID(4)]
            calls.jobs[place].exhausted = [InterpreterID(5), InterpreterID(6)]
            calls.jobs[place].silences = (7...9).map { number in
                Silence(
                    interpreter: InterpreterID(number), times: Int(number) - 6, ended: calls.now - .minutes(number == 7 ? 10 : 70),
                    again: Book.ruling(Book.again, "again"))
            }
            calls.jobs[place].openPools = Bool.random(using: &random) ? [Book.amal] : []
        }
        return calls
    }

    private static func known(_ candidates: [Candidate], among profiles: Profiles = Profiles()) -> Speakers {
        var profiles = profiles
        for candidate in candidates { profiles.set(candidate.interpreter.id, candidate.interpreter) }
        let minutes = candidates.reduce(0) { $0 + $1.recentMinutes } / max(1, candidates.count)
        return Speakers(candidates.map(\.interpreter.id), fairMinutes: minutes, profiles: profiles)
    }

    @Test func `plain values say of a person what the books say`() throws {
        var barred: [HardConstraint: Int] = [:]
        for seed in 1...20 as ClosedRange<UInt64> {
            let calls = try Self.calls(seed)
            var profiles = Profiles()
            for candidate in calls.candidates { profiles.set(candidate.interpreter.id, candidate.interpreter) }
            for job in calls.jobs {
                let sight = try #require(Sight(calls.matcher.examination(job, at: calls.now), profiles))
                for candidate in calls.candidates {
                    var violations: [Violation] = []
                    if case .excluded(let found) = calls.matcher.verdict(job, candidate, at: calls.now) { violations = found }
                    switch sight.examined(candidate.interpreter.id) {
                    case .excluded(let constraint):
                        #expect(violations.first?.constraint == constraint, "\(job) \(candidate.interpreter)")
                        barred[constraint, default: 0] += 1
                    case .suitable: #expect(!violations.contains { Self.personal.contains($0.constraint) })
                    case .unclear: Issue.record("\(candidate.interpreter.id) has more than a profile holds")
                    }
                }
            }
        }
        for constraint in Self.personal { #expect(barred[constraint, default: 0] > 20, "\(constraint.rawValue) was hardly tried") }
    }

    private static let personal: [HardConstraint] = [
        .inactive, .language, .certificate, .modality, .duty, .pool, .gender, .solo, .declinedBefore, .askedRecently, .askedEnough,
        .excluded,
    ]

    @Test(arguments: 1...6)
    func `a decision is the same with and without a first sight`(_ seed: UInt64) throws {
        let calls = try Self.calls(seed)
        let speakers = Self.known(calls.candidates)
        for job in calls.jobs.flatMap({ [$0, $0.spoken(as: "asmara")] }) {
            #expect(calls.decide(job, speakers) == calls.matcher.decide(job, calls.candidates, at: calls.now))
            let list = calls.matcher.shortlist(job, speakers, at: calls.now) { calls.candidates[$0] }
            #expect(list == calls.matcher.shortlist(job, calls.candidates, at: calls.now))
            #expect(calls.matcher.eligibleCount(job, speakers, at: calls.now) { calls.candidates[$0] } == list.count)
        }
    }

    @Test func `more languages and pools than there are bits are read from the dossiers`() throws {
        let calls = try Self.calls(7)
        var crowded = Profiles()
        var polyglot = Setting.interpreter(99)
        polyglot.competences = (0..<70).map { Competence(language: LanguageTag("x\($0)"), level: .certified) }
        polyglot.pools = (0..<70).map { AgencyCode("a\($0)") }
        crowded.set(polyglot.id, polyglot)
        #expect(!crowded[polyglot.id].isWhole)
        let speakers = Self.known(calls.candidates, among: crowded)
        for job in calls.jobs {
            #expect(calls.decide(job, speakers) == calls.matcher.decide(job, calls.candidates, at: calls.now))
        }
    }

    @Test func `whom the register does not know is left out`() throws {
        let setting = try Setting()
        let speakers = Speakers([InterpreterID(0), InterpreterID(77)], fairMinutes: 0, profiles: Profiles())
        let decision = setting.matcher.decide(setting.job, speakers, at: setting.now) { _ in nil }
        #expect(decision.eligible.isEmpty && decision.against.isEmpty)
    }
}

extension RandomCalls {
    fileprivate func decide(_ job: Job, _ speakers: Speakers) -> Decision {
        matcher.decide(job, speakers, at: now) { candidates[$0] }
    }
}

extension Job {
    fileprivate func spoken(as dialect: String) -> Job {
        var job = self
        job.dialect = dialect
        return job
    }
}
