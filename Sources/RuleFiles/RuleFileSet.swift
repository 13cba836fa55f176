import Foundation

/// The bytes of a rules directory, read once.
struct RuleFileSet {
    /// A rule file larger than this is a mistake: the largest of ours is a tenth of it.
    static let sizeLimit = 262_144

    /// The files that a rule book is made of, in the order of their names.
    static let names = [
        "agencies.yaml", "aid.yaml", "calendar.yaml", "cancellation.yaml", "gazetteer.csv", "languages.yaml",
        "matching.yaml", "modality.yaml", "offers.yaml", "other-languages.csv", "place-names.csv", "subtags.csv", "tariffs.yaml",
        "travel.yaml", "working.yaml",
    ]

    /// As it is shown in problems.
    let directory: String
    /// Contents by name; files that could not be read are absent.
    private(set) var contents: [String: [UInt8]] = [:]
    /// Why files are absent, by name.
    private(set) var failures: [String: String] = [:]

    init(directory: String, contents: [String: [UInt8]]) {
        self.directory = directory
        self.contents = contents.filter { RuleFileSet.names.contains($0.key) }
    }

    init(reading directory: String) {
        self.directory = directory
        for name in RuleFileSet.names {
            let path = "\(directory)/\(name)"
            do {
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
                if size > RuleFileSet.sizeLimit {
                    failures[name] = "the file is \(size) bytes large, expected at most \(RuleFileSet.sizeLimit)"
                } else {
                    contents[name] = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
                }
            } catch CocoaError.fileReadNoPermission {
                failures[name] = "the file may not be read, expected read permission for this user"
            } catch {
                failures[name] = "the file is missing, expected it in \(directory)"
            }
        }
    }

    /// The text of a file; nil after a report when it is absent, too large or not UTF-8.
    func text(_ name: String, log: ProblemLog) -> String? {
        guard let bytes = contents[name] else {
            log.report(failures[name] ?? "the file is missing, expected it in \(directory)", at: .whole(name))
            return nil
        }
        guard bytes.count <= RuleFileSet.sizeLimit else {
            log.report("the file is \(bytes.count) bytes large, expected at most \(RuleFileSet.sizeLimit)", at: .whole(name))
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            log.report("the file is not UTF-8, expected UTF-8 text", at: .whole(name))
            return nil
        }
        return text
    }

    /// 16 hexadecimal digits that name the content of all files: FNV-1a of 64 bits over names, lengths and bytes in the order of
    /// the names, as if every line ended in LF and no file began with a byte order mark, for editors change those. It tells rule books
    /// apart; it is no protection against somebody who wants two alike.
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        for name in RuleFileSet.names {
            let bytes = RuleFileSet.plain(contents[name] ?? [])
            add("\(name) \(bytes.count)\n".utf8)
            add(bytes)
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        let (carriageReturn, lineFeed) = (UInt8(13), UInt8(10))
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard text.contains(carriageReturn) || text.count < bytes.count else { return bytes }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for (place, byte) in zip(text.indices, text) {
            if byte == carriageReturn, place + 1 < text.endIndex, text[place + 1] == lineFeed { continue }
            plain.append(byte)
        }
        return plain
    }
}
