import Foundation
import Rules
import Testing

@testable import RuleFiles

/// The real rule files of this repository, and variations of them.
enum RuleFixtures {
    /// `rules/` at the top of the package.
    static let directory: String = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("rules").path

    static let real = RuleFileSet(reading: directory).contents

    private static let loaded = RuleLoader(directory: directory).check()

    /// The rule book of the repository.
    static func book() throws -> RuleBook { try #require(loaded.book, "the real rules have problems: \(loaded.problems)") }

    static func text(_ file: String) throws -> String { String(decoding: try #require(real[file]), as: UTF8.self) }

    /// The real files with only those municipalities that rules name and few names: a fraction of the time to load.
    private static let small: [String: [UInt8]] = {
        var files = real
        let named = ["nis,", "11002,", "12025,", "24062,", "44021,"] + (21_001...21_019).map { "\($0)," }
        let lines = String(decoding: real["gazetteer.csv"] ?? [], as: UTF8.self).split(separator: "\n")
        files["gazetteer.csv"] = Array(lines.filter { line in named.contains { line.hasPrefix($0) } }.joined(separator: "\n").utf8)
        files["place-names.csv"] = Array("name,kind,nis,municipality,since,source\nBorsbeek,merged,11007,11002,2025,Statbel\n".utf8)
        files["other-languages.csv"] = Array(
            "codes,name_nl,name_fr,name_en,name_de,name_own\nhu|hun,Hongaars,hongrois,Hungarian,Ungarisch,magyar\n".utf8)
        files["subtags.csv"] = Array("kind,codes,prefixes,name_nl,name_fr,name_en,name_de,name_own\nvariant,arevela,,,,,,\n".utf8)
        return files
    }()

    /// All problems when files are changed so; shown as if the directory were `rules`.
    static func check(_ changes: [String: [UInt8]?], zones: ZoneLoader = ZoneLoader()) -> (book: RuleBook?, problems: [Problem]) {
        var contents = small
        for (file, bytes) in changes { contents[file] = bytes }
        return RuleCompiler(files: RuleFileSet(directory: "rules", contents: contents), zones: zones).compile()
    }

    /// The problems, as they are printed, when `file` reads `text` and all others are as they are.
    static func problems(_ file: String, _ text: String) -> [String] {
        check([file: Array(text.utf8)]).problems.map(\.description)
    }

    /// The problems when every occurrence of a text in the real `file` is replaced; the text must occur.
    static func problems(_ file: String, replacing old: String, with new: String) throws -> [String] {
        let original = try text(file)
        try #require(original.contains(old), "\(file) no longer has: \(old)")
        return problems(file, original.replacingOccurrences(of: old, with: new))
    }

    /// The place of the first occurrence of `marker` in the real `file`, as problems show it.
    static func place(_ file: String, of marker: String) throws -> String {
        let before = try #require(text(file).components(separatedBy: marker).first)
        let lines = before.components(separatedBy: "\n")
        return "rules/\(file):\(lines.count):\((lines.last ?? "").unicodeScalars.count + 1)"
    }
}
