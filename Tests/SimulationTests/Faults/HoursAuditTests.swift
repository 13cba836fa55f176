import Dispatching
import Interpreting
import Testing

@testable import Simulation

/// The auditor counts hours and rest from journal rows alone: each of these histories has one thing that cannot be.
@Suite struct HoursAuditTests {
    private let stage: Stage
    private var register: Register

    init() throws {
        stage = try FaultStage.stage.get()
        register = Auditor(stage).register
    }

    private func request(_ number: Int64, _ minutes: Int, isOnDemand: Bool = false) -> Request {
        let need = Need(
            language: LanguageTag("ti"), complexity: .practical, minutes: minutes, start: stage.start, isOnDemand: isOnDemand,
            place: MunicipalityCode(11002))
        return Request(
            id: RequestID(number), organisation: OrganisationID(1), establishment: EstablishmentID(1), agency: AgencyCode("agii"),
            requestedBy: PrincipalID(1), need: need, modality: .telephone, rule: "rule", submittedAt: stage.start,
            answerBy: stage.start + .hours(2), chance: 50)
    }

    /// Begun at the agreed time, so many minutes after the play began.
    private func assignment(
        _ number: Int64, of interpreter: Int64, from: Int, minutes: Int, _ state: AssignmentState, worked: Int? = nil
    ) -> Assignment {
        let start = stage.start + .minutes(from)
        let talk = Interval(start: start, end: start + .minutes(minutes))
        return Assignment(
            id: AssignmentID(number), state: state, request: RequestID(number), interpreter: InterpreterID(interpreter),
            modality: .telephone, place: nil, talk: talk, during: talk, travelMinutes: 0, travelMetres: 0, confirmedAt: stage.start,
            startedAt: worked.map { _ in start }, endedAt: worked.map { start + .minutes($0) })
    }

    private func event(_ kind: EventKind = .offerMade) -> Event {
        Event(seq: 900, at: stage.start, kind: kind, actor: nil, scope: Scope(), subject: "O1", fields: [], changes: [])
    }

    /// What is said of a talk that would begin so many minutes after the play began.
    private func problems(
        _ kept: [Assignment], of interpreter: Int64, from: Int, minutes: Int, isOnDemand: Bool = false
    ) -> String {
        var register = register
        for row in kept { register.assignments[row.id] = row }
        let start = stage.start + .minutes(from)
        register.checkRoom(
            InterpreterID(interpreter), for: request(9, minutes, isOnDemand: isOnDemand), .telephone,
            Interval(start: start, end: start + .minutes(minutes)), event())
        return register.takeProblems().joined(separator: "; ")
    }

    @Test func `minutes of a day are those that were worked and those that are agreed`() {
        let kept = [
            assignment(1, of: 2, from: 0, minutes: 30, .completed, worked: 25), assignment(2, of: 2, from: 60, minutes: 15, .confirmed),
            assignment(3, of: 2, from: 90, minutes: 60, .noShow), assignment(4, of: 2, from: 120, minutes: 60, .cancelled),
        ]
        #expect(problems(kept, of: 2, from: 240, minutes: 20) == "")
        #expect(problems(kept, of: 2, from: 240, minutes: 21) == "hours: I2 for R9 in event 900: 61 minutes that day, at most 60")
        #expect(problems(kept, of: 2, from: 1_440, minutes: 60) == "")
    }

    @Test func `minutes of a week end with Sunday`() {
        let kept = [assignment(1, of: 3, from: 0, minutes: 60, .completed, worked: 70)]
        #expect(problems(kept, of: 3, from: 2_880, minutes: 6) == "hours: I3 for R9 in event 900: 76 minutes that week, at most 75")
        #expect(problems(kept, of: 3, from: 7 * 1_440, minutes: 60) == "")
    }

    @Test func `rest is counted from the real end`() {
        let kept = [assignment(1, of: 1, from: 0, minutes: 30, .completed, worked: 45)]
        #expect(problems(kept, of: 1, from: 54, minutes: 5, isOnDemand: true)
            == "hours: I1 for R9 in event 900: 9 minutes after A1 really ended, 10 needed")
        #expect(problems(kept, of: 1, from: 55, minutes: 5, isOnDemand: true) == "")
    }

    @Test func `nobody is rung during a conversation, nor begins a second one`() {
        let running = assignment(1, of: 1, from: 0, minutes: 30, .started)
        #expect(problems([running], of: 1, from: 90, minutes: 5, isOnDemand: true)
            == "hours: I1 for R9 in event 900: A1 is not finished")
        var register = register
        register.assignments[running.id] = running
        register.checkNothingElseStarted(beside: assignment(2, of: 1, from: 90, minutes: 5, .confirmed), event(.assignmentStarted))
        #expect(register.takeProblems() == ["4.1: A2 was started in event 900 while A1 of I1 is not finished"])
    }
}
