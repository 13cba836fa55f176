import Foundation

/// A Swift file of the project as text, with what strings and comments say blanked out so that rules look at code only.
struct SourceFile: CustomStringConvertible {
    /// From the project's root: `Sources/Wire/Tag.swift`.
    let path: String
    let lines: [String]
    /// The same lines with the contents of strings and comments replaced by spaces.
    let code: [String]

    var description: String { path }
    /// `Wire` for `Sources/Wire/Tag.swift`.
    var target: String { String(path.split(separator: "/")[1]) }

    init(path: String, text: String) {
        self.path = path
        lines = text.components(separatedBy: "\n")
        code = SourceFile.blanked(text).components(separatedBy: "\n")
    }

    static let root: URL = {
        // A lab or a clone may reach the tests through a link; the sources lie where the package does.
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// Every Swift file below `folder`, by path.
    static func all(in folder: String) -> [SourceFile] {
        let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
        guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
        let names = walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
        return names.compactMap { name in
            let url = base.appendingPathComponent(name)
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
            return SourceFile(path: "\(folder)/\(name)", text: text)
        }
    }

    /// Blanks comments and the literal parts of strings; line breaks stay.
    static func blanked(_ text: String) -> String {
        enum Place { case code, string, text, line, block }
        var place = Place.code
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        func next(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        let (quote, slash, star, newline, escape) = (UInt8(0x22), UInt8(0x2F), UInt8(0x2A), UInt8(0x0A), UInt8(0x5C))
        while index < bytes.count {
            let byte = bytes[index]
            switch place {
            case .code:
                if byte == slash, next(1) == slash { place = .line }
                if byte == slash, next(1) == star { place = .block }
                if byte == quote {
                    if next(1) == quote, next(2) == quote {
                        place = .text
                        result += [quote, quote]
                        index += 2
                    } else {
                        place = .string
                    }
                }
                result.append(place == .line || place == .block ? 0x20 : byte)
            case .string:
                if byte == escape {
                    result.append(0x20)
                    index += 1
                    result.append(0x20)
                } else {
                    if byte == quote || byte == newline { place = .code }
                    result.append(byte == quote || byte == newline ? byte : 0x20)
                }
            case .text:
                if byte == quote, next(1) == quote, next(2) == quote {
                    place = .code
                    result += [quote, quote]
                    index += 2
                    result.append(quote)
                } else {
                    result.append(byte == newline ? newline : 0x20)
                }
            case .line:
                if byte == newline { place = .code }
                result.append(byte == newline ? newline : 0x20)
            case .block:
                if byte == star, next(1) == slash {
                    place = .code
                    result.append(0x20)
                    index += 1
                }
                result.append(byte == newline ? newline : 0x20)
            }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
