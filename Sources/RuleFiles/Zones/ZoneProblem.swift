/// Why a zone could not be loaded.
public enum ZoneProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case notAName(String)
    case missing(name: String, path: String)
    case malformed(path: String, reason: String)

    public var description: String {
        switch self {
        case .notAName(let name):
            "\"\(name)\" is not the name of a time zone, expected one like Europe/Brussels"
        case .missing(let name, let path):
            "no data for time zone \(name) at \(path); install Debian's package tzdata, or correct the name"
        case .malformed(let path, let reason):
            "\(path) is not a zone file of TZif version 2 or later (\(reason)); reinstall Debian's package tzdata"
        }
    }
}
