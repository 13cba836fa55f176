import Interpreting
import Matching
import Rules
import Testing

/// One change that turns the eligible interpreter of ``Setting`` into one excluded by exactly one constraint.
struct ConstraintCase: Sendable, CustomTestStringConvertible {
    let constraint: HardConstraint
    let text: String
    let rule: String
    let change: @Sendable (inout Setting) -> Void

    init(_ constraint: HardConstraint, _ text: String, rule: String? = nil, _ change: @escaping @Sendable (inout Setting) -> Void) {
        self.constraint = constraint
        self.text = text
        self.rule = rule ?? constraint.rawValue
        self.change = change
    }

    var testDescription: String { "\(constraint.rawValue): \(text)" }
}

struct HardConstraintTests {
    static let person: [ConstraintCase] = [
        .init(.inactive, "not active in the register") { $0.candidate.interpreter.isActive = false },
        .init(.language, "interprets ps; ti or a substitute for it (am) needed") {
            $0.candidate.interpreter.competences = [Competence(language: Book.pashto, level: .certified)]
        },
        .init(.language, "interprets ti; am needed") { $0.job.language = Book.amharic },
        .init(.certificate, "trained, not certified, in am; a certificate is needed to stand in for ti") {
            $0.candidate.interpreter.competences = [Competence(language: Book.amharic, level: .trained)]
        },
        .init(.certificate, "trained, not certified, in ti; a certificate is needed") {
            $0.candidate.interpreter.competences = [Competence(language: Book.tigrinya, level: .trained)]
        },
        .init(.modality, "offers telephone, video; onsite needed") { $0.candidate.interpreter.modalities = [.telephone, .video] },
        .init(.pool, "in the pools atlas, which do not help agii") { $0.candidate.interpreter.pools = [Book.atlas] },
        .init(.pool, "in pool amal, which helps agii from 2026-11-25T09:10:00+01:00", rule: "aid.amal") {
            $0.candidate.interpreter.pools = [Book.amal, Book.atlas]
            $0.job.submittedAt = at("2026-11-25T08:40")
        },
        .init(.gender, "female; male needed") {
            $0.job.gender = .male
            $0.job.genderIsRequired = true
        },
        .init(.solo, "181 minutes, at most 180 alone by onsite", rule: "solo.o") { $0.start("2026-12-01T10:00", minutes: 181) },
        .init(.declinedBefore, "declined this request or gave it back before") { $0.job.exhausted = [InterpreterID(1)] },
        .init(
            .askedRecently,
            "did not answer the offer that ended 2026-11-25T08:30:00+01:00; may be asked again from 2026-11-25T09:30:00+01:00",
            rule: "again"
        ) { $0.silence(1, times: 2, ended: "2026-11-25T08:30") },
        .init(.askedEnough, "did not answer 3 offers, at most 3 are made for one request", rule: "again") {
            $0.silence(1, times: 3, ended: "2026-11-24T08:30")
        },
        .init(.excluded, "excluded for this request") { $0.job.excluded = [InterpreterID(1)] },
        .init(.distance, "30 km from home 10000 to 10003, at most 29") { $0.candidate.interpreter.maximumKilometres = 29 },
        .init(.distance, "160 km from home 10000 to 10016, at most 150", rule: "travel.maximum") { $0.job.place = Book.place(16) },
        .init(.distance, "the way from home 10000 to 99999 is not known") { $0.job.place = MunicipalityCode(99_999) },
        .init(.noLogin, "nobody can log in for I1: no user of it has a valid credential") { $0.candidate.loginEnds = $0.now },
    ]

    static let calendar: [ConstraintCase] = [
        .init(.availability, "not available on 2026-12-01; 09:25 to 11:00 needed") { $0.candidate.windows = [] },
        .init(.availability, "available 09:26 to 18:00 that day; 09:25 to 11:00 needed") {
            $0.candidate.windows = [span("2026-12-01T09:26", "2026-12-01T18:00")]
        },
        .init(.availability, "home again at 11:30; available until 11:29") {
            $0.candidate.windows = [span("2026-12-01T08:00", "2026-12-01T11:29")]
        },
        .init(.absence, "absent from 2026-12-01T09:00:00+01:00 to 2026-12-01T09:26:00+01:00; 09:25 to 11:00 needed") {
            $0.candidate.absences = [span("2026-12-01T09:00", "2026-12-01T09:26")]
        },
        .init(.absence, "absent from 2026-12-01T11:29:00+01:00 to 2026-12-02T08:00:00+01:00; home again at 11:30") {
            $0.candidate.absences = [span("2026-12-01T11:29", "2026-12-02T08:00")]
        },
        .init(.overlap, "A51 lasts from 10:59 to 11:29; 10:00 to 11:00 needed") { $0.commit(51, "2026-12-01T10:59", minutes: 30) },
        .init(.rest, "19 minutes free before A51, 20 needed, 5 of them before the start", rule: "rest.onsite-telephone") {
            $0.commit(51, "2026-12-01T11:19", minutes: 30)
        },
        .init(.rest, "19 minutes free after A51, 20 needed, 10 of them before the start", rule: "rest.telephone-video") {
            $0.job.modality = .video
            $0.commit(51, "2026-12-01T09:11", minutes: 30)
        },
        .init(.travel, "54 minutes free after A51, 55 needed with the journey from 10000", rule: "travel.formula") {
            $0.commit(51, "2026-12-01T08:36", minutes: 30)
        },
        .init(.travel, "39 minutes free before A51, 40 needed with the journey to it", rule: "travel.formula") {
            $0.commit(51, "2026-12-01T11:39", minutes: 30, by: .onsite, at: 5, lead: 55)
        },
        .init(.travel, "34 minutes left before the start, 35 needed to get there") { $0.now = at("2026-12-01T09:26") },
        .init(.dailyHours, "361 minutes that day with this one, at most 360", rule: "daily") {
            $0.commit(51, "2026-12-01T17:00", minutes: 301)
        },
        .init(.dailyHours, "60 minutes that day with this one, at most 59") { $0.candidate.interpreter.maximumMinutesPerDay = 59 },
        .init(.weeklyHours, "1201 minutes that week with this one, at most 1200", rule: "weekly") {
            $0.commit(51, "2026-11-30T00:00", minutes: 1141)
        },
        .init(.weeklyHours, "60 minutes that week with this one, at most 59") { $0.candidate.interpreter.maximumMinutesPerWeek = 59 },
        .init(.offered, "an offer for that time is open") {
            $0.candidate.offers = [span("2026-12-01T10:59", "2026-12-01T12:00")]
        },
    ]

    @Test(arguments: person + calendar)
    func eachConstraintAloneExcludesAnEligibleInterpreter(_ constraintCase: ConstraintCase) throws {
        var setting = try Setting()
        #expect(setting.verdict.isEligible)
        constraintCase.change(&setting)
        let violation = Violation(
            constraint: constraintCase.constraint, rule: Book.row(constraintCase.rule), text: constraintCase.text)
        #expect(setting.violations == [violation])
        #expect(setting.matcher.score(setting.job, setting.candidate, at: setting.now) == nil)
    }

    @Test func everyConstraintIsCovered() {
        let covered = Set((HardConstraintTests.person + HardConstraintTests.calendar + OnDemandTests.cases).map(\.constraint))
        #expect(HardConstraint.allCases.filter { !covered.contains($0) } == [])
    }

    @Test func allReasonsAreNamedInOneVerdict() throws {
        var setting = try Setting()
        for constraintCase in [0, 5, 6, 8].map({ HardConstraintTests.person[$0] }) { constraintCase.change(&setting) }
        setting.candidate.windows = []
        #expect(setting.violations.map(\.constraint) == [.inactive, .modality, .pool, .gender, .availability])
    }

    @Test func aViolationReadsWithItsRow() throws {
        let violation = Violation(constraint: .rest, rule: Book.row("rest.onsite-video"), text: "19 minutes free before A51, 20 needed")
        #expect(violation.description == "rest (rules/test.yaml:17): 19 minutes free before A51, 20 needed")
    }
}
