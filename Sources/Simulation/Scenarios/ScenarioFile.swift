import Foundation
import Interpreting
import RuleFiles
import Rules

/// Reads a scenario: a file `simulations/NAME.yaml`, or the folder of a day that is written down.
///
/// A file may name a base, `base: flanders` for `common/flanders.yaml` beside it, whose blocks it takes over where it has none of its
/// own. Every block of figures says where they come from.
public struct ScenarioFile {
    /// A file larger than this is a mistake.
    static let sizeLimit = 262_144

    public let path: String
    let book: RuleBook

    public init(path: String, book: RuleBook) {
        self.path = path
        self.book = book
    }

    /// What a scenario is about.
    public enum Content: Sendable {
        /// People, what they ask, and the service between them.
        case world(Scenario)
        /// A bare queue whose answer is known.
        case queue(QueueBlock)
    }

    /// The scenario.
    /// - Throws: all problems of the file and its base, not the first only.
    public func load() throws(RuleFileProblems) -> Content {
        if let day = dayFolder { return .world(try self.day(in: day).scenario(calendar: book.calendar)) }
        let (folder, file) = split()
        let log = ProblemLog(directory: folder)
        let content = read(folder: folder, file: file, log: log)
        guard log.count == 0, let content else { throw RuleFileProblems(log.problems) }
        return content
    }

    /// The folder of a day's lists, when that is what is meant: the folder itself, or the file in it that its lists belong to.
    private var dayFolder: String? {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return path }
        let (folder, file) = split()
        return file == "scenario.yaml" && FileManager.default.fileExists(atPath: folder + "/requests.csv") ? folder : nil
    }

    private func day(in folder: String) throws(RuleFileProblems) -> DayScenario {
        do throws(ScenarioProblem) {
            return try DayScenario.load(folder, book: book)
        } catch {
            throw RuleFileProblems([Problem(file: error.file, line: error.line ?? 0, column: error.line == nil ? 0 : 1, text: error.text)])
        }
    }

    /// Folder and name: problems are shown as they were given on the command line.
    private func split() -> (folder: String, file: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    private func read(folder: String, file: String, log: ProblemLog) -> Content? {
        guard let own = top(folder: folder, file: file, log: log) else { return nil }
        var base: FieldReader?
        if own.optionalNode("base") != nil, let name = own.word("base") {
            // Without it everything that it would give is missing too, which helps nobody.
            guard let found = top(folder: folder, file: "common/\(name).yaml", log: log) else { return nil }
            base = found
        }
        let blocks = ScenarioBlocks(own: own, base: base)
        defer { blocks.close() }
        let name = file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
        let head = HeadBlock.read(own)
        if own.optionalNode("queue") != nil {
            let queue = blocks.block("queue") { QueueBlock.read($0, name: name, head: head) }
            return queue.map { .queue($0) }
        }
        return WorldReader(blocks: blocks, book: book).read(name: name, head: head).map { .world($0) }
    }

    private func top(folder: String, file: String, log: ProblemLog) -> FieldReader? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
            log.report("the file is missing\(advice(folder: folder, file: file))", at: .whole(file))
            return nil
        }
        guard data.count <= ScenarioFile.sizeLimit, let text = String(data: data, encoding: .utf8) else {
            log.report("\(data.count) bytes, expected UTF-8 text of at most \(ScenarioFile.sizeLimit) bytes", at: .whole(file))
            return nil
        }
        guard let root = YamlDocument.root(file: file, text: text, log: log) else { return nil }
        return FieldReader(root, file: file, log: log, expected: "the blocks of a scenario")
    }

    /// What may have been meant by a file that is not there.
    private func advice(folder: String, file: String) -> String {
        guard !file.hasPrefix("common/") else { return "; a base is looked for in common/ beside the scenario: copy that folder too" }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Suggestion.nearest(to: file, among: names.sorted()).map { "; did you mean \(folder)/\($0)?" }
            ?? "; give a scenario such as simulations/flanders-year.yaml"
    }
}
