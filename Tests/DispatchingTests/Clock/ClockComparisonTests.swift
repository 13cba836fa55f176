import Dispatching
import Interpreting
import Testing

@Suite struct ClockComparisonTests {
    private let wall = Timestamp(seconds: 1_800_000_000)

    private func comparison(ahead: Span, took: Span = .zero) -> ClockComparison {
        let half = Span(milliseconds: took.milliseconds / 2)
        return ClockComparison(
            asked: ClockReading(wall: wall, passed: .seconds(7)), took: took, database: wall + half - ahead)
    }

    @Test(arguments: [Span.zero, .seconds(5), .seconds(-5), Span(milliseconds: 1)])
    func `clocks may be apart by the tolerance`(ahead: Span) {
        #expect(comparison(ahead: ahead).ahead == ahead)
        #expect(comparison(ahead: ahead).problem == nil)
        #expect(comparison(ahead: ahead, took: .seconds(2)).problem == nil)
    }

    @Test func `beyond the tolerance the problem says both clocks, the limit and what to do`() throws {
        let ahead = try #require(comparison(ahead: .days(500)).problem).description
        #expect(ahead.hasPrefix("this machine's clock shows 2027-01-15T08:00:00Z, which is 500 days ahead of the database's (2025-09-02T"))
        #expect(ahead.contains("at most 5 s are allowed"))
        #expect(ahead.hasSuffix("set both by NTP"))
        let behind = try #require(comparison(ahead: Span(milliseconds: -5_001)).problem).description
        #expect(behind.contains("which is 5.001 s behind the database's"))
        #expect(try #require(comparison(ahead: .minutes(90)).problem).description.contains("90 min ahead"))
        #expect(try #require(comparison(ahead: .hours(30)).problem).description.contains("30 h ahead"))
    }

    /// The database may have looked at its clock at any moment of the ten seconds.
    @Test func `an answer that took long proves nothing about what it could explain`() {
        #expect(comparison(ahead: .seconds(9), took: .seconds(10)).problem == nil)
        #expect(comparison(ahead: .seconds(11), took: .seconds(10)).problem != nil)
        #expect(comparison(ahead: .days(-1), took: .seconds(10)).problem != nil)
    }

    @Test func `a journal that ends in the future says which event, how far ahead, and what to do`() throws {
        #expect(ClockProblem.of(journalEndingWith: 9, at: wall + .seconds(5), now: wall) == nil)
        #expect(ClockProblem.of(journalEndingWith: 9, at: wall - .days(900), now: wall) == nil)
        #expect(ClockProblem.of(journalEndingWith: 0, at: wall + .days(1), now: wall) == nil)
        let text = try #require(ClockProblem.of(journalEndingWith: 9, at: wall + .days(500), now: wall)).description
        #expect(text.hasPrefix("the journal's last event, 9, is of 2028-05-29T08:00:00Z, which is 500 days ahead of now"))
        #expect(text.contains("at most 5 s are allowed"))
        #expect(text.hasSuffix("restore a backup from before event 9"))
    }
}
