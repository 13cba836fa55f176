import Foundation
import Testing

/// The house rules that no compiler checks.
@Suite struct TidyTests {
    static let sources = SourceFile.all(in: "Sources")

    /// `path:line: text` wherever one of the patterns occurs in the given form of the file's lines.
    private func findings(_ patterns: [String], in file: SourceFile, _ lines: [String]) throws -> [String] {
        let text = lines.joined(separator: "\n")
        let whole = NSRange(text.startIndex..., in: text)
        return try patterns.flatMap { pattern in
            try NSRegularExpression(pattern: pattern).matches(in: text, range: whole).map { match in
                let number = text.utf16.prefix(match.range.location).count { $0 == 0x0A } + 1
                return "\(file):\(number): \(file.lines[number - 1])"
            }
        }
    }

    private func matches(_ patterns: [String], in line: String) throws -> Bool {
        try !findings(patterns, in: SourceFile(path: "Sources/Wire/X.swift", text: line), [line]).isEmpty
    }

    @Test func `there are sources to look at, and every folder is a known target`() {
        #expect(Self.sources.count > 100)
        for file in Self.sources { #expect(ImportRules.allowed[file.target] != nil, "\(file): no room of that name") }
    }

    @Test func `each target imports only what it may`() {
        for file in Self.sources {
            for (number, line) in file.code.enumerated() {
                let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && !["public", "private", "internal"].contains($0) }
                guard words.first == "import", let module = words.last.map({ String($0.prefix { $0 != "." }) }) else { continue }
                let isAllowed = ImportRules.allowed[file.target]?.contains(module) ?? false
                #expect(isAllowed, "\(file):\(number + 1): \(file.target) must not import \(module)")
            }
        }
    }

    @Test func `pure targets know no clock, no chance, no tasks`() throws {
        for file in Self.sources where ImportRules.pure.contains(file.target) {
            let found = try findings(BannedCalls.inPureTargets, in: file, file.code)
            #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
        }
    }

    @Test func `nothing in the sources can trap on input`() throws {
        for file in Self.sources {
            let found = try findings(BannedCalls.inSources, in: file, file.code)
            #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
        }
    }

    @Test func `nothing waits or measures by a clock that somebody can set`() throws {
        for file in Self.sources where !BannedCalls.wallClock.contains(file.path) {
            let found = try findings(BannedCalls.byWallClock, in: file, file.code)
            #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
        }
    }

    @Test func `nothing is left unfinished`() throws {
        for file in Self.sources {
            let found = try findings(BannedCalls.unfinished, in: file, file.lines)
            #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
        }
    }

    @Test func `files and lines are short enough to read`() {
        for file in Self.sources + SourceFile.all(in: "Tests").filter({ !$0.path.contains("/Fixtures/") }) {
            #expect(file.lines.count <= 350, "\(file) has \(file.lines.count) lines, at most 350; split it")
            for (number, line) in file.lines.enumerated() {
                #expect(line.count <= 140, "\(file):\(number + 1) has \(line.count) characters, at most 140")
            }
        }
    }

    @Test func `functions are shorter than seventy lines`() {
        for file in Self.sources {
            for function in functions(of: file) {
                #expect(function.length < 70, "\(file):\(function.line) is \(function.length) lines long, fewer than 70 allowed")
            }
        }
    }

    /// Where each function or initialiser begins and how many lines it has, by counting braces.
    private func functions(of file: SourceFile) -> [(line: Int, length: Int)] {
        var found: [(line: Int, length: Int)] = []
        for (start, line) in file.code.enumerated() {
            let words = line.split { $0 == " " || $0 == "(" || $0 == "<" }
            guard words.contains("func") || words.first == "init" || words.dropFirst().first == "init" else { continue }
            var depth = 0
            var hasBegun = false
            for (end, body) in file.code[start...].enumerated() {
                for character in body {
                    if character == "{" { depth += 1; hasBegun = true }
                    if character == "}" { depth -= 1 }
                }
                if hasBegun, depth <= 0 {
                    found.append((start + 1, end + 1))
                    break
                }
                // A requirement of a protocol has no body.
                if !hasBegun, end > 12 { break }
            }
        }
        return found
    }

    @Test func `the checks see what they should`() throws {
        #expect(try matches(BannedCalls.inSources, in: "let x = y!"))
        #expect(try matches(BannedCalls.inSources, in: "foo(bar!.baz)"))
        #expect(try !matches(BannedCalls.inSources, in: "if a != b && !c { }"))
        #expect(try matches(BannedCalls.inPureTargets, in: "func f() async throws"))
        #expect(SourceFile.blanked("let a = \"x!\" // y!") == "let a = \"  \"      ")
        let file = SourceFile(path: "Sources/Wire/X.swift", text: "func f() {\n\n}\n")
        #expect(functions(of: file).map(\.length) == [3])
    }
}
