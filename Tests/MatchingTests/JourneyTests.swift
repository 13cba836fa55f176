import Interpreting
import Matching
import Rules
import Testing

struct JourneyTests {
    @Test func theFirstJourneyOfADayBeginsAtHomeAndTheRestIsCounted() throws {
        let fit = try Setting().fit()
        #expect(fit == Fit(during: span("2026-12-01T09:25", "2026-12-01T11:15"), travelMinutes: 30, travelMetres: 29_989))
    }

    @Test(arguments: [(Modality.telephone, "2026-12-01T09:55", "2026-12-01T11:10"), (.video, "2026-12-01T09:50", "2026-12-01T11:10")])
    func remoteWorkTakesItsPreparationAndRestOnly(_ modality: Modality, _ start: String, _ end: String) throws {
        var setting = try Setting()
        setting.job.modality = modality
        #expect(try setting.fit() == Fit(during: span(start, end), travelMinutes: 0, travelMetres: 0))
    }

    @Test func theJourneyGoesStraightOnFromAnotherPlaceNearInTime() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T08:40", minutes: 30, by: .onsite, at: 5)
        let fit = try setting.fit()
        #expect(fit.during.start == at("2026-12-01T09:35"))
        #expect(fit.travelMinutes == 20)
        #expect(fit.travelMetres == 19_993)
    }

    /// Free at 09:15 at place 1: home at 09:25, and there until 10:25 at least when the journey begins then.
    @Test(arguments: [("2026-12-01T11:00", 30), ("2026-12-01T10:59", 20)])
    func theInterpreterGoesHomeInBetweenWhenThatLeavesAnHour(_ start: String, _ minutes: Int) throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T08:30", minutes: 30, by: .onsite, at: 1)
        setting.start(start)
        #expect(try setting.fit().travelMinutes == minutes)
    }

    @Test func telephoneWorkInBetweenKeepsTheInterpreterWhereTheyAre() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T08:30", minutes: 30, by: .onsite, at: 1)
        setting.commit(52, "2026-12-01T09:30", minutes: 30)
        setting.start("2026-12-01T11:00")
        #expect(try setting.fit().travelMinutes == 20)
    }

    @Test func theNextOnSiteCommitmentIsReachedFromTheNewPlace() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T12:00", minutes: 30, by: .onsite, at: 5, lead: 55)
        let successor = try #require(try setting.fit().successor)
        #expect(
            successor == Successor(
                assignment: AssignmentID(51), during: span("2026-12-01T11:35", "2026-12-01T12:45"), travelMinutes: 20,
                travelMetres: 19_993))
    }

    @Test func theNextOnSiteCommitmentIsFoundBehindTelephoneWork() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T11:30", minutes: 15)
        setting.commit(52, "2026-12-01T12:35", minutes: 30, by: .onsite, at: 4, lead: 45)
        let successor = try #require(try setting.fit().successor)
        #expect(successor.assignment == AssignmentID(52))
        #expect(successor.during.start == at("2026-12-01T12:20"))
    }

    @Test func aCommitmentAfterATimeAtHomeIsNotTouched() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T14:00", minutes: 30, by: .onsite, at: 5, lead: 55)
        #expect(try setting.fit().successor == nil)
    }

    @Test func telephoneWorkThatTakesTheTimeAtHomeMovesTheNextJourney() throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        setting.commit(51, "2026-12-01T08:30", minutes: 30, by: .onsite, at: 1)
        setting.commit(52, "2026-12-01T11:45", minutes: 30, by: .onsite, at: 3, lead: 35)
        let successor = try #require(try setting.fit().successor)
        #expect(successor.assignment == AssignmentID(52))
        #expect(successor.during.start == at("2026-12-01T11:20"))
        #expect(successor.travelMinutes == 20)
    }

    @Test func anEarlierDepartureToTheNextCommitmentMustBeAvailableToo() throws {
        var setting = try Setting()
        setting.job.place = Book.place(6)
        setting.candidate.windows = [span("2026-12-01T08:00", "2026-12-01T12:10"), span("2026-12-01T12:40", "2026-12-01T18:00")]
        setting.commit(51, "2026-12-01T13:00", minutes: 30, by: .onsite, at: 1, lead: 15)
        #expect(setting.reasons == ["availability: not available at 12:05, when the journey to A51 would begin"])
        setting.candidate.windows = [span("2026-12-01T08:00", "2026-12-01T18:00")]
        #expect(setting.verdict.isEligible)
        setting.candidate.absences = [span("2026-12-01T12:20", "2026-12-01T12:30")]
        #expect(
            setting.reasons == [
                "absence: absent from 2026-12-01T12:20:00+01:00 to 2026-12-01T12:30:00+01:00; the journey to A51 would begin at 12:05"
            ])
    }

    /// The line is 200 km long; nobody is sent farther than 150.
    @Test func aJourneyBetweenTwoPlacesIsCappedAsWell() throws {
        var setting = try Setting()
        setting.candidate.interpreter.home = Book.place(10)
        setting.job.place = Book.place(20)
        setting.candidate.windows = [span("2026-12-01T00:00", "2026-12-02T00:00")]
        #expect(setting.verdict.isEligible)
        setting.commit(51, "2026-12-01T08:40", minutes: 30, by: .onsite, at: 4)
        #expect(setting.reasons == ["travel: nobody is sent as far as from the place before to 10020"])
        setting.candidate.commitments = []
        setting.commit(51, "2026-12-01T12:00", minutes: 30, by: .onsite, at: 4, lead: 65)
        #expect(setting.reasons == ["travel: nobody is sent as far as from 10020 to that of A51"])
    }

    /// Half as slow again before 09:00: 30 km take 45 minutes for who leaves then, 30 for who leaves later.
    @Test(arguments: [("2026-12-01T09:35", "2026-12-01T09:00", 30), ("2026-12-01T09:34", "2026-12-01T08:44", 45)])
    func theMorningPeakSlowsTheJourneysThatBeginInIt(_ start: String, _ departure: String, _ minutes: Int) throws {
        var setting = try Setting()
        setting.start(start)
        let fit = try setting.fit()
        #expect(fit.during.start == at(departure))
        #expect(fit.travelMinutes == minutes)
    }

    @Test func telephoneWorkFarFromHomeStillAllowsTheJourneyHome() throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        setting.commit(51, "2026-12-01T08:40", minutes: 60, by: .onsite, at: 5)
        setting.candidate.windows = [span("2026-12-01T08:00", "2026-12-01T11:50")]
        #expect(setting.verdict.isEligible)
        setting.candidate.windows[0].end = at("2026-12-01T11:49")
        #expect(setting.reasons == ["availability: home again at 11:50; available until 11:49"])
    }

    @Test func theRestAfterTheLastTalkMayLieOutsideTheAvailability() throws {
        var setting = try Setting()
        setting.job.modality = .telephone
        setting.candidate.windows = [span("2026-12-01T09:55", "2026-12-01T11:00")]
        #expect(setting.verdict.isEligible)
    }

    @Test func noJourneyHomeIsNeededBeforeGoingStraightOn() throws {
        var setting = try Setting()
        setting.candidate.windows = [span("2026-12-01T08:00", "2026-12-01T11:10"), span("2026-12-01T11:20", "2026-12-01T18:00")]
        #expect(setting.reasons == ["availability: home again at 11:30; available until 11:10"])
        setting.commit(51, "2026-12-01T11:50", minutes: 30, by: .onsite, at: 4, lead: 30)
        #expect(setting.verdict.isEligible)
    }

    @Test func aRemovedCommitmentGivesTheNextItsJourneyFromHomeAgain() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T10:00", minutes: 60, by: .onsite, at: 3, lead: 35)
        setting.commit(52, "2026-12-01T12:00", minutes: 30, by: .onsite, at: 5, lead: 25)
        let removed = setting.candidate.commitments[0]
        let successor = setting.matcher.reanchored(after: removed, in: setting.candidate.without(AssignmentID(51)))
        #expect(
            successor == Successor(
                assignment: AssignmentID(52), during: span("2026-12-01T11:05", "2026-12-01T12:45"), travelMinutes: 50,
                travelMetres: 49_982))
    }

    @Test func anEarlierDepartureIsCutShortWhereSomethingElseLiesBeforeIt() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T10:00", minutes: 60, by: .onsite, at: 3, lead: 35)
        setting.commit(52, "2026-12-01T11:25", minutes: 5)
        setting.commit(53, "2026-12-01T12:05", minutes: 30, by: .onsite, at: 4, lead: 15)
        let removed = setting.candidate.commitments[0]
        let successor = setting.matcher.reanchored(after: removed, in: setting.candidate.without(AssignmentID(51)))
        #expect(successor?.during == span("2026-12-01T11:40", "2026-12-01T12:50"))
        #expect(successor?.travelMinutes == 40)
    }

    @Test func nothingChangesAfterARemovalThatMovedNoJourney() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T10:00", minutes: 60, by: .onsite, at: 3, lead: 35)
        setting.commit(52, "2026-12-01T15:00", minutes: 30, by: .onsite, at: 5, lead: 55)
        let removed = setting.candidate.commitments[0]
        #expect(setting.matcher.reanchored(after: removed, in: setting.candidate.without(AssignmentID(51))) == nil)
        #expect(setting.matcher.reanchored(after: setting.candidate.commitments[1], in: setting.candidate.without(AssignmentID(52))) == nil)
    }
}
