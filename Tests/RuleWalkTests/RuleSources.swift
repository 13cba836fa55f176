import Foundation
import Rules
import Yams

@testable import RuleFiles

/// The rule files of this repository, with those municipalities and names only that decisions of the walk are about: they load in a
/// fraction of the time.
enum RuleSources {
    /// All that hold rules; the gazetteer is a register.
    static let files = RuleFileSet.names.filter { $0.hasSuffix(".yaml") }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Mechelen, the cities, Brussels, and two places at opposite ends of Flanders.
    private static let places = [12025, 11002, 44021, 24062, 38008, 73107] + Array(21_001...21_019)

    private static let contents: [String: [UInt8]] = {
        var files = RuleFileSet(reading: "\(root)/rules").contents
        let named = ["nis,"] + places.map { "\($0)," }
        let lines = String(decoding: files["gazetteer.csv"] ?? [], as: UTF8.self).split(separator: "\n")
        files["gazetteer.csv"] = Array(lines.filter { line in named.contains { line.hasPrefix($0) } }.joined(separator: "\n").utf8)
        files["place-names.csv"] = Array("name,kind,nis,municipality,since,source\nBorsbeek,merged,11007,11002,2025,Statbel\n".utf8)
        files["other-languages.csv"] = Array(
            "codes,name_nl,name_fr,name_en,name_de,name_own\nhu|hun,Hongaars,hongrois,Hungarian,Ungarisch,magyar\n".utf8)
        files["subtags.csv"] = Array("kind,codes,prefixes,name_nl,name_fr,name_en,name_de,name_own\nvariant,arevela,,,,,,\n".utf8)
        return files
    }()

    private static let compiled = RuleCompiler(files: RuleFileSet(directory: "rules", contents: contents), zones: ZoneLoader()).compile()

    /// The rules as they are.
    static func book() throws -> RuleBook {
        guard let book = compiled.book else { throw Unreadable(problems: compiled.problems.map(\.description)) }
        return book
    }

    /// The whole of a file.
    static func tree(_ file: String) throws -> Node {
        let log = ProblemLog(directory: "rules")
        let text = String(decoding: contents[file] ?? [], as: UTF8.self)
        guard let root = YamlDocument.root(file: file, text: text, log: log) else {
            throw Unreadable(problems: log.problems.map(\.description))
        }
        return root
    }

    struct Unreadable: Error { let problems: [String] }
}
