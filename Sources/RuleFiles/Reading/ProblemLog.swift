import Rules

/// Gathers the problems and the rows of one load, so that a reader can go on after the first problem.
package final class ProblemLog {
    /// More than this in one directory tells nobody anything new; the log then says how many it left out.
    static let limit = 500

    /// Where the files lie, as it is shown in problems.
    let directory: String
    /// Problems so far, those left out included.
    package private(set) var count = 0
    private var found: [Problem] = []
    private(set) var rows: [RuleReference] = []
    private var places: [String: Place] = [:]

    package init(directory: String) { self.directory = directory }

    package func report(_ text: String, at place: Place) {
        count += 1
        guard found.count < ProblemLog.limit else { return }
        found.append(Problem(file: "\(directory)/\(place.file)", line: place.line, column: place.column, text: text))
    }

    /// Reports what is wrong with rows that could each be read, at the first row that each problem is about.
    func report(_ problems: RuleProblems, in file: String) {
        for problem in problems.problems {
            report(problem.text, at: problem.rows.first.map { places[$0.id] ?? Place(of: $0) } ?? .whole(file))
        }
    }

    /// Keeps a row under its id, which no other row of any file may have.
    func register(_ row: RuleReference, at place: Place) {
        if let earlier = places[row.id] {
            report("id \"\(row.id)\" is already taken by \(earlier.citation), expected an id of its own", at: place)
        } else {
            places[row.id] = place
            rows.append(row)
        }
    }

    /// All problems by file and position.
    package var problems: [Problem] {
        let sorted = found.sorted()
        guard count > found.count else { return sorted }
        return sorted + [Problem(file: directory, line: 0, column: 0, text: "\(count - found.count) more problems are not shown")]
    }
}
