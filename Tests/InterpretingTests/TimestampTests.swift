import Interpreting
import Testing

@Suite struct TimestampTests {
    let zone = Brussels.zone

    @Test func `moments come back from their texts over decades, in UTC and on the wall clock`() throws {
        for milliseconds in stride(from: Int64(-2_000_000_000_000), to: 4_000_000_000_000, by: 7_919_000_123) {
            let moment = Timestamp(milliseconds: milliseconds)
            #expect(try Timestamp.parse(moment.description, in: utc) == moment)
            let offset = zone.offset(at: moment)
            #expect(try Timestamp.parse(moment.text(offset: offset), in: zone) == moment)
        }
    }

    @Test func `texts have milliseconds only when there are any`() {
        #expect(Timestamp(milliseconds: 0).description == "1970-01-01T00:00:00Z")
        #expect(Timestamp(milliseconds: 1).description == "1970-01-01T00:00:00.001Z")
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(seconds: 0).text(offset: -12_600) == "1969-12-31T20:30:00-03:30")
    }

    @Test(arguments: [
        ("2026-12-01T10:00+01:00", "2026-12-01T09:00:00Z"), ("2026-12-01T10:00:30+0100", "2026-12-01T09:00:30Z"),
        ("2026-12-01T09:00Z", "2026-12-01T09:00:00Z"), ("2026-12-01T09:00:00z", "2026-12-01T09:00:00Z"),
        ("2026-12-01T10:00", "2026-12-01T09:00:00Z"), ("2026-07-01T10:00", "2026-07-01T08:00:00Z"),
        ("2026-12-01T10:00:00.25", "2026-12-01T09:00:00.250Z"), ("2026-12-01T10:00:00.123456789+01:00", "2026-12-01T09:00:00.123Z"),
        ("2027-10-31T02:30+02:00", "2027-10-31T00:30:00Z"), ("2027-10-31T02:30+01:00", "2027-10-31T01:30:00Z"),
        // Half past two in India on the morning when Brussels skips that reading.
        ("2027-03-28T02:30+05:30", "2027-03-27T21:00:00Z"), ("2027-03-28T02:30Z", "2027-03-28T02:30:00Z"),
        ("2027-03-28T02:30:00+01:00", "2027-03-28T01:30:00Z"), ("2027-03-28T02:30+02:00", "2027-03-28T00:30:00Z"),
    ])
    func `what a person types is read`(text: String, expected: String) throws {
        #expect(try Timestamp.parse(text, in: zone).description == expected)
    }

    @Test(arguments: [
        "", "2026-12-01", "2026-12-01 10:00", "2026-12-01T24:00", "2026-12-01T10:60", "2026-12-01T10:00:60", "2026-12-01T10:00+1:00",
        "2026-12-01T10:00+01:0", "2026-12-01T10:00+:0100", "2026-12-01T10:00+01:00:", "2026-12-01T10:00+15:00", "2026-12-01T10:00+01:60",
        "2026-12-01T10:00:00.+01:00", "2026-12-01T10:00:00.1234567890Z", "2026-12-01T10:00.5Z", "2026-12-01T10:00:0", "2026-12-01T10:00ZZ",
        "2026-02-29T10:00Z", "2026-12-01T10:00 +01:00", "2026-12-01T1٠:00Z", "2026-12-01T10:00:00.5.5Z", "2026-12-01T10:00+", "T",
    ])
    func `what is not a date and time is refused as such`(text: String) {
        #expect(throws: TimestampProblem.malformed(text)) { try Timestamp.parse(text, in: zone) }
    }

    @Test(arguments: ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59:59"])
    func `a minute that spring skips is refused with the next one that exists`(text: String) {
        #expect(throws: TimestampProblem.skipped(text, next: "2027-03-28T03:00")) { try Timestamp.parse(text, in: zone) }
    }

    @Test func `a minute that autumn repeats is refused with both its meanings`() {
        let text = "2027-10-31T02:30"
        let problem = TimestampProblem.ambiguous(text, first: "2027-10-31T02:30:00+02:00", second: "2027-10-31T02:30:00+01:00")
        #expect(throws: problem) { try Timestamp.parse(text, in: zone) }
    }

    @Test func `every minute of a spring day is either read as itself or refused`() {
        var refused = 0
        for minute in 0..<1440 {
            let reading = LocalTime(date: date("2027-03-28"), secondOfDay: minute * 60)
            let text = "2027-03-28T\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
            if let found = try? Timestamp.parse(text, in: zone) { #expect(zone.local(found) == reading) } else { refused += 1 }
        }
        #expect(refused == 60)
    }

    @Test func `intervals are half open`() {
        let start = Timestamp(seconds: 0)
        let first = Interval(start: start, end: start + .minutes(30))
        let next = Interval(start: first.end, end: first.end + .minutes(30))
        #expect(!first.overlaps(next) && !next.overlaps(first))
        #expect(first.contains(start) && !first.contains(first.end))
        #expect(first.overlaps(first) && first.contains(first))
        #expect(Interval(start: start, end: next.end).contains(next))
        #expect(!first.contains(next))
    }

    @Test func `division rounds towards minus infinity`() {
        for value in -20...20 {
            for divisor in 1...7 {
                let (quotient, remainder) = (value.floorDivided(by: divisor), value.floorRemainder(by: divisor))
                #expect(quotient * divisor + remainder == value && (0..<divisor).contains(remainder))
            }
        }
        #expect(Span(milliseconds: -1).seconds == -1)
        #expect(Span(milliseconds: -60_001).minutes == -2)
    }
}
