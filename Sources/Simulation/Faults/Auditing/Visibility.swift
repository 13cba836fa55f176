import Dispatching
import Interpreting

/// The auditor's own understanding of who is told what.
enum Visibility {
    private static let topics: [(prefix: String, topic: String)] = [
        ("REQUEST-", "requests"), ("OFFER-", "offers"), ("ASSIGNMENT-", "assignments"), ("CALENDAR-", "calendar"), ("DUTY-", "calendar"),
    ]

    static func topic(of kind: String) -> String { topics.first { kind.hasPrefix($0.prefix) }?.topic ?? "registry" }

    /// All topics, or those of a list as it was sent: `(offers assignments)`.
    static func topics(_ list: String?) -> Set<String> {
        guard let list else { return ["requests", "offers", "assignments", "calendar", "registry"] }
        return Set(list.dropFirst().dropLast().split(separator: " ").map(String.init))
    }

    static func sees(_ person: Stage.Person, _ scope: Scope) -> Bool {
        switch person.role {
        case .admin: true
        case .requester: scope.organisation?.description == person.belongsTo
        case .interpreter: scope.interpreter?.description == person.belongsTo
        case .coordinator: scope.agencies.contains { $0.text == person.belongsTo }
        }
    }
}
