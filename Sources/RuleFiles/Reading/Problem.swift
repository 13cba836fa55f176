/// One thing that is wrong in a rule file, at the place where a person can mend it.
public struct Problem: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The file as it is shown, for instance `rules/languages.yaml`.
    public let file: String
    /// Counts from 1; 0 when the problem is the file as a whole.
    public let line: Int
    /// Counts from 1, in Unicode scalars; 0 when the problem is the file as a whole.
    public let column: Int
    /// What is wrong, what was expected, and when something similar exists "did you mean …".
    public let text: String

    public init(file: String, line: Int, column: Int, text: String) {
        self.file = file
        self.line = line
        self.column = column
        self.text = text
    }

    /// `rules/languages.yaml:12:5: unknown key "raeson"; …`, or `rules/languages.yaml: …` for the file as a whole.
    public var description: String {
        line == 0 ? "\(file): \(text)" : "\(file):\(line):\(column): \(text)"
    }

    public static func < (left: Problem, right: Problem) -> Bool {
        (left.file, left.line, left.column, left.text) < (right.file, right.line, right.column, right.text)
    }
}
