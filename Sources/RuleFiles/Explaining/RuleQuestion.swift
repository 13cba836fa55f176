import Interpreting
import Rules

/// A conversation as a person describes it to have the rules explained: words not yet looked up.
public struct RuleQuestion: Hashable, Sendable {
    /// A tag or an ISO 639-3 code.
    public var language: String
    /// Booked minutes.
    public var minutes: Int
    public var complexity: Complexity
    public var circumstances: Circumstances
    /// Where the establishment is: a NIS code, a postal code of one municipality, or a name.
    public var place: String?
    /// Where the interpreter would come from, to have the journey explained; needs a place and a start.
    public var from: String?
    /// When it starts, in RFC 3339; without an offset on the wall clock of the service.
    public var start: String?

    public init(
        language: String, minutes: Int, complexity: Complexity, circumstances: Circumstances = Circumstances(), place: String? = nil,
        from: String? = nil, start: String? = nil
    ) {
        self.language = language
        self.minutes = minutes
        self.complexity = complexity
        self.circumstances = circumstances
        self.place = place
        self.from = from
        self.start = start
    }
}
