import Interpreting
import Testing

@testable import Dispatching

@Suite struct WorkRecordTests {
    private func talk(_ start: Int, _ minutes: Int) -> Interval {
        let begin = Timestamp(seconds: Int64(start) * 60)
        return Interval(start: begin, end: begin + .minutes(minutes))
    }

    @Test func `the minutes of any stretch are those of what began inside it`() {
        var record = WorkRecord()
        var kept: [Interval] = []
        var number = 1
        for step in 0..<300 {
            // A permutation of small numbers: every start comes several times.
            number = number * 75 % 65_537
            let entry = talk(number % 97, 10 + number % 3)
            if step % 4 == 3, let last = kept.popLast() {
                record.remove(last)
            } else {
                record.add(entry)
                kept.append(entry)
            }
            let (first, last) = (talk(number % 50, 0).start, talk(30 + number % 60, 0).start)
            let expected = kept.filter { first < $0.start && $0.start < last }.reduce(0) { $0 + $1.length.minutes }
            #expect(record.minutes(after: first, before: last) == expected)
        }
    }

    @Test func `what was never added is not taken out`() {
        var record = WorkRecord()
        record.add(talk(10, 30))
        record.remove(talk(10, 31))
        record.remove(talk(11, 30))
        #expect(record.minutes(after: talk(0, 0).start, before: talk(20, 0).start) == 30)
    }

    @Test func `until the next change the minutes around a moment stay the same, and then they are others`() throws {
        let span = Span.minutes(20)
        var number = 1
        var changes = 0
        for count in 0..<40 {
            var record = WorkRecord()
            for _ in 0..<count % 8 {
                number = number * 75 % 65_537
                record.add(talk(40 + number % 97, 10 + number % 3))
            }
            func minutes(_ now: Timestamp) -> Int { record.minutes(after: now - span, before: now + span) }
            var now = talk(0, 0).start
            while let next = record.nextChange(after: now, within: span) {
                #expect(next > now)
                #expect(minutes(next - Span(milliseconds: 1)) == minutes(now))
                changes += 1
                now = next
            }
            #expect(minutes(now) == 0)
            #expect(minutes(now + .days(400)) == 0)
        }
        #expect(changes > 100)
    }
}
