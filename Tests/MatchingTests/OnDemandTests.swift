import Interpreting
import Matching
import Rules
import Testing

struct OnDemandTests {
    /// The same interpreter on duty for the telephone, without any availability, rung at 10:00.
    static func onDuty(_ setting: inout Setting) {
        setting.candidate.windows = []
        setting.candidate.interpreter.duty = Duty(
            modalities: [.telephone], since: at("2026-12-01T09:00"), until: at("2026-12-01T12:00"))
        setting.job.isOnDemand = true
        setting.job.modality = .telephone
        setting.now = at("2026-12-01T10:00")
    }

    static let cases: [ConstraintCase] = [
        .init(.duty, "not on duty") { $0.candidate.interpreter.duty = nil },
        .init(.duty, "on duty until 2026-12-01T12:00:00+01:00; it is 2026-12-01T12:00:00+01:00") { $0.now = at("2026-12-01T12:00") },
        .init(.duty, "on duty from 2026-12-01T09:00:00+01:00; it is 2026-12-01T08:59:00+01:00") { $0.now = at("2026-12-01T08:59") },
        .init(.duty, "on duty for telephone; video needed") { $0.job.modality = .video },
        .init(.offered, "is being rung for another request") { $0.candidate.isBusyWithOffer = true },
        .init(.overlap, "A51 lasts from 09:30 to 10:01; 10:00 to 11:00 needed") { $0.commit(51, "2026-12-01T09:30", minutes: 31) },
        .init(.rest, "9 minutes free after A51, 10 needed", rule: "rest.telephone-telephone") {
            $0.commit(51, "2026-12-01T09:30", minutes: 21)
        },
        .init(.travel, "54 minutes free before A51, 55 needed with the journey to it", rule: "travel.formula") {
            $0.commit(51, "2026-12-01T11:54", minutes: 21, by: .onsite, at: 3, lead: 35)
        },
        .init(.absence, "absent from 2026-12-01T10:59:00+01:00 to 2026-12-02T00:00:00+01:00; 10:00 to 11:00 needed") {
            $0.candidate.absences = [span("2026-12-01T10:59", "2026-12-02T00:00")]
        },
    ]

    @Test(arguments: cases)
    func eachConstraintAloneExcludesSomebodyOnDuty(_ constraintCase: ConstraintCase) throws {
        var setting = try Setting()
        OnDemandTests.onDuty(&setting)
        #expect(setting.verdict.isEligible)
        constraintCase.change(&setting)
        let violation = Violation(
            constraint: constraintCase.constraint, rule: Book.row(constraintCase.rule), text: constraintCase.text)
        #expect(setting.violations == [violation])
    }

    @Test func aCallBeginsNowWithoutPreparation() throws {
        var setting = try Setting()
        OnDemandTests.onDuty(&setting)
        setting.now = at("2026-12-01T10:03")
        #expect(try setting.fit() == Fit(during: span("2026-12-01T10:03", "2026-12-01T11:13"), travelMinutes: 0, travelMetres: 0))
    }

    @Test func beingRungDoesNotHinderPlannedWork() throws {
        var setting = try Setting()
        setting.candidate.isBusyWithOffer = true
        #expect(setting.verdict.isEligible)
    }
}
