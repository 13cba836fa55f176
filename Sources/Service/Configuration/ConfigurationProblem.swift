/// One thing that is wrong in a configuration file, at the place where a person can mend it.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// Counts from 1; 0 when the problem is the file as a whole.
    public let line: Int
    /// Counts from 1; 0 when the problem is the file as a whole.
    public let column: Int
    /// What is wrong and what was expected.
    public let text: String

    /// `tolkbrug.yaml:3:9: …`, or `tolkbrug.yaml: …` for the file as a whole.
    public var description: String { line == 0 ? "\(file): \(text)" : "\(file):\(line):\(column): \(text)" }
}

/// Everything that is wrong with a configuration file, in the order of the file.
public struct ConfigurationProblems: Error, Hashable, Sendable, CustomStringConvertible {
    public let problems: [ConfigurationProblem]

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
