import Yams

/// A place in a rule file; line and column count from 1, 0 stands for the file as a whole.
struct Place: Hashable {
    /// The name inside the directory: `languages.yaml`.
    let file: String
    let line: Int
    let column: Int

    static func whole(_ file: String) -> Place { Place(file: file, line: 0, column: 0) }

    /// `rules/languages.yaml:12`, as decisions cite it wherever the directory lies.
    var citation: String { "\(citedFile):\(line)" }
    var citedFile: String { "rules/\(file)" }
}

/// A value with the place it was read at.
struct Located<Value> {
    let value: Value
    let place: Place
}

extension Place {
    init(file: String, node: Node) {
        self.init(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }
}
