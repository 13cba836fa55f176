import Interpreting
import Rules

/// Reads `matching.yaml`: constraints, costs and priorities by name.
enum MatchingFile {
    static func read(_ top: FieldReader) -> Build<MatchingRules>? {
        let constraints = top.rows("constraints") { row in
            named(row, "constraint", HardConstraint.self).map { ($0.name, $0.rule) }
        }
        let costs = top.rows("costs") { row in
            let points = row.integer("points", 0...1_000_000)
            let named = named(row, "cost", SoftCost.self)
            return named.flatMap { named in points.map { (named.name, Ruling($0, named.rule)) } }
        }
        let weights = top.rows("priorities") { row in
            let weight = row.integer("weight", 1...1000)
            let named = named(row, "priority", Priority.self)
            return named.flatMap { named in weight.map { (named.name, Ruling($0, named.rule)) } }
        }
        return { () throws(RuleProblems) in
            try MatchingRules(
                constraints: Dictionary(constraints, uniquingKeysWith: { first, _ in first }),
                costs: Dictionary(costs, uniquingKeysWith: { first, _ in first }),
                weights: Dictionary(weights, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// The row's name among those of `Name`, and its reference; a name given twice is an id given twice.
    private static func named<Name: RawRepresentable & CaseIterable>(
        _ row: FieldReader, _ kind: String, _ type: Name.Type
    ) -> (name: Name, rule: RuleReference)? where Name.RawValue == String {
        let name = row.choice("name", of: type)
        let rule = row.rule(name.map { "\(kind).\($0.rawValue)" })
        guard let name, let rule else { return nil }
        return (name, rule)
    }
}
