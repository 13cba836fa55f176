import Interpreting
import Rules

/// What the reader of a decision may not learn about the calendars that it rests on. Words depend on it, decisions never.
public struct Discretion: Hashable, Sendable {
    /// The reader may know everything.
    public static let none = Discretion()

    /// Assignments of others, ascending: they are called another assignment, without when, where and how long.
    public let hidden: [AssignmentID]

    public init(hidden: [AssignmentID] = []) { self.hidden = hidden }

    func hides(_ assignment: AssignmentID?) -> Bool {
        guard let assignment, !hidden.isEmpty else { return false }
        let place = hidden.partitioningIndex { $0 >= assignment }
        return place < hidden.count && hidden[place] == assignment
    }
}

extension HardConstraint {
    /// What is said about somebody whose home, calendar and register the reader may not know.
    public var brief: String {
        switch self {
        case .inactive: "not active in the register"
        case .noLogin: "cannot log in"
        case .language: "does not interpret the language"
        case .certificate: "not certified for it"
        case .modality: "does not offer the modality"
        case .pool: "in a pool that may not be asked, or not yet"
        case .availability, .absence: "not available then"
        case .duty: "not on duty"
        case .overlap: "has other work then"
        case .rest: "too little rest beside other work"
        case .travel: "cannot be there in time"
        case .distance: "too far away"
        case .dailyHours: "has enough work that day"
        case .weeklyHours: "has enough work that week"
        case .solo: "too long for one alone"
        case .gender: "of another gender"
        case .declinedBefore: "declined this request or gave it back before"
        case .askedRecently: "did not answer yet; may be asked again"
        case .askedEnough: "did not answer several offers"
        case .offered: "has an open offer for that time"
        case .excluded: "excluded for this request"
        }
    }
}
