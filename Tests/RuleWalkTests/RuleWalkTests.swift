import Testing

/// DESIGN, invariant 14: every field of every rule file is read by a decision.
///
/// Each value of each file is altered in a copy of the rules, the file is loaded anew, and some decision of ``Decisions`` has to come out
/// differently. What this finds unread either is made to act or leaves the file; when a new field acts already, a decision that depends
/// on it is added in Decisions/.
@Suite struct RuleWalkTests {
    @Test(arguments: RuleSources.files) func `every field of a rule file changes a decision`(_ file: String) throws {
        let walk = try FieldWalk(file)
        let fields = walk.fields
        #expect(fields.count > 10, "\(file) seems to have no fields; is it read?")
        for field in fields {
            if let problem = try walk.problem(with: field) { Issue.record("\(problem)") }
        }
    }

    @Test func `a field that nobody reads is found`() throws {
        // The same walk, with decisions that look at nothing but the reasons.
        let walk = try FieldWalk("aid.yaml", decisions: [])
        let field = try #require(walk.fields.first { $0.key == "up-to-minutes" })
        let problem = try walk.problem(with: field)
        #expect(problem?.description.contains("up-to-minutes is 45, and no decision changes when it is") == true, "\(problem as Any)")
    }
}
