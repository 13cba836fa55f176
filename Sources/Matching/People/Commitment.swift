import Interpreting

/// An assignment as it lies in an interpreter's calendar: as agreed while it is live, as it really was when it is finished.
public struct Commitment: Hashable, Sendable {
    public let assignment: AssignmentID
    /// The conversation itself.
    public var talk: Interval
    /// From departure or preparation to the end of the rest after it; see ``Fit/during``. Of live ones none overlap.
    public var during: Interval
    /// Where the interpreter has to be; nil for telephone and video.
    public var place: MunicipalityCode?
    public var modality: Modality
    /// It goes on now: it was started, and nobody has finished it.
    public var isStarted: Bool

    public init(
        assignment: AssignmentID, talk: Interval, during: Interval, place: MunicipalityCode?, modality: Modality, isStarted: Bool = false
    ) {
        self.assignment = assignment
        self.talk = talk
        self.during = during
        self.place = modality.isRemote ? nil : place
        self.modality = modality
        self.isStarted = isStarted
    }

    public init(_ assignment: Assignment) {
        let talk = assignment.conversation
        let rest = assignment.during.end - assignment.talk.end
        self.init(
            assignment: assignment.id, talk: talk,
            during: Interval(start: min(assignment.during.start, talk.start), end: talk.end + rest), place: assignment.place,
            modality: assignment.modality, isStarted: assignment.state == .started)
    }

    /// The same with a conversation that lasts until `moment` at least.
    func lasting(until moment: Timestamp) -> Commitment {
        var longer = self
        longer.during.end = max(during.end, moment + (during.end - talk.end))
        longer.talk.end = max(talk.end, moment)
        return longer
    }
}
