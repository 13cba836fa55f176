import Interpreting
import Matching
import Rules
import Testing

struct CalendarTests {
    /// The clock goes from 02:00 to 03:00 on 29 March 2026: an hour's journey before 03:30 begins at 01:25 on the wall clock.
    @Test func aJourneyAcrossTheSkippedHourTakesAsLongAsAnyOther() throws {
        var setting = try Setting()
        setting.now = at("2026-03-01T09:00")
        setting.job.submittedAt = setting.now
        setting.start("2026-03-29T03:30")
        setting.job.place = Book.place(6)
        setting.candidate.windows = [span("2026-03-29T00:00", "2026-03-30T00:00")]
        let fit = try setting.fit()
        #expect(fit.during.start == at("2026-03-29T01:25"))
        #expect(fit.travelMinutes == 60)
        #expect(fit.during.end - fit.during.start == .minutes(140))
    }

    /// Readings from 02:00 to 03:00 occur twice on 25 October 2026.
    @Test func aTalkInTheRepeatedHourIsNotConfusedWithItsTwin() throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        setting.now = at("2026-10-01T09:00")
        setting.job.submittedAt = setting.now
        setting.start("2026-10-25T02:20+01:00", minutes: 20)
        setting.candidate.windows = [span("2026-10-25T00:00", "2026-10-26T00:00")]
        setting.commit(51, "2026-10-25T02:20+02:00", minutes: 20)
        #expect(setting.verdict.isEligible)
        setting.start("2026-10-25T02:20+02:00", minutes: 20)
        #expect(setting.violations.map(\.constraint) == [.overlap])
    }

    /// 23:59 on a day with 25 hours is still that day; 00:00 is the next.
    @Test(arguments: [("2026-10-24T23:59", true), ("2026-10-25T00:00", false), ("2026-10-25T23:59", false), ("2026-10-26T00:00", true)])
    func theDayOf25HoursCountsItsOwnMinutes(_ start: String, _ isEligible: Bool) throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        setting.now = at("2026-10-01T09:00")
        setting.job.submittedAt = setting.now
        setting.start("2026-10-25T12:00")
        setting.candidate.windows = [span("2026-10-25T00:00", "2026-10-26T00:00")]
        setting.candidate.interpreter.maximumMinutesPerDay = 89
        setting.commit(51, start, minutes: 30)
        #expect(setting.verdict.isEligible == isEligible)
    }

    /// Tuesday 1 December 2026 lies in the week from Monday 30 November to Sunday 6 December.
    @Test(arguments: [("2026-11-29T23:59", true), ("2026-11-30T00:00", false), ("2026-12-06T23:59", false), ("2026-12-07T00:00", true)])
    func weeksGoFromMondayToSunday(_ start: String, _ isEligible: Bool) throws {
        var setting = try Setting()
        setting.candidate.interpreter.maximumMinutesPerWeek = 89
        setting.commit(51, start, minutes: 30)
        #expect(setting.verdict.isEligible == isEligible)
    }

    @Test func limitsThemselvesAreAllowed() throws {
        var setting = try Setting()
        setting.candidate.interpreter.maximumMinutesPerDay = 90
        setting.candidate.interpreter.maximumMinutesPerWeek = 90
        setting.candidate.interpreter.maximumKilometres = 30
        setting.commit(51, "2026-12-01T15:00", minutes: 30)
        #expect(setting.verdict.isEligible)
    }

    @Test func nobodyCanWidenALimitForThemselves() throws {
        var setting = try Setting()
        setting.candidate.interpreter.maximumMinutesPerDay = 1000
        setting.commit(51, "2026-12-01T12:00", minutes: 301)
        #expect(setting.reasons == ["daily-hours: 361 minutes that day with this one, at most 360"])
    }

    @Test func windowsThatTouchAreOne() throws {
        var setting = try Setting()
        setting.candidate = Candidate(
            interpreter: setting.candidate.interpreter,
            windows: [
                span("2026-12-01T10:30", "2026-12-01T18:00"), span("2026-12-01T12:00", "2026-12-01T13:00"),
                span("2026-12-01T08:00", "2026-12-01T10:30"), span("2026-12-01T20:00", "2026-12-01T20:00"),
            ])
        #expect(setting.candidate.windows == [span("2026-12-01T08:00", "2026-12-01T18:00")])
        #expect(setting.verdict.isEligible)
    }

    @Test func theReasonShowsTheWindowsOfTheDay() throws {
        var setting = try Setting()
        setting.candidate.windows = [
            span("2026-11-30T20:00", "2026-12-01T09:00"), span("2026-12-01T13:00", "2026-12-01T18:00"),
            span("2026-12-02T08:00", "2026-12-02T18:00"),
        ]
        #expect(setting.reasons == ["availability: available 00:00 to 09:00, 13:00 to 18:00 that day; 09:25 to 11:00 needed"])
    }
}
