import Dispatching
import Interpreting

/// What the journal of a world with faults refuses, as a database refuses a row that breaks a constraint its engine does not know of.
enum Poison {
    /// Begins the reference of a request that is refused.
    static let mark = "poison"

    /// Whether the rows of an event are refused: those of a marked request, and the ends of a share of the offers.
    static func isIn(_ event: Event, share: Double) -> Bool {
        event.changes.contains { change in
            switch change {
            case .request(let row): row.need.caseReference?.hasPrefix(mark) ?? false
            case .offer(let row): row.state == .expired && share > 0 && Double(row.id.number * 37 % 100) < share * 100
            default: false
            }
        }
    }

    /// A command with the mark; nil when it cannot carry one.
    static func marked(_ command: String) -> String? {
        command.hasPrefix("SUBMIT ") ? command.replacing(" case=", with: " case=\(mark)-", maxReplacements: 1) : nil
    }
}
