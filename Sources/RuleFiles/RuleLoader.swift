import Rules

/// Loads a rule book from a directory of rule files.
public struct RuleLoader: Sendable {
    /// The directory that holds `languages.yaml` and the other files.
    public let directory: String
    private let zones: ZoneLoader

    /// - Parameter zones: where the time zone of `calendar.yaml` is found; the system's by default.
    public init(directory: String, zones: ZoneLoader = ZoneLoader()) {
        self.directory = directory
        self.zones = zones
    }

    /// The rule book.
    /// - Throws: all problems of all files, not the first only.
    public func load() throws(RuleFileProblems) -> RuleBook {
        let (book, problems) = check()
        guard let book else { throw RuleFileProblems(problems) }
        return book
    }

    /// The rule book, or nil and everything that is wrong with the files.
    public func check() -> (book: RuleBook?, problems: [Problem]) {
        guard RuleDirectory.exists(directory) else {
            let text = "there is no such directory of rule files; name it with --rules or \(RuleDirectory.variable)"
            return (nil, [Problem(file: directory, line: 0, column: 0, text: text)])
        }
        return RuleCompiler(files: RuleFileSet(reading: directory), zones: zones).compile()
    }
}
