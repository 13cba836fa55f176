import Foundation
import Interpreting

/// Turns the system's zone data (TZif, RFC 9636) into the table of transitions that the pure core works with.
public struct ZoneLoader: Sendable {
    /// Where Debian's package tzdata puts it.
    public static let systemDirectory = "/usr/share/zoneinfo"

    /// A directory of compiled zone files.
    public let directory: String
    /// Transitions after the last of the file follow its footer rule up to and including this year.
    public let lastYear: Int

    public init(directory: String = ZoneLoader.systemDirectory, lastYear: Int = 2100) {
        self.directory = directory
        self.lastYear = lastYear
    }

    /// The table of the zone called `name`, for instance `Europe/Brussels`.
    public func load(_ name: String) throws(ZoneProblem) -> ZoneTable {
        guard ZoneLoader.isZoneName(name) else { throw .notAName(name) }
        let path = "\(directory)/\(name)"
        guard let data = FileManager.default.contents(atPath: path) else { throw .missing(name: name, path: path) }
        guard data.count <= ZoneLoader.sizeLimit else {
            throw .malformed(path: path, reason: "\(data.count) bytes, at most \(ZoneLoader.sizeLimit)")
        }
        do {
            return try TZif(bytes: Array(data)).table(name: name, lastYear: lastYear)
        } catch {
            throw .malformed(path: path, reason: error.reason)
        }
    }

    /// Zone files are a few kilobytes.
    static let sizeLimit = 65_536

    /// Letters, digits, `_`, `-`, `+` between single slashes: nothing that leaves the directory.
    private static func isZoneName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 64
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.unicodeScalars.allSatisfy {
                        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-+".unicodeScalars.contains($0))
                    }
            }
    }
}
