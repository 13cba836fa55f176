import Interpreting
import RandomTestSupport
import Testing

@testable import Matching

/// Random calendars around one day in which everything is near everything else.
enum CrowdedDay {
    static let day = at("2026-12-01T00:00")

    /// Crowded enough that conversations, rests, absences and ends of availability touch and nearly touch the job; some commitments are
    /// somewhere, some farther than anybody is sent.
    static func candidate(_ random: inout Seeded) -> Candidate {
        func stretch(_ minutes: ClosedRange<Int>, from first: Int, to last: Int, _ random: inout Seeded) -> Interval {
            Interval(
                start: day + .minutes(5 * Int.random(in: first...last, using: &random)),
                length: .minutes(5 * Int.random(in: minutes, using: &random)))
        }
        var commitments: [Commitment] = []
        let travels = Bool.random(using: &random)
        for number in 0..<Int.random(in: 0...4, using: &random) {
            let talk = travels ? stretch(1...8, from: 0, to: 280, &random) : stretch(1...8, from: 96, to: 180, &random)
            let during = Interval(
                start: talk.start - .minutes(5 * Int.random(in: 0...2, using: &random)),
                end: talk.end + .minutes(5 * Int.random(in: 0...3, using: &random)))
            if commitments.contains(where: { $0.during.overlaps(during) }) { continue }
            let isOnSite = travels && Bool.random(using: &random)
            let place = Book.place([0, 2, 5, 8, 20][Int.random(in: 0..<5, using: &random)])
            commitments.append(
                Commitment(
                    assignment: AssignmentID(Int64(number) + 1), talk: talk, during: during, place: isOnSite ? place : nil,
                    modality: isOnSite ? .onsite : [.telephone, .video][number % 2]))
        }
        var interpreter = Setting.interpreter(1)
        interpreter.home = Book.place([0, 3, 9][Int.random(in: 0..<3, using: &random)])
        return Candidate(
            interpreter: interpreter, windows: (0..<2).map { _ in stretch(12...160, from: 60, to: 180, &random) },
            absences: Int.random(in: 0..<3, using: &random) == 0 ? [stretch(1...12, from: 96, to: 180, &random)] : [],
            commitments: commitments)
    }

    static func job(_ random: inout Seeded) -> Job {
        var job = Setting.job()
        job.modality = [.telephone, .video, .onsite][Int.random(in: 0..<3, using: &random)]
        job.isOnDemand = job.modality != .onsite && Bool.random(using: &random)
        job.talk = Interval(
            start: day + .minutes(5 * Int.random(in: 100...170, using: &random)),
            length: .minutes(5 * Int.random(in: 1...12, using: &random)))
        return job
    }

    /// Not the same rest between any two: after a telephone call nobody is at once ready to be seen.
    static func matcher() throws -> Matcher {
        Matcher(rules: try Book.build { $0 == .telephone && $1 == .video ? 25 : Book.rest(after: $0, before: $1) })
    }
}
