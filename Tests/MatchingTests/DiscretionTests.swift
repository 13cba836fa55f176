import Interpreting
import Matching
import Rules
import Testing

/// What somebody does for others stands in no word that is said about them; what is decided does not change.
struct DiscretionTests {
    private func verdict(_ setting: Setting, hiding hidden: [AssignmentID]) -> [Violation] {
        let discretion = Discretion(hidden: hidden.sorted())
        let verdict = setting.matcher.verdict(setting.job, setting.candidate, at: setting.now, discretion: discretion)
        if case .excluded(let violations) = verdict { return violations } else { return [] }
    }

    private func clock(_ moment: Timestamp) -> String {
        let minute = Book.zone.local(moment).secondOfDay / 60
        return "\(minute / 600)\(minute / 60 % 10):\(minute % 60 / 10)\(minute % 10)"
    }

    @Test(arguments: HardConstraintTests.calendar)
    func nothingOfHiddenAssignmentsIsSaidWhateverTheySpeakAgainst(_ constraintCase: ConstraintCase) throws {
        var setting = try Setting()
        constraintCase.change(&setting)
        let commitments = setting.candidate.commitments
        let found = verdict(setting, hiding: commitments.map(\.assignment))
        #expect(found.map(\.constraint) == setting.violations.map(\.constraint))
        #expect(found.map(\.rule) == setting.violations.map(\.rule))
        guard !commitments.isEmpty else { return #expect(found == setting.violations) }
        let own = [setting.job.talk.start, setting.job.talk.end].map(clock)
        var telling = commitments.flatMap { [$0.talk.start, $0.talk.end].map(clock) }.filter { !own.contains($0) }
        telling += commitments.map(\.assignment.description) + commitments.compactMap { $0.place?.description }
        for violation in found {
            for word in telling where word != setting.job.place.description {
                #expect(!violation.text.contains(word), "\(violation.text)")
            }
        }
    }

    @Test func whatIsHiddenIsCalledAnotherAssignment() throws {
        var texts: [String] = []
        for (start, minutes) in [("2026-12-01T10:30", 30), ("2026-12-01T09:40", 15), ("2026-12-01T11:05", 30)] {
            var setting = try Setting()
            setting.commit(51, start, minutes: minutes)
            texts += verdict(setting, hiding: [AssignmentID(51)]).map(\.text)
        }
        #expect(
            texts == [
                "has another assignment then; 10:00 to 11:00 needed", "too little rest after another assignment",
                "too little rest before another assignment",
            ])
    }

    /// An own assignment at home between a hidden one somewhere and the journey that begins there.
    @Test func aJourneyThatBeginsWhereAHiddenAssignmentIsDoesNotTellWhere() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T08:30", minutes: 30, by: .onsite, at: 17)
        setting.commit(52, "2026-12-01T09:15", minutes: 10)
        let told = verdict(setting, hiding: []).map(\.text)
        #expect(told.contains { $0.contains("with the journey from \(Book.place(17))") }, "\(told)")
        let found = verdict(setting, hiding: [AssignmentID(51)]).map(\.text)
        #expect(found.contains("too little time for the journey after another assignment"), "\(found)")
        #expect(!found.contains { $0.contains(Book.place(17).description) }, "\(found)")
    }

    @Test func minutesAreCountedAloudOnlyWhenAllOfThemAreTheReaders() throws {
        var setting = try Setting()
        setting.commit(51, "2026-12-01T17:00", minutes: 301)
        setting.candidate.interpreter.maximumMinutesPerWeek = 300
        #expect(
            verdict(setting, hiding: [AssignmentID(51)]).map(\.text) == [
                "more than 360 minutes that day with this one", "more than 300 minutes that week with this one",
            ])
    }

    @Test func nobodyIsSentWhosePoolDoesNotHelp() throws {
        let matcher = try Setting().matcher
        var interpreter = Setting.interpreter(1)
        #expect(matcher.mayServe(interpreter, Book.agii))
        interpreter.pools = [Book.amal]
        #expect(matcher.mayServe(interpreter, Book.agii), "amal helps agii")
        #expect(!matcher.mayServe(interpreter, Book.atlas))
        interpreter.pools = [Book.atlas]
        #expect(!matcher.mayServe(interpreter, Book.agii))
    }
}
