/// A stretch of an interpreter's calendar.
public struct Availability: Identified, Hashable, Codable {
    public static let letter: Character = "V"

    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Planned work may be offered in it.
        case available
        /// Nothing may be offered in it, whatever else says so.
        case absent
    }

    public let id: AvailabilityID
    public var interpreter: InterpreterID
    public var kind: Kind
    public var interval: Interval
    /// Taken out of the calendar again; kept for the record.
    public var isWithdrawn: Bool

    public init(id: AvailabilityID, interpreter: InterpreterID, kind: Kind, interval: Interval, isWithdrawn: Bool = false) {
        self.id = id
        self.interpreter = interpreter
        self.kind = kind
        self.interval = interval
        self.isWithdrawn = isWithdrawn
    }
}
