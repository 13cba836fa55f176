import Rules
import Yams

/// A place in a rule file; line and column count from 1, 0 stands for the file as a whole.
package struct Place: Hashable {
    /// The name inside the directory: `languages.yaml`.
    package let file: String
    package let line: Int
    package let column: Int

    package static func whole(_ file: String) -> Place { Place(file: file, line: 0, column: 0) }

    /// `rules/languages.yaml:12`, as decisions cite it wherever the directory lies.
    var citation: String { "\(citedFile):\(line)" }
    var citedFile: String { "rules/\(file)" }
}

/// A value with the place it was read at.
package struct Located<Value> {
    package let value: Value
    package let place: Place
}

extension Place {
    /// The line of a row that was not registered under an id.
    init(of rule: RuleReference) {
        self.init(file: String(rule.file.dropFirst("rules/".count)), line: rule.line, column: 1)
    }

    init(file: String, node: Node) {
        self.init(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }
}
