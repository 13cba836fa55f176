import Foundation
import RuleFiles

/// The text of a file, unpacked when its name ends in `.gz`.
enum PlainFile {
    /// Unpacked text larger than this is a mistake: a year of Europe's interpreted calls is smaller.
    static let sizeLimit = 1 << 30

    static func text(_ path: String) throws(RuleFileProblems) -> String {
        let data = path.hasSuffix(".gz") ? try unpacked(path) : FileManager.default.contents(atPath: path)
        guard let data else { throw problem(path, "the file cannot be read; give the path of a CSV file, plain or packed with gzip") }
        guard data.count <= sizeLimit else { throw problem(path, "\(data.count) bytes of text, expected at most \(sizeLimit)") }
        guard let text = String(data: data, encoding: .utf8) else {
            let found = data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) ? "UTF-16" : "not UTF-8"
            throw problem(path, "the file is \(found), expected UTF-8 text; a spreadsheet writes it as \"CSV UTF-8\"")
        }
        return text
    }

    private static func unpacked(_ path: String) throws(RuleFileProblems) -> Data? {
        guard FileManager.default.isReadableFile(atPath: path) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", "--", path]
        let (output, complaints) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaints
        do { try process.run() } catch {
            throw problem(path, "gzip cannot be started (\(error)); unpack the file and give the unpacked one")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        let said = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let reason = said.split(separator: "\n").first.map(String.init) ?? "status \(process.terminationStatus)"
            throw problem(path, "gzip cannot unpack it (\(reason)); give a whole file, or an unpacked one")
        }
        return data
    }

    private static func problem(_ path: String, _ text: String) -> RuleFileProblems {
        RuleFileProblems([Problem(file: path, line: 0, column: 0, text: text)])
    }
}
