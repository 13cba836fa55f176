import RuleFiles

/// The kinds of events that scenarios may have. A new one is a file beside the others and a line here.
enum ScenarioEvents {
    static let all: [any ReadableEvent.Type] = [DemandFactor.self, LanguageSurge.self, NewHost.self, AbsenceWave.self]

    static func read(_ row: FieldReader, _ context: EventContext) -> (any ScenarioEvent)? {
        let words = all.map { $0.word }
        guard let word = row.name("event", among: words, "a kind of event") else { return nil }
        return all.first { $0.word == word }?.read(row, context)
    }
}
