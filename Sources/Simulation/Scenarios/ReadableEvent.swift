import RuleFiles

/// An event with the words that describe it in a scenario.
package protocol ReadableEvent: ScenarioEvent {
    /// What stands under `event:`.
    static var word: String { get }

    /// The event of a row, or nil after reports.
    static func read(_ row: FieldReader, _ context: EventContext) -> Self?
}
