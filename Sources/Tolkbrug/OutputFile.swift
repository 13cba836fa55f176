import ArgumentParser
import Foundation

/// Files that a command was asked to write.
enum OutputFile {
    /// Whether the folder of `file` exists: to be asked before the work, not after it.
    static func hasFolder(_ file: String) -> Bool {
        var isFolder: ObjCBool = false
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        return FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Writes all of it or nothing; says why not on standard error.
    static func write(_ text: String, to file: String) throws {
        do { try text.write(toFile: file, atomically: true, encoding: .utf8) } catch {
            let text = "\(file): the file cannot be written; name one in a folder that you may write to\n"
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
            throw ExitCode(1)
        }
    }
}
