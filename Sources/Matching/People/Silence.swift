import Interpreting
import Rules

/// That somebody did not answer one or several offers of the same question.
public struct Silence: Hashable, Sendable {
    public let interpreter: InterpreterID
    /// Offers or rings that ended without an answer.
    public var times: Int
    /// When the last of them ended.
    public var ended: Timestamp
    /// Whether, and after what time, the question may be put again.
    public var again: Ruling<AskAgain>

    public init(interpreter: InterpreterID, times: Int, ended: Timestamp, again: Ruling<AskAgain>) {
        self.interpreter = interpreter
        self.times = times
        self.ended = ended
        self.again = again
    }

    /// From when on the question may be put again; nil when it was put often enough.
    public var asksAgainAt: Timestamp? { times < again.value.atMost ? ended + again.value.after : nil }

    /// - Parameter place: among ``Job/silences``.
    func obstacle(_ place: Int, at now: Timestamp) -> Obstacle? {
        guard let next = asksAgainAt else { return .askedEnough(place) }
        return next > now ? .askedRecently(place) : nil
    }
}
