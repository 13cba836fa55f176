import Interpreting
import RandomTestSupport
import Testing

@testable import Matching

/// Calendars kept in order, held against doing it the long way.
@Suite struct CalendarListTests {
    /// Short and long ones, some that touch, and some that are empty.
    private static func interval(_ random: inout Seeded) -> Interval {
        let start = Int64.random(in: 0..<60, using: &random)
        return Interval(start: Timestamp(seconds: start), end: Timestamp(seconds: start + Int64.random(in: 0...4, using: &random)))
    }

    @Test func `intervals put in one by one are merged as all together are`() {
        var random = Seeded(71)
        for _ in 0..<500 {
            var all: [Interval] = []
            var merged: [Interval] = []
            for _ in 0..<20 {
                let interval = Self.interval(&random)
                all.append(interval)
                Candidate.insert(interval, intoMerged: &merged)
                #expect(merged == Candidate.merged(all))
            }
        }
    }

    @Test func `the stretch in which an interval lies is found as by looking at each`() throws {
        let interpreter = try Setting().candidate.interpreter
        var random = Seeded(72)
        for _ in 0..<500 {
            let windows = Candidate.merged((0..<12).map { _ in Self.interval(&random) })
            let dossier = Dossier(of: interpreter, windows: windows, absences: [], commitments: [])
            for _ in 0..<20 {
                let needed = Self.interval(&random)
                #expect(dossier.window(containing: needed) == windows.first { $0.contains(needed) })
            }
        }
    }

    @Test func `the first of the second part is found wherever the parts meet`() {
        for count in 0..<40 {
            let numbers = Array(0..<count)
            let later = numbers.dropFirst(count / 3)
            for border in 0...count {
                #expect(numbers.partitioningIndex { $0 >= border } == border)
                #expect(numbers.partitioningIndexFromEnd { $0 >= border } == border)
                #expect(later.partitioningIndex { $0 >= border } == max(count / 3, border))
                #expect(later.partitioningIndexFromEnd { $0 >= border } == max(count / 3, border))
            }
        }
    }

    @Test func `eight small numbers in a word do not touch each other`() {
        var random = Seeded(73)
        var packed = EightOctets()
        var plain = [UInt8](repeating: 0, count: EightOctets.count)
        for _ in 0..<1_000 {
            let place = Int.random(in: 0..<EightOctets.count, using: &random)
            let number = UInt8.random(in: .min ... .max, using: &random)
            packed[place] = number
            plain[place] = number
            #expect((0..<EightOctets.count).map { packed[$0] } == plain)
        }
    }
}
