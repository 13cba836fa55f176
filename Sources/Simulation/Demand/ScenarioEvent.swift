import Interpreting

/// Something that happens in a scenario and changes what is asked, who asks, or who can work.
///
/// Each is a value in a file of its own beside this one, with the words that describe it in a scenario; `ScenarioEvents.all` lists
/// them. What an event does not change it leaves to the defaults below.
public protocol ScenarioEvent: Sendable {
    /// One line for the report.
    var summary: String { get }

    /// By how much demand is multiplied at most, whenever the conversation may turn out to be.
    func highestFactor(of asking: Asking) -> Double

    /// By how much it is multiplied for a conversation that begins at `talk` on the wall clock; at most `highestFactor(of:)`.
    func factor(of asking: Asking, talk: LocalTime) -> Double

    /// A host that comes with the event, and its own demand.
    var newcomer: Newcomer? { get }

    /// Changes who can work.
    func change(_ people: inout [Person], stream: inout RandomStream)
}

extension ScenarioEvent {
    public func highestFactor(of asking: Asking) -> Double { 1 }
    public func factor(of asking: Asking, talk: LocalTime) -> Double { highestFactor(of: asking) }
    public var newcomer: Newcomer? { nil }
    public func change(_ people: inout [Person], stream: inout RandomStream) {}
}
