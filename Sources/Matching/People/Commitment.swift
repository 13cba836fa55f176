import Interpreting

/// A live assignment as it lies in an interpreter's calendar.
public struct Commitment: Hashable, Sendable {
    public let assignment: AssignmentID
    /// The conversation itself.
    public var talk: Interval
    /// From departure or preparation to the end of the rest after it; see ``Fit/during``.
    public var during: Interval
    /// Where the interpreter has to be; nil for telephone and video.
    public var place: MunicipalityCode?
    public var modality: Modality

    public init(assignment: AssignmentID, talk: Interval, during: Interval, place: MunicipalityCode?, modality: Modality) {
        self.assignment = assignment
        self.talk = talk
        self.during = during
        self.place = modality.isRemote ? nil : place
        self.modality = modality
    }

    public init(_ assignment: Assignment) {
        self.init(
            assignment: assignment.id, talk: assignment.talk, during: assignment.during, place: assignment.place,
            modality: assignment.modality)
    }
}
