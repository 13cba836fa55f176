import Foundation
import Interpreting
import RuleFiles
import Rules

@testable import Simulation

/// What a scenario expects to be asked.
extension Decision {
    /// As the scenarios of Flanders have it with this rule book.
    private static func plan(_ book: RuleBook) throws -> DemandPlan? {
        let log = ProblemLog(directory: "simulations")
        let text = try String(contentsOfFile: "\(RuleSources.root)/simulations/common/flanders.yaml", encoding: .utf8)
        guard let root = YamlDocument.root(file: "flanders.yaml", text: text, log: log),
            let blocks = FieldReader(root, file: "flanders.yaml", log: log, expected: "a scenario")
        else { return nil }
        let context = EventContext(
            languages: book.languages, agencies: book.agencies.all.map { $0.code.text }, gazetteer: book.gazetteer,
            places: PlaceTable(gazetteer: book.gazetteer, agencies: book.agencies))
        return DemandBlocks(blocks: ScenarioBlocks(own: blocks, base: nil), book: book, context: context).read()
    }

    private static let unchanged = Result { try plan(RuleSources.book()) }

    static let demand = [
        Decision("a scenario's days", ["calendar.yaml"]) { book in
            guard let plan = try unchanged.get() else { return [] }
            let first = CivilDate(text: "2026-08-25")
            let table = CalendarTable(book.calendar, from: first, days: 5 * 366)
            return plan.sectors.filter { $0.sector == .education }.flatMap { sector in
                (0..<5 * 366).map { "\(first.adding(days: $0)) \(plan.factor(sector, on: table[first.adding(days: $0)]))" }
            }
        },
        Decision("a scenario's languages", ["languages.yaml"], keys: ["share"]) { book in
            try plan(book)?.languages.map { "\($0.tag) \($0.share)" } ?? []
        },
    ]
}
